package decide_test

import (
	"slices"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
)

// TestRestore: an image of the cache goes back to its upstream, and no other changes.
func TestRestore(t *testing.T) {
	r := rulesOf(t, "upstreams: [{registry: ghcr.io, exclude: [acme/secret]}, {registry: docker.io}, {registry: quay.io/prometheus, prefix: prom}]", restore)
	for reference, want := range map[string]string{
		registry + "/ghcr/acme/app:v1":              "to ghcr.io/acme/app:v1",
		registry + "/ghcr/acme/app:v1" + digest:     "to ghcr.io/acme/app:v1" + digest,
		registry + "/ghcr/acme/app:${TAG}":          "to ghcr.io/acme/app:${TAG}",
		registry + "/prom/prometheus/node:v1":       "to quay.io/prometheus/node:v1",
		registry + "/docker-hub/library/nginx:1.29": "to nginx:1.29", // as people write it
		registry + "/docker-hub/grafana/grafana:12": "to grafana/grafana:12",
		"${I:-" + registry + "/ghcr/acme/app:v1}":   "to ${I:-ghcr.io/acme/app:v1}",
		// The name as people write it has no part that could stay in the default.
		"${R:-" + registry + "/docker-hub/library}/nginx": "to ${R:-docker.io/library}/nginx",
		"${H:-" + registry + "}/ghcr/acme/app:v1":         "foreign, warning placeholder, left", // /ghcr is outside of the default
		registry + "/ghcr/acme/secret:v1":                 "excluded",                           // by its name at the upstream
		registry + "/ghcr/acme/${APP}:v1":                 "foreign, warning placeholder, left",
		registry + "/${PREFIX}/acme/app:v1":               "foreign, warning placeholder, left",
		registry + "/own/app:v1":                          "foreign",
		"ghcr.io/acme/app:v1":                             "unchanged",
		"ghcr.io/acme/secret:v1":                          "foreign",
		"ghcr.io/acme/App:v1":                             "foreign, warning malformed-reference",
		"nginx:1.29":                                      "unchanged",
		"registry.k8s.io/pause:3.10":                      "foreign",
	} {
		if got := of(t, r, reference); got != want {
			t.Errorf("%s: %s, want %s", reference, got, want)
		}
	}
}

// TestSpelling: of the names that Docker Hub's images have, a restore writes the one that was probably
// there: that of a name beside the reference, the long one where a field takes no short names, and
// else the short one.
func TestSpelling(t *testing.T) {
	const nginx = registry + "/docker-hub/library/nginx"
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"an entry of kustomize whose name is short": {
			"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages: [{name: nginx, newName: " + nginx + ", newTag: '1'}]\n",
			[]string{nginx + " to nginx"},
		},
		"an entry of kustomize whose name is long": {
			"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages: [{name: docker.io/library/nginx, newName: " + nginx + "}]\n",
			[]string{nginx + " to docker.io/library/nginx"},
		},
		"an entry of kustomize of another image": {
			"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages: [{name: docker.io/acme/app, newName: " + nginx + "}]\n",
			[]string{nginx + " to nginx"},
		},
		"a word of Argo CD whose name is long": {
			"apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: {kustomize: {images: ['docker.io/nginx=" + nginx + ":1']}}}\n",
			[]string{"docker.io/nginx=" + nginx + ":1 to docker.io/nginx:1"},
		},
		"values of a chart": {
			"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec: {values: {image: {repository: " + nginx + ", tag: '1'}}}\n",
			[]string{nginx + " to docker.io/library/nginx"},
		},
		"a container in values of a chart": {
			"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec: {values: {extraContainers: [{name: a, image: '" + nginx + ":1'}]}}\n",
			[]string{nginx + ":1 to nginx:1"},
		},
		"a field that holds an image only sometimes": {
			"apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\nspec: {what: '" + nginx + ":1'}\n",
			[]string{nginx + ":1 to docker.io/library/nginx:1"},
		},
	} {
		if got := written(t, rulesOf(t, upstreams, "rewrite: {direction: Restore, anyField: true}"), read(t, "a.yaml", test.text)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	r := rulesOf(t, upstreams, restore)
	r.Plan = &kustomization.Plan{InFull: map[string]bool{"nginx": true}}
	if got := of(t, r, nginx+":1"); got != "to docker.io/library/nginx:1" {
		t.Errorf("kustomize finds it by its long name: %s", got)
	}
	r.Config.Spec.Rewrite.AnyField = true
	o := read(t, "a.yaml", "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\nspec: {what: '"+nginx+":1'}\n")
	r.Plan = &kustomization.Plan{Fields: map[manifest.Place]bool{decide.PlaceOf(o, "spec.what"): true}}
	if got, want := written(t, r, o), []string{nginx + ":1 to nginx:1"}; !slices.Equal(got, want) {
		t.Errorf("kustomize sees an image in the field: %q, want %q", got, want)
	}
}
