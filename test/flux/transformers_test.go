package flux

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fluxcd/pkg/kustomize"
)

// TestTransformersExample: what kustomize-controller builds with the transformers is,
// in its images, what the function makes of the same manifests. The transformers in Git
// are the ones that are generated.
func TestTransformersExample(t *testing.T) {
	root := example(t, "flux-transformers")
	const file = "transformers/images.yaml"
	kept := read(t, root, file)
	run(t, root, "", "ecrcache", "generate", "--images", "apps", "--out", ".")
	if made := read(t, root, file); made != kept {
		t.Errorf("the example holds\n%s\nand is generated as\n%s", kept, made)
	}
	got := images(t, build(t, root, "apps"))
	unlist(t, root)
	before := build(t, root, "apps")
	byFunction, _ := run(t, root, resourceList(t, root, before), "ecrcache")
	if want := images(t, byFunction); !slices.Equal(got, want) {
		t.Errorf("by the transformers %v\nby the function %v", got, want)
	}
	if before := left(images(t, before)); len(before) != 3 {
		t.Fatalf("the example has %d images of ghcr.io", len(before))
	}
	if after := left(got); len(after) > 0 {
		t.Errorf("ghcr.io still serves %v", after)
	}
}

// unlist takes the transformers out of the example's kustomization.
func unlist(t *testing.T, root string) {
	t.Helper()
	const file = "apps/kustomization.yaml"
	before, _, found := strings.Cut(read(t, root, file), "transformers:")
	if !found {
		t.Fatal("the example lists no transformers")
	}
	if err := writeFile(root, file, before); err != nil {
		t.Fatal(err)
	}
}

// resourceList is what kustomize hands the function: the objects of a stream, with
// the example's configuration.
func resourceList(t *testing.T, root, stream string) string {
	t.Helper()
	indent := func(text string) string { return strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n  ") + "\n" }
	list := "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig:\n  " + indent(read(t, root, "ecrcache.yaml")) + "items:\n"
	for _, object := range strings.Split(stream, "\n---\n") {
		list += "- " + indent(object)
	}
	return list
}

// TestSpellings: kustomize finds an image by the name as it is written, so every
// spelling in use has its entry; the names of others that an unescaped dot would
// find too stay apart.
func TestSpellings(t *testing.T) {
	const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: NAME}\nspec: {containers: [{name: a, image: IMAGE}]}\n"
	want := map[string]string{
		"nginx:1.27":                        registry + "docker-hub/library/nginx:1.27",
		"docker.io/nginx:1.27":              registry + "docker-hub/library/nginx:1.27",
		"docker.io/library/nginx":           registry + "docker-hub/library/nginx",
		"index.docker.io/bitnami/redis:7":   registry + "docker-hub/bitnami/redis:7",
		"bitnami/redis:7":                   registry + "docker-hub/bitnami/redis:7",
		"GHCR.IO/amerintlxperts/app:v1":     registry + "ghcr/amerintlxperts/app:v1",
		"ghcr.io/amerintlxperts/my.app:v1":  registry + "ghcr/amerintlxperts/my.app:v1",
		"ghcr.io/amerintlxperts/my_app:v1":  registry + "ghcr/amerintlxperts/my_app:v1",
		"ghcr.io/amerintlxperts/myxapp:v1":  registry + "ghcr/amerintlxperts/myxapp:v1",
		"quay.io/prometheus/alertmanager:1": "quay.io/prometheus/alertmanager:1",
	}
	var pods []string
	for image := range want {
		name := strings.NewReplacer("/", "-", ":", "-", "_", "--").Replace(strings.ToLower(image))
		pods = append(pods, strings.NewReplacer("NAME", name, "IMAGE", image).Replace(pod))
	}
	root := write(t, map[string]string{
		"ecrcache.yaml":              configuration("upstreams: [{registry: ghcr.io}, {registry: docker.io}]\n  kustomize: {}"),
		"apps/pods.yaml":             strings.Join(pods, "---\n"),
		"apps/kustomization.yaml":    "resources: [pods.yaml]\n",
		"overlay/kustomization.yaml": "resources: [../apps]\ntransformers: [../transformers]\n",
	})
	run(t, root, "", "ecrcache", "generate", "--images", "apps", "--out", ".")
	got := images(t, build(t, root, "overlay"))
	var all []string
	for _, image := range want {
		all = append(all, image)
	}
	slices.Sort(all)
	if !slices.Equal(got, all) {
		t.Errorf("got %v\nwant %v", got, all)
	}
}

// configuration is one with what stands in spec.
func configuration(spec string) string {
	return "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nmetadata: {name: ghcr}\nspec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n  " + spec + "\n"
}

// TestFunctionIsRefused: kustomize-controller runs no function, and says so in the
// words that the documentation quotes.
func TestFunctionIsRefused(t *testing.T) {
	root := example(t, "kustomize-overlays")
	_, err := kustomize.SecureBuild(root, filepath.Join(root, "overlays/production"), false)
	if err == nil {
		t.Fatal("the function was accepted")
	}
	const words = "external plugins disabled; unable to load external plugin 'PullThroughCache'"
	if !strings.Contains(err.Error(), words) {
		t.Errorf("Flux says %v", err)
	}
	for _, document := range []string{"../../docs/kustomize-transformers.md"} {
		text := strings.Join(strings.Fields(read(t, document)), " ")
		if !strings.Contains(text, words) {
			t.Errorf("%s does not quote %q", document, words)
		}
	}
}
