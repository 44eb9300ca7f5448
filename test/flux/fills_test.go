package flux

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fluxcd/pkg/kustomize"
	"go.yaml.in/yaml/v3"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

const fills = "kustomize: {transformers: false, fluxKustomizations: true, helmReleases: true, images: [ghcr.io/amerintlxperts/orders-migrate, ghcr.io/amerintlxperts/orders-worker]}"

// TestFilledKustomization: kustomize-controller builds a path with the images that
// its object lists. Filled by the program, they move every image of the path, and a
// tag that the user set there is set.
func TestFilledKustomization(t *testing.T) {
	root := example(t, "flux-transformers")
	unlist(t, root)
	object := write(t, map[string]string{
		"ecrcache.yaml": configuration(fills),
		"orders.yaml": `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: orders, namespace: flux-system}
spec:
  images:
  - name: ghcr.io/amerintlxperts/orders-api
    newTag: v9 # ours
  path: ./apps
`,
	})
	run(t, object, "", "ecrcache", "rewrite", "orders.yaml")
	text := read(t, object, "orders.yaml")
	if !strings.Contains(text, "    newTag: v9 # ours\n") {
		t.Errorf("the user's tag is another:\n%s", text)
	}
	got := images(t, buildAs(t, text, root, "apps"))
	want := []string{
		registry + "ghcr/amerintlxperts/orders-api:v9",
		registry + "ghcr/amerintlxperts/orders-migrate:b20f9d1",
		registry + "ghcr/amerintlxperts/orders-worker:b20f9d1@sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
		"quay.io/prometheus/statsd-exporter:v0.28.0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

// buildAs is what kustomize-controller does for an object: it writes the object's
// settings into the kustomization of the path, and builds that.
func buildAs(t *testing.T, object, root, path string) string {
	t.Helper()
	generate(t, object, root, path)
	return build(t, root, path)
}

// generate writes the object's settings into the kustomization of the path.
func generate(t *testing.T, object, root, path string) {
	t.Helper()
	folder := filepath.Join(root, path)
	if _, err := kustomize.NewGenerator(root, unstructured.Unstructured{Object: parsed(t, object)}).WriteFile(folder); err != nil {
		t.Fatal(err)
	}
}

func parsed(t *testing.T, text string) map[string]any {
	t.Helper()
	var object map[string]any
	if err := yaml.Unmarshal([]byte(text), &object); err != nil {
		t.Fatal(err)
	}
	return object
}

// TestMergedImages: where the kustomization at spec.path has an entry of the name that
// spec.images gets, a newer Flux keeps its tag, and one before v2.9.3 drops it, as the
// warning says. Transformers there hold with both.
func TestMergedImages(t *testing.T) {
	const object = fluxObject + "  images: []\n"
	for _, s := range []struct{ name, lists, newer, older string }{
		{"spec.images", "", "v1.2.3", "latest"},
		{"transformers", "transformers: [../transformers]\n", "v1.2.3", "v1.2.3"},
	} {
		files := ordered("images: [{name: "+api+", newTag: v1.2.3}]\n", s.lists)
		files["clusters/api.yaml"] = object
		root := write(t, files)
		if s.lists == "" {
			config := strings.Replace(files["ecrcache.yaml"], "kustomize: {", "kustomize: {transformers: false, fluxKustomizations: true, ", 1)
			if err := writeFile(root, "ecrcache.yaml", config); err != nil {
				t.Fatal(err)
			}
			if _, told := run(t, root, "", "ecrcache", "rewrite", "clusters"); !strings.Contains(told, "Flux before v2.9.3 (kustomize-controller v1.9.4) drops the newTag") {
				t.Errorf("nothing is told of older Flux: %s", told)
			}
		} else {
			run(t, root, "", "ecrcache", "generate", "--out", ".")
		}
		filled := read(t, root, "clusters/api.yaml")
		older, _ := run(t, root, filled, "replaces", root, "prod")
		if err := writeFile(root, "prod/kustomization.yaml", files["prod/kustomization.yaml"]); err != nil {
			t.Fatal(err)
		}
		newer := buildAs(t, filled, root, "prod")
		for which, got := range map[string][2]string{"newer": {newer, s.newer}, "older": {older, s.older}} {
			if all := images(t, got[0]); !slices.Equal(all, []string{registry + "ghcr/amerintlxperts/api:" + got[1]}) {
				t.Errorf("%s, %s Flux: %v", s.name, which, all)
			}
		}
	}
}

// TestFilledHelmRelease: helm-controller builds what a chart renders with the images
// of each post-renderer
// (https://github.com/fluxcd/helm-controller/blob/v1.6.4/internal/postrender/kustomize.go).
func TestFilledHelmRelease(t *testing.T) {
	root := write(t, map[string]string{
		"ecrcache.yaml": configuration(fills),
		"orders.yaml":   "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: orders}\nspec:\n  chart: {spec: {chart: orders}}\n",
		"rendered.yaml": read(t, "../../examples/flux-transformers/apps/worker.yaml"),
	})
	run(t, root, "", "ecrcache", "rewrite", "orders.yaml")
	spec := parsed(t, read(t, root, "orders.yaml"))["spec"].(map[string]any)
	rendered := read(t, root, "rendered.yaml")
	for _, renderer := range spec["postRenderers"].([]any) {
		kustomization := renderer.(map[string]any)["kustomize"].(map[string]any)
		kustomization["resources"] = []string{"rendered.yaml"}
		text, err := yaml.Marshal(kustomization)
		if err != nil {
			t.Fatal(err)
		}
		step := write(t, map[string]string{"kustomization.yaml": string(text), "rendered.yaml": rendered})
		rendered = build(t, step, ".")
	}
	if got := images(t, rendered); len(got) != 1 || !strings.HasPrefix(got[0], registry+"ghcr/amerintlxperts/orders-worker:b20f9d1@") {
		t.Errorf("the release pulls %v", got)
	}
}
