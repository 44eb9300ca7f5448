package decide_test

import (
	"slices"
	"testing"
)

// TestWritten: of the fields that hold a reference, registry and path change, and a digest that is
// dropped goes; every other byte stays, also of what is around the reference.
func TestWritten(t *testing.T) {
	const hex = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	kustomization := func(entry string) string {
		return "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages: [" + entry + "]\n"
	}
	application := func(word string) string {
		return "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: {kustomize: {images: ['" + word + "']}}}\n"
	}
	repository := func(url string) string {
		return "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: a}\nspec: {url: '" + url + "'}\n"
	}
	for name, test := range map[string]struct {
		spec, text string
		want       []string
	}{
		"an entry of kustomize":             {"rewrite: {}", kustomization("{name: ghcr.io/acme/app, newTag: v1}"), []string{"ghcr.io/acme/app to CACHE/ghcr/acme/app"}},
		"an entry with a new name":          {"rewrite: {}", kustomization("{name: app, newName: ghcr.io/acme/app, newTag: v1}"), []string{"ghcr.io/acme/app to CACHE/ghcr/acme/app"}},
		"an entry for one word of the Hub":  {"upstreams: [{registry: docker.io}]", kustomization("{name: app, newName: docker.io/acme}"), []string{"docker.io/acme to CACHE/docker-hub/library/acme"}},
		"an entry with a digest that goes":  {"rewrite: {digests: Drop}", kustomization("{name: app, newName: ghcr.io/acme/app, newTag: v1, digest: 'sha256:" + hex + "'}"), []string{"ghcr.io/acme/app to CACHE/ghcr/acme/app", "sha256:" + hex + " to "}},
		"a word of Argo CD":                 {"rewrite: {}", application("app=ghcr.io/acme/app:v1"), []string{"app=ghcr.io/acme/app:v1 to app=CACHE/ghcr/acme/app:v1"}},
		"a word that is its own name":       {"rewrite: {}", application("ghcr.io/acme/app:v1"), []string{"ghcr.io/acme/app:v1 to ghcr.io/acme/app=CACHE/ghcr/acme/app:v1"}},
		"the same with a default in it":     {"rewrite: {}", application("${R:-ghcr.io}/acme/app:v1"), []string{"${R:-ghcr.io}/acme/app:v1: foreign, warning placeholder, left"}},
		"a word, restored":                  {restore, application("app=" + registry + "/ghcr/acme/app:v1"), []string{"app=" + registry + "/ghcr/acme/app:v1 to app=ghcr.io/acme/app:v1"}},
		"a word that a rewriting completed": {restore, application("ghcr.io/acme/app=" + registry + "/ghcr/acme/app:v1"), []string{"ghcr.io/acme/app=" + registry + "/ghcr/acme/app:v1 to ghcr.io/acme/app:v1"}},
		"an address":                        {"rewrite: {}", repository("oci://ghcr.io/acme/charts/app"), []string{"oci://ghcr.io/acme/charts/app to oci://CACHE/ghcr/acme/charts/app"}},
		"an address with a slash":           {"rewrite: {}", repository("oci://ghcr.io/acme/charts/"), []string{"oci://ghcr.io/acme/charts/ to oci://CACHE/ghcr/acme/charts/"}},
		"an address at the Hub, restored":   {"upstreams: [{registry: docker.io}]\n  " + restore, repository("oci://" + registry + "/docker-hub/acme/app"), []string{"oci://" + registry + "/docker-hub/acme/app to oci://docker.io/acme/app"}},
		"a map of the Hub, restored":        {"upstreams: [{registry: docker.io}]\n  " + restore, "apiVersion: collectors.grafana.com/v1alpha1\nkind: Alloy\nmetadata: {name: a}\nspec: {image: {registry: " + registry + "/docker-hub, repository: acme/app}}\n", []string{registry + "/docker-hub to docker.io"}},
		"a digest beside a name":            {"rewrite: {digests: Keep}", release("{image: {repository: ghcr.io/acme/app, tag: v1, digest: 'sha256:" + hex + "'}}"), []string{"ghcr.io/acme/app to CACHE/ghcr/acme/app"}},
		"a digest beside a name goes":       {"rewrite: {digests: Drop}", release("{image: {repository: ghcr.io/acme/app, tag: v1, digest: 'sha256:" + hex + "'}}"), []string{"ghcr.io/acme/app to CACHE/ghcr/acme/app", "sha256:" + hex + " to "}},
		"hex digits alone go":               {"rewrite: {digests: Drop}", release("{image: {repository: ghcr.io/acme/app, tag: v1, sha256: '" + hex + "'}}"), []string{hex + " to ", "ghcr.io/acme/app to CACHE/ghcr/acme/app"}},
		"a digest without a tag stays":      {"rewrite: {digests: Drop}", release("{image: {repository: ghcr.io/acme/app, digest: 'sha256:" + hex + "'}}"), []string{"ghcr.io/acme/app to CACHE/ghcr/acme/app"}},
		"a digest behind a tag goes":        {"rewrite: {digests: Drop}", release("{image: {repository: ghcr.io/acme/app, tag: 'v1" + digest + "'}}"), []string{"ghcr.io/acme/app to CACHE/ghcr/acme/app", "v1" + digest + " to v1"}},
		"an algorithm in the name":          {"rewrite: {digests: Keep}", release("{image: {repository: 'ghcr.io/acme/app@sha256', tag: '" + hex + "'}}"), []string{"ghcr.io/acme/app@sha256 to CACHE/ghcr/acme/app@sha256"}},
		"a digest in two fields":            {"rewrite: {digests: Drop}", release("{image: {repository: 'ghcr.io/acme/app:v1@sha256', tag: '" + hex + "'}}"), []string{"ghcr.io/acme/app:v1" + digest + ": the fields, put together, would not be the new reference"}},
		"a registry and a name, restored":   {restore, release("{image: {registry: " + registry + "/ghcr, repository: acme/app, tag: v1}}"), []string{registry + "/ghcr to ghcr.io"}},
		"a name in a block":                 {"rewrite: {}", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: |\n      ghcr.io/acme/app:v1\n", []string{"ghcr.io/acme/app:v1\n to CACHE/ghcr/acme/app:v1"}},
	} {
		if got := written(t, rulesOf(t, test.spec), read(t, "a.yaml", test.text)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
