package target

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
	"github.com/google/go-cmp/cmp"
)

// TestDiscover: what can be built in a repository, and what cannot.
func TestDiscover(t *testing.T) {
	dir := t.TempDir()
	flux := func(name, spec string) string {
		return "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: " + name + ", namespace: flux-system}\nspec: " + spec + "\n"
	}
	argo := func(kind, name, source string) string {
		spec := "spec: {source: " + source + "}"
		if kind == "ApplicationSet" {
			spec = "spec: {template: {" + spec + "}}"
		}
		return "apiVersion: argoproj.io/v1alpha1\nkind: " + kind + "\nmetadata: {name: " + name + "}\n" + spec + "\n"
	}
	write(t, dir, map[string]string{
		".gitignore":                     "build/\n",
		"build/kustomization.yaml":       "resources: []",
		"base/kustomization.yml":         "resources: [pod.yaml]",
		"base/pod.yaml":                  "kind: Pod",
		"both/kustomization.yaml":        "resources: []",
		"both/kustomization.yml":         "resources: []",
		"component/kustomization.yaml":   "kind: Component",
		"overlays/prod/Kustomization":    "resources: [../../base]",
		"plain/pod.yaml":                 "kind: Pod",
		"clusters/as-it-is.yaml":         flux("as-it-is", "{path: ./base, sourceRef: {kind: GitRepository, name: app}}"),
		"clusters/with-images.yaml":      flux("with-images", "{path: base, images: [{name: a, newTag: v1}]}") + "---\n" + flux("generated", "{path: /plain}"),
		"clusters/elsewhere.yaml":        flux("elsewhere", "{path: ./gone}") + "---\n" + flux("artifact", "{path: ./base, sourceRef: {kind: OCIRepository}}") + "---\n" + flux("other-top", "{sourceRef: {kind: GitRepository, name: other}}"),
		"argocd/apps.yaml":               argo("Application", "images", "{path: overlays/prod, kustomize: {images: ['a=b:v1']}}") + "---\n" + argo("Application", "same", "{path: base}") + "---\n" + argo("ApplicationSet", "each", "{path: '{{path}}', kustomize: {images: [a:v1]}}") + "---\n" + argo("Application", "chart", "{path: charts/app, helm: {valueFiles: [values-prod.yaml, $values/shared.yaml], parameters: [{name: a, value: b}]}}"),
		"charts/app/Chart.yaml":          "name: app",
		"charts/app/values.yaml":         "a: b",
		"charts/app/values-prod.yaml":    "a: b",
		"charts/app/ci/one-values.yaml":  "a: b",
		"charts/app/charts/s/Chart.yaml": "name: s",
		"shared.yaml":                    "a: b",
		"clusters/kustomization.yaml":    flux("named-as-kustomize", "{path: ./base, components: [../component]}"),
		"charts/lib/Chart.yaml":          "{name: lib, type: library}",
		"releases/app.yaml":              "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: app}\nspec: {chart: {spec: {chart: ./charts/app, sourceRef: {kind: GitRepository, name: x}}}, values: {a: b}}\n---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: redis}\nspec: {chart: {spec: {chart: redis, sourceRef: {kind: HelmRepository, name: x}}}}\n",
	})
	for charts, want := range map[bool][]string{
		false: {
			"argocd Application images",
			"flux Flux Kustomization flux-system/elsewhere unbuildable", "flux Flux Kustomization flux-system/generated loose generate",
			"flux Flux Kustomization flux-system/named-as-kustomize loose", "flux Flux Kustomization flux-system/with-images loose",
			"kustomize base loose", "kustomize both", "kustomize overlays/prod",
		},
		true: {
			"helm Application chart charts/app/values-prod.yaml shared.yaml a=b", "helm HelmRelease app values", "helm HelmRelease redis unbuildable",
			"helm chart charts/app", "helm chart charts/app with one-values.yaml charts/app/ci/one-values.yaml", "helm chart charts/app with values-prod.yaml charts/app/values-prod.yaml",
		},
	} {
		found, err := Discover(context.Background(), &tree.Tree{Dir: dir}, charts)
		must(t, err)
		var got []string
		for _, f := range found {
			if charts == (f.Kind == OfHelm) {
				got = append(got, described(&f))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("charts %t: -want +got:\n%s", charts, diff)
		}
	}
}

func described(t *Target) string {
	parts := []string{t.Kind, t.Name}
	for _, p := range []struct {
		is   bool
		name string
	}{{t.Loose && t.Unbuildable == "", "loose"}, {t.Unbuildable != "", "unbuildable"}, {t.Overlay != nil && t.Overlay.generate, "generate"}, {t.ValuesTexts != nil, "values"}} {
		if p.is {
			parts = append(parts, p.name)
		}
	}
	return strings.TrimSpace(fmt.Sprint(strings.Join(append(append(parts, t.Values...), t.Parameters...), " ")))
}

// TestInputs: a build reads what its kustomizations name, in turn, and a cycle ends.
func TestInputs(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"base/kustomization.yaml":      "resources: [pod.yaml, ../overlay]\nconfigMapGenerator: [{name: a, files: [key=a.conf]}]\n",
		"base/pod.yaml":                "image: ghcr.io/o/a:v1\n# ghcr.io/o/ab\n",
		"base/a.conf":                  "x",
		"base/unused.yaml":             "x",
		"overlay/kustomization.yaml":   "resources: [../base, 'https://example.com/x.yaml']\npatches: [{path: patch.yaml}]\ncomponents: [../component]\n",
		"overlay/patch.yaml":           "x",
		"component/kustomization.yaml": "images:\n- name: ghcr.io/o/a\n",
	})
	got := NewInputFinder(&tree.Tree{Dir: dir}).Of(&Target{Kind: OfKustomize, Dir: "overlay", File: "overlay/kustomization.yaml"})
	if diff := cmp.Diff([]string{
		"base/a.conf", "base/kustomization.yaml", "base/pod.yaml", "component/kustomization.yaml", "overlay/kustomization.yaml", "overlay/patch.yaml",
	}, got.Files); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"https://example.com/x.yaml"}, got.Remote); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
