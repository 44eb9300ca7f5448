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
		{"a directory that an overlay lists", "kustomize-overlays", "overlays/production"},
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

// An overlay that does not list the directory keeps pulling from ghcr.io.
func TestKustomizeOverlayWithoutTheFunction(t *testing.T) {
	folder := example(t, "kustomize-overlays")
	got := run(t, folder, "kustomize", append(withFunctions, "overlays/development")...).done(t)
	if strings.Contains(got, registry) || len(left(t, got)) == 0 {
		t.Errorf("want images of ghcr.io alone, got:\n%s", got)
	}
}

// Named among generators by mistake, the configuration must not become an object
// of the cluster.
func TestKustomizeGenerator(t *testing.T) {
	folder := example(t, "kustomize-overlays")
	overlay := files(t, folder)["overlays/production/kustomization.yaml"]
	write(t, folder, "overlays/production/kustomization.yaml", strings.Replace(overlay, "transformers:", "generators:", 1))
	args := append(withFunctions, "overlays/production")
	got := run(t, folder, "kustomize", args...).done(t)
	if strings.Contains(got, "PullThroughCache") {
		t.Errorf("the function's own configuration is in the output:\n%s", got)
	}
}

// A function runs after the images of the kustomization that lists it, and before those
// of one above: there, and in a Component, the overlay's tag is lost, as docs/ways.md
// says, and check finds it.
func TestKustomizeOrder(t *testing.T) {
	const overlay, api = "overlays/production/kustomization.yaml", registry + "amerintlxperts/orders-api"
	for _, c := range []struct{ name, file, old, new, tag string }{
		{"in the kustomization that is built", overlay, "", "", "v1.2.3"},
		{"in a base", "base/kustomization.yaml", "resources:", "transformers:\n- ../cache\nresources:", "49c1b6c"},
		{"in a Component", "cache/kustomization.yaml", "kind: Kustomization\nresources:", "kind: Component\ntransformers:", "49c1b6c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := example(t, "kustomize-overlays")
			write(t, folder, c.file, strings.Replace(files(t, folder)[c.file], c.old, c.new, 1))
			if c.name == "in a Component" {
				write(t, folder, "cache/kustomization.yaml", strings.Replace(files(t, folder)["cache/kustomization.yaml"], "v1beta1", "v1alpha1", 1))
				write(t, folder, overlay, strings.Replace(files(t, folder)[overlay], "transformers:", "components:", 1))
			}
			got := run(t, folder, "kustomize", append(withFunctions, "overlays/production")...).done(t)
			if !strings.Contains(got, api+":"+c.tag+"\n") {
				t.Errorf("want %s:%s, got\n%s", api, c.tag, got)
			}
			check := run(t, folder, "ecrcache", "check", "--config", "cache/pull-through-cache.yaml", "--restore", ".")
			if lost := c.tag != "v1.2.3"; lost != strings.Contains(check.stdout, "finds no image") {
				t.Errorf("check says %s", check.stdout)
			}
		})
	}
}
