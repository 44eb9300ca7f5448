package kustomize_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/generators/kustomize"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"
)

const ecrHost = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"

// generate generates for a configuration with two upstreams and a section of spec.
func generate(t *testing.T, section string, seen plan.Seen) ([]object.File, []plan.Problem) {
	t.Helper()
	c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nmetadata: {name: ghcr}\nspec:\n" +
		"  accountID: \"123456789012\"\n  region: ca-central-1\n  upstreams: [{registry: ghcr.io}, {registry: docker.io}]\n" + section))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := planner.Plan(c, seen)
	out, problems := kustomize.Generator{Spec: c.Spec.Kustomize, Rewrite: &c.Spec.Rewrite}.Generate(p)
	return out.Files, problems
}

// renamings are the names in the file of transformers, read as kustomize reads them.
func renamings(t *testing.T, files []object.File) []image.Renaming {
	t.Helper()
	var all []image.Renaming
	for _, document := range strings.Split(files[1].Text, "---\n") {
		var transformer struct {
			ImageTag struct{ Name, NewName string }
		}
		if err := yaml.Unmarshal([]byte(document), &transformer); err != nil {
			t.Fatal(err)
		}
		all = append(all, image.Renaming{Name: transformer.ImageTag.Name, NewName: transformer.ImageTag.NewName})
	}
	return all
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
		files, problems := generate(t, "  kustomize: {images: ["+test.images+"]}", plan.Seen{Images: references(t, test.seen)})
		if len(problems) > 0 {
			t.Errorf("%s: %v", test.name, problems)
		}
		if diff := cmp.Diff(test.want, renamings(t, files)); diff != "" {
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
	_, problems := generate(t, "  kustomize: {images: [nginx]}\n  rewrite: {digests: Drop, include: [{kind: Deployment}], exclude: [{name: a}], pullSecrets: Remove}", plan.Seen{})
	var paths []string
	for _, p := range problems {
		if p.Code != kustomize.Option || p.Severity != plan.Warning {
			t.Errorf("%s %s: %s", p.Severity, p.Code, &p)
		}
		paths = append(paths, p.Field.Path)
	}
	if diff := cmp.Diff([]string{"spec.rewrite.digests", "spec.rewrite.include", "spec.rewrite.exclude", "spec.rewrite.pullSecrets"}, paths); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestTransformersDigests: the cache may refuse the first pull of a digest, so those
// that the transformers move are named.
func TestTransformersDigests(t *testing.T) {
	const byDigest = "ghcr.io/a/b:v1@sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
	_, problems := generate(t, "  kustomize: {}", plan.Seen{Images: references(t, []string{byDigest, "ghcr.io/a/c:v1"})})
	if len(problems) != 1 {
		t.Fatalf("%v", problems)
	}
	if got := problems[0]; got.Code != kustomize.Digest || !strings.HasSuffix(got.Message, "by its tag: "+byDigest) {
		t.Errorf("%s: %s", got.Code, &got)
	}
}
