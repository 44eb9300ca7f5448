package flux

import (
	"slices"
	"strings"
	"testing"

	"github.com/fluxcd/pkg/kustomize"
)

const (
	// api is an image whose tag somebody sets when the manifests are built.
	api = "ghcr.io/amerintlxperts/api"
	pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: api}\nspec: {containers: [{name: api, image: 'ghcr.io/amerintlxperts/api:latest'}]}\n"
)

// settings are the ways to set the tag v1.2.3 in the kustomization at spec.path or in
// the Flux Kustomization above it.
var settings = []struct{ name, kustomization, object string }{
	{"images", "images: [{name: " + api + ", newTag: v1.2.3}]\n", ""},
	{"spec.images", "", "  images: [{name: " + api + ", newTag: v1.2.3}]\n"},
	{"spec.images over images", "images: [{name: " + api + ", newTag: v0.1.0}]\n", "  images: [{name: " + api + ", newTag: v1.2.3}]\n"},
	{"spec.components", "", "  components: [../tag]\n"},
	{"a component", "components: [../tag]\n", ""},
	{"spec.patches", "", "  patches: [{patch: '" + strings.ReplaceAll(strings.TrimSpace(setImage), "\n", "\n\n    ") + "'}]\n"},
	{"a patch", "patches: [{path: patch.yaml}]\n", ""},
	{"a name that images replaces", "images: [{name: placeholder, newName: " + api + ", newTag: v1.2.3}]\npatches: [{patch: '" + `{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "api"}, "spec": {"containers": [{"name": "api", "image": "placeholder"}]}}` + "'}]\n", ""},
	{"replacements", "replacements: [{source: {kind: ConfigMap, name: tag, fieldPath: data.tag}, targets: [{select: {kind: Pod}, fieldPaths: [spec.containers.0.image], options: {delimiter: ':', index: 1}}]}]\nconfigMapGenerator: [{name: tag, literals: [tag=v1.2.3], options: {disableNameSuffixHash: true}}]\n", ""},
}

const setImage = `{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "api"}, "spec": {"containers": [{"name": "api", "image": "ghcr.io/amerintlxperts/api:v1.2.3"}]}}`

// ordered are the files of one setting, whose kustomization at spec.path pulls images
// through the cache by what stands in cache.
func ordered(kustomization, cache string) map[string]string {
	return map[string]string{
		"ecrcache.yaml":           configuration("kustomize: {images: [" + api + "]}"),
		"base/pod.yaml":           pod,
		"base/kustomization.yaml": "resources: [pod.yaml]\n",
		"tag/kustomization.yaml":  "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages: [{name: " + api + ", newTag: v1.2.3}]\n",
		"prod/patch.yaml":         setImage,
		"prod/kustomization.yaml": "resources: [../base]\n" + kustomization + cache,
	}
}

// TestOrder: whoever sets the tag at spec.path or in the Flux Kustomization, the
// transformers run after it, and the tag stays.
func TestOrder(t *testing.T) {
	for _, s := range settings {
		t.Run(s.name, func(t *testing.T) {
			root := write(t, ordered(s.kustomization, "transformers: [../transformers]\n"))
			run(t, root, "", "ecrcache", "generate", "--out", ".")
			if got := images(t, buildAs(t, fluxObject+s.object, root, "prod")); !slices.Equal(got, tagged) {
				t.Errorf("got %v", got)
			}
		})
	}
}

// fluxObject is the Flux Kustomization, to which settings are added.
const fluxObject = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: api}\nspec:\n  path: ./prod\n"

// tagged is what the cluster is to get.
var tagged = []string{registry + "ghcr/amerintlxperts/api:v1.2.3"}

// TestOrderOfTransformers: transformers run in the order in which they are listed, so
// one of the user's that comes first sets its tag.
func TestOrderOfTransformers(t *testing.T) {
	files := ordered("", "transformers: [../user, ../transformers]\n")
	files["user/kustomization.yaml"] = "resources: [tag.yaml]\n"
	files["user/tag.yaml"] = "{apiVersion: builtin, kind: ImageTagTransformer, metadata: {name: tag}, imageTag: {name: " + api + ", newTag: v1.2.3}}\n"
	root := write(t, files)
	run(t, root, "", "ecrcache", "generate", "--out", ".")
	if got := images(t, build(t, root, "prod")); !slices.Equal(got, tagged) {
		t.Errorf("got %v", got)
	}
}

