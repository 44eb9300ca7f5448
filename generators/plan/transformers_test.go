package plan_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/google/go-cmp/cmp"
)

const ecrHost = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"

// withSection is a configuration with two upstreams and a section of spec.
func withSection(t *testing.T, section string) *v1alpha1.PullThroughCache {
	t.Helper()
	c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nmetadata: {name: cache}\nspec:\n" +
		"  accountID: \"123456789012\"\n  region: ca-central-1\n  upstreams: [{registry: ghcr.io}, {registry: docker.io}]\n" + section))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestTransformers: one entry for every name that an image is written by.
func TestTransformers(t *testing.T) {
	for _, test := range []struct {
		name, images string // listed in the configuration
		seen         []string
		want         []image.Renaming
	}{
		{
			"sorted, with those listed", "nginx, ghcr.io/a/z",
			[]string{"ghcr.io/a/z:1", "ghcr.io/a/b:1"},
			[]image.Renaming{{Name: "ghcr.io/a/b", NewName: ecrHost + "ghcr/a/b"}, {Name: "ghcr.io/a/z", NewName: ecrHost + "ghcr/a/z"}, {Name: "nginx", NewName: ecrHost + "docker-hub/library/nginx"}},
		},
		{"none seen", "ghcr.io/a/z", nil, []image.Renaming{{Name: "ghcr.io/a/z", NewName: ecrHost + "ghcr/a/z"}}},
	} {
		p, problems := plan.New(withSection(t, "  kustomize: {images: ["+test.images+"]}"), references(t, test.seen))
		if len(problems) > 0 {
			t.Errorf("%s: %v", test.name, problems)
		}
		if diff := cmp.Diff(test.want, p.Transformers.Images); diff != "" {
			t.Errorf("%s: -want +got\n%s", test.name, diff)
		}
	}
}

func references(t *testing.T, texts []string) []image.Reference {
	t.Helper()
	var all []image.Reference
	for _, text := range texts {
		ref, err := image.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, ref)
	}
	return all
}

// TestTransformersOptions: what the transformers do not do of what the configuration
// asks of the rewriting is told, each with its field.
func TestTransformersOptions(t *testing.T) {
	c := withSection(t, "  kustomize: {}\n  rewrite: {digests: Drop, include: [{kind: Deployment}], exclude: [{name: a}], pullSecrets: Remove}")
	p, problems := plan.New(c, nil)
	if len(problems) > 0 {
		t.Errorf("told where no transformers are made: %v", problems)
	}
	var paths []string
	for _, p := range p.Transformers.Ignored {
		if p.Code != plan.KustomizeOption || p.Severity != plan.Warning {
			t.Errorf("%s %s: %s", p.Severity, p.Code, p)
		}
		paths = append(paths, p.Path)
	}
	if diff := cmp.Diff([]string{"spec.rewrite.digests", "spec.rewrite.include", "spec.rewrite.exclude", "spec.rewrite.pullSecrets"}, paths); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if p, _ := plan.New(withSection(t, "  kustomize: {transformers: false}\n  infrastructure: {}"), nil); p.Transformers != nil {
		t.Error("transformers are planned that nobody asked for")
	}
}

// TestTransformersDigests: the cache may refuse the first pull of a digest, so those
// that the transformers move are named.
func TestTransformersDigests(t *testing.T) {
	const byDigest = "ghcr.io/a/b:v1@sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
	p, _ := plan.New(withSection(t, "  kustomize: {}"), references(t, []string{byDigest, "ghcr.io/a/c:v1"}))
	if len(p.Transformers.Ignored) != 1 {
		t.Fatalf("told: %v", p.Transformers.Ignored)
	}
	if got := p.Transformers.Ignored[0]; got.Code != plan.KustomizeDigest || !strings.HasSuffix(got.Message, "by its tag: "+byDigest) {
		t.Errorf("%s: %s", got.Code, got)
	}
}
