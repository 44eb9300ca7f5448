package flux_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/flux"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
)

// generate makes the objects of a configuration with what was seen.
func generate(t *testing.T, spec string, seen plan.Seen) ([]object.Object, []plan.Problem) {
	t.Helper()
	c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n  " + spec + "\n"))
	must(t, err)
	p, problems := planner.Plan(c, seen)
	out, more := flux.Generator{Spec: c.Spec.Flux, Listed: c.Spec.Kustomize.Listed()}.Generate(p)
	return out.Objects, append(problems, more...)
}

// TestArtifacts: images have a pair, charts have none: Flux updates them by other kinds.
func TestArtifacts(t *testing.T) {
	objects, _ := generate(t, "flux: {policy: {alphabetical: {}}}", plan.Seen{
		Images:    []image.Reference{{Host: "ghcr.io", Repository: "a/image", Tag: "v1"}},
		Artifacts: []image.Reference{{Host: "ghcr.io", Repository: "a/chart"}},
	})
	if len(objects) != 2 || objects[0].Body.Text("spec", "image") != "ghcr.io/a/image" || objects[1].Kind != "ImagePolicy" {
		t.Errorf("%+v", objects)
	}
}

// TestListedElsewhere: what a chart gives its tag is not missed among the policies, unless a manifest
// has a tag that Flux cannot sort.
func TestListedElsewhere(t *testing.T) {
	const listed = "flux: {}\n  kustomize: {helmReleases: true, images: [ghcr.io/a/one], releases: [{name: shop, images: [ghcr.io/a/two]}]}"
	for tag, missed := range map[string]string{"": "ghcr.io/a/three: ", "latest": "ghcr.io/a/one (latest), ghcr.io/a/three, ghcr.io/a/two (latest): "} {
		_, problems := generate(t, listed, plan.Seen{Images: []image.Reference{
			{Host: "ghcr.io", Repository: "a/one", Tag: tag}, {Host: "ghcr.io", Repository: "a/two", Tag: tag}, {Host: "ghcr.io", Repository: "a/three"},
		}})
		if !slices.ContainsFunc(problems, func(p plan.Problem) bool {
			return p.Code == flux.NoPolicy && strings.Contains(p.Message, "for "+missed)
		}) {
			t.Errorf("tag %q: %v, want %q", tag, problems, missed)
		}
	}
}

// TestNothingToScan: the message gives the reason that holds.
func TestNothingToScan(t *testing.T) {
	for spec, says := range map[string]string{
		"flux: {}":                       "no image of an upstream was seen",
		"flux: {exclude: [ghcr.io/**]}":  "include and exclude leave none",
		"flux: {include: [ghcr.io/b/*]}": "include and exclude leave none",
	} {
		var seen plan.Seen
		if spec != "flux: {}" {
			seen.Images = []image.Reference{{Host: "ghcr.io", Repository: "a/image", Tag: "v1.0.0"}}
		}
		_, problems := generate(t, spec, seen)
		if !slices.ContainsFunc(problems, func(p plan.Problem) bool { return p.Code == flux.Nothing && strings.Contains(p.Message, says) }) {
			t.Errorf("%s: %v, want %q", spec, problems, says)
		}
	}
}

// TestByDigestAlone: an image without a tag says nothing of how tags are sorted, and the
// message says that it is named by digest, not that it is listed.
func TestByDigestAlone(t *testing.T) {
	digest := "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
	for spec, says := range map[string]string{
		"flux: {}":                           "ghcr.io/a/image: they are named by digest alone",
		"flux: {images: [ghcr.io/a/listed]}": "ghcr.io/a/listed: they are listed and no tag is in use",
	} {
		objects, problems := generate(t, spec, plan.Seen{Images: []image.Reference{{Host: "ghcr.io", Repository: "a/image", Digest: digest}}})
		if len(objects) > 0 || !slices.ContainsFunc(problems, func(p plan.Problem) bool { return p.Code == flux.NoPolicy && strings.Contains(p.Message, says) }) {
			t.Errorf("%s: %v, %v", spec, objects, problems)
		}
	}
}