// TestLostTags: what docs/ways.md says loses the tag loses it, without a word. This is why
// transformers are generated and no Component, and why check refuses these.
func TestLostTags(t *testing.T) {
	const entry = "images: [{name: " + api + ", newTag: v1.2.3}]\n"
	for _, s := range []struct{ name, mid, prod, object string }{
		{"a Component beside the entry", "", "components: [../cache]\n" + entry, ""},
		{"a Component below the entry", "components: [../cache]\n", entry, ""},
		{"transformers of a base", "transformers: [../transformers]\n", entry, ""},
		{"spec.components over the entry", "", entry, "  components: [../cache]\n"},
		{"spec.components beside spec.images", "", "", "  components: [../cache]\n  images: [{name: " + api + ", newTag: v1.2.3}]\n"},
	} {
		t.Run(s.name, func(t *testing.T) {
			files := ordered("", "")
			files["cache/kustomization.yaml"] = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages: [{name: " + api + ", newName: " + registry + "ghcr/amerintlxperts/api}]\n"
			files["mid/kustomization.yaml"] = "resources: [../base]\n" + s.mid
			files["prod/kustomization.yaml"] = "resources: [../mid]\n" + s.prod
			files["clusters/api.yaml"] = fluxObject + s.object
			root := write(t, files)
			run(t, root, "", "ecrcache", "generate", "--out", ".")
			if told := toldLate(t, root, "prod", "clusters"); len(told) != 1 {
				t.Errorf("told: %q", told)
			}
			if got := images(t, buildAs(t, files["clusters/api.yaml"], root, "prod")); !slices.Equal(got, []string{registry + "ghcr/amerintlxperts/api:latest"}) {
				t.Errorf("kustomize gives %v now; docs/ways.md says otherwise", got)
			}
		})
	}
}

// TestVars: kustomize fills in vars after all transformers, as the documentation says.
func TestVars(t *testing.T) {
	files := ordered("vars: [{name: IMAGE, objref: {apiVersion: v1, kind: ConfigMap, name: image}, fieldref: {fieldpath: data.image}}]\nconfigMapGenerator: [{name: image, literals: ['image="+api+":v1.2.3'], options: {disableNameSuffixHash: true}}]\n", "transformers: [../transformers]\n")
	files["base/pod.yaml"] = strings.Replace(pod, api+":latest", "$(IMAGE)", 1)
	files["prod/kustomization.yaml"] += "configurations: [vars.yaml]\n"
	files["prod/vars.yaml"] = "varReference: [{path: spec/containers/image, kind: Pod}]\n"
	root := write(t, files)
	run(t, root, "", "ecrcache", "generate", "--out", ".")
	if got := images(t, build(t, root, "prod")); !slices.Contains(got, api+":v1.2.3") {
		t.Errorf("got %v", got)
	}
}

// TestMisplaced: listed where it would not work, the directory is refused, and Flux
// applies nothing.
func TestMisplaced(t *testing.T) {
	for _, s := range []struct{ name, kustomization, object string }{
		{"components", "components: [../transformers]\n", ""},
		{"spec.components", "", "  components: [../transformers]\n"},
	} {
		root := write(t, ordered("images: [{name: "+api+", newTag: v1.2.3}]\n", s.kustomization))
		run(t, root, "", "ecrcache", "generate", "--out", ".")
		if err := buildError(t, fluxObject+s.object, root, "prod"); err == nil || !strings.Contains(err.Error(), "expected kind 'Component'") {
			t.Errorf("%s: %v", s.name, err)
		}
	}
}

// buildError is the error of kustomize-controller's build.
func buildError(t *testing.T, object, root, path string) error {
	t.Helper()
	generate(t, object, root, path)
	_, err := kustomize.SecureBuild(root, root+"/"+path, false)
	return err
}

// TestGeneratedKustomization: where a path has no kustomization, Flux lists all that is
// below it, the transformers among them. They become no objects of the cluster, and
// move nothing there.
func TestGeneratedKustomization(t *testing.T) {
	root := write(t, map[string]string{"ecrcache.yaml": configuration("kustomize: {images: [" + api + "]}"), "all/pod.yaml": pod})
	run(t, root, "", "ecrcache", "generate", "--out", "all")
	out := buildAs(t, fluxObject, root, "all")
	if strings.Contains(out, "ImageTagTransformer") || !slices.Equal(images(t, out), []string{api + ":latest"}) {
		t.Errorf("the cluster gets\n%s", out)
	}
}
