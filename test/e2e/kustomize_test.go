package e2e

import (
	"strings"
	"testing"
)

// withFunctions is what a user must say for kustomize to run a program.
var withFunctions = []string{"build", "--enable-alpha-plugins", "--enable-exec"}

func TestKustomize(t *testing.T) {
	for _, c := range []struct{ name, example, overlay string }{
		{"a transformer over a team's repository", "kustomize", "."},
		{"a Component of an overlay", "component", "overlays/production"},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := example(t, c.example)
			args := append(withFunctions, c.overlay)
			without := runIdle(t, folder, "kustomize", args...).done(t)
			got := run(t, folder, "kustomize", args...).done(t)
			if len(left(t, without)) == 0 {
				t.Error("the example has no image of ghcr.io to begin with")
			}
			if images := left(t, got); len(images) > 0 {
				t.Errorf("still from ghcr.io: %v", images)
			}
			same(t, "manifests", throughCache(without), got)
		})
	}
}

// An overlay that does not list the Component keeps pulling from ghcr.io.
func TestKustomizeOverlayWithoutTheComponent(t *testing.T) {
	folder := example(t, "component")
	got := run(t, folder, "kustomize", append(withFunctions, "overlays/development")...).done(t)
	if strings.Contains(got, registry) || len(left(t, got)) == 0 {
		t.Errorf("want images of ghcr.io alone, got:\n%s", got)
	}
}

// Named among generators by mistake, the configuration must not become an object
// of the cluster.
func TestKustomizeGenerator(t *testing.T) {
	folder := example(t, "component")
	write(t, folder, "cache/kustomization.yaml", `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
generators:
- pull-through-cache.yaml
`)
	args := append(withFunctions, "overlays/production")
	got := run(t, folder, "kustomize", args...).done(t)
	if strings.Contains(got, "PullThroughCache") {
		t.Errorf("the function's own configuration is in the output:\n%s", got)
	}
}

// The order in which kustomize runs things is in the Component's README: an images
// entry of the overlay finds its image no longer.
func TestKustomizeRunsComponentsBeforeImages(t *testing.T) {
	folder := example(t, "component")
	overlay := files(t, folder)["overlays/production/kustomization.yaml"]
	write(t, folder, "overlays/production/kustomization.yaml",
		overlay+"images:\n- name: ghcr.io/amerintlxperts/orders-api\n  newTag: other\n")
	got := run(t, folder, "kustomize", append(withFunctions, "overlays/production")...).done(t)
	if strings.Contains(got, "other") || !strings.Contains(got, registry+"amerintlxperts/orders-api:49c1b6c") {
		t.Errorf("kustomize runs images: before Components now; examples/component/README.md says the opposite:\n%s", got)
	}
}
