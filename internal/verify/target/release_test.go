package target

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
	"github.com/google/go-cmp/cmp"
)

// TestReleases: which chart, with which values, Flux takes for a HelmRelease
// (https://fluxcd.io/flux/components/helm/helmreleases/).
func TestReleases(t *testing.T) {
	const repository = "apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\n"
	release := func(meta, spec string) string {
		return "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {" + meta + "}\nspec: {" + spec + "}\n"
	}
	chart := func(sourceRef string) string {
		return "chart: {spec: {chart: shop, version: v1, sourceRef: {kind: HelmRepository, " + sourceRef + "}}}"
	}
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"the namespace of the release is that of its source", map[string]string{
			"a.yaml": repository + "metadata: {name: charts, namespace: other}\nspec: {url: https://other.example.com}\n---\n" +
				repository + "metadata: {name: charts, namespace: shop}\nspec: {url: https://shop.example.com}\n",
			"shop.yaml": release("name: shop, namespace: shop", chart("name: charts")),
		}, "shop https://shop.example.com v1 in shop"},
		{"of several sources that it may be, the nearest", map[string]string{
			"clusters/a/source.yaml":    repository + "metadata: {name: charts}\nspec: {url: https://a.example.com}\n",
			"clusters/b/source.yaml":    repository + "metadata: {name: charts}\nspec: {url: https://b.example.com}\n",
			"clusters/b/apps/shop.yaml": release("name: shop", chart("name: charts")),
		}, "shop https://b.example.com v1"},
		{"the source is in the same file, in a list", map[string]string{
			"all.yaml": "apiVersion: v1\nkind: List\nitems:\n- apiVersion: source.toolkit.fluxcd.io/v1beta2\n  kind: HelmRepository\n  metadata: {name: charts}\n  spec: {url: https://a.example.com}\n" +
				"- apiVersion: helm.toolkit.fluxcd.io/v2beta2\n  kind: HelmRelease\n  metadata: {name: shop}\n  spec: {" + chart("name: charts") + "}\n",
		}, "shop https://a.example.com v1"},
		{"a HelmChart", map[string]string{
			"all.yaml": "apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmChart\nmetadata: {name: shop, namespace: charts}\nspec: {chart: store, version: v2, sourceRef: {kind: HelmRepository, name: charts}}\n---\n" +
				repository + "metadata: {name: charts, namespace: charts}\nspec: {url: 'oci://ghcr.io/amerintlxperts/charts/'}\n---\n" +
				release("name: shop, namespace: shop", "chartRef: {kind: HelmChart, name: shop, namespace: charts}"),
		}, "oci://ghcr.io/amerintlxperts/charts/store v2 in shop"},
		{"the range of an OCIRepository counts before its tag", map[string]string{
			"all.yaml": "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: shop}\nspec: {url: 'oci://ghcr.io/o/shop', ref: {tag: v1, semver: '>=1.2.0'}}\n---\n" +
				release("name: shop", "chartRef: {kind: OCIRepository, name: shop}"),
		}, "oci://ghcr.io/o/shop >=1.2.0"},
		{"values of a ConfigMap, of its other key, and its own, in this order", map[string]string{
			"all.yaml": repository + "metadata: {name: charts}\nspec: {url: https://a.example.com}\n---\n" +
				"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\ndata: {values.yaml: 'a: 1', more.yaml: 'b: 2'}\n---\n" +
				release("name: shop", chart("name: charts")+", valuesFrom: [{kind: ConfigMap, name: shop, valuesKey: more.yaml}, {kind: ConfigMap, name: shop}], values: {c: 3}"),
		}, "shop https://a.example.com v1 [b: 2] [a: 1] [c: 3]"},
		{"values that a kustomization beside it generates", map[string]string{
			"a/kustomization.yaml": "configMapGenerator: [{name: shop, files: [values.yaml]}]\n",
			"a/values.yaml":        "of: a",
			"b/kustomization.yaml": "configMapGenerator: [{name: shop, files: [values.yaml=shop.yaml, other.yaml=o.yaml]}]\n",
			"b/shop.yaml":          "of: b",
			"b/all.yaml": repository + "metadata: {name: charts}\nspec: {url: https://a.example.com}\n---\n" +
				release("name: shop", chart("name: charts")+", valuesFrom: [{kind: ConfigMap, name: shop}]"),
		}, "shop https://a.example.com v1 [of: b]"},
		{"values that are not there, unless they may be missing", map[string]string{
			"all.yaml": repository + "metadata: {name: charts}\nspec: {url: https://a.example.com}\n---\n" +
				release("name: shop", chart("name: charts")+", valuesFrom: [{kind: Secret, name: a}, {kind: ConfigMap, name: b, optional: true}, {kind: ConfigMap, name: c, targetPath: a.b}]"),
		}, "shop https://a.example.com v1; values of ConfigMap c, values of Secret a"},
		{"a patch gives what it is for its version and its values", map[string]string{
			"base/shop.yaml": repository + "metadata: {name: charts}\nspec: {url: https://a.example.com}\n---\n" +
				release("name: shop, namespace: shop", chart("name: charts")+", values: {a: 1}"),
			"prod/shop.yaml": release("name: shop", "chart: {spec: {version: v2}}, values: {b: 2}"),
		}, "shop https://a.example.com v1 in shop [a: 1]\nshop https://a.example.com v2 in shop [a: 1] [b: 2]"},
		{"Flux replaces variables of the Kustomization whose path is the nearest, first those of ConfigMaps", map[string]string{
			"clusters/a.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: all}\nspec: {path: ./, postBuild: {substitute: {VERSION: v9}}}\n---\n" +
				"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\nspec: {path: ./apps, postBuild: {substituteFrom: [{kind: ConfigMap, name: vars}], substitute: {HOST: b.example.com}}}\n---\n" +
				"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: vars}\ndata: {VERSION: v3, HOST: a.example.com}\n",
			"apps/shop.yaml": repository + "metadata: {name: charts}\nspec: {url: 'https://${HOST}'}\n---\n" +
				release("name: '${NAME:=shop}'", "chart: {spec: {chart: shop, version: '${VERSION}', sourceRef: {kind: HelmRepository, name: charts}}}, values: {a: '${UNKNOWN}'}"),
		}, "shop https://b.example.com v3 [a: ${UNKNOWN}]"},
		{"no source", map[string]string{"all.yaml": release("name: shop, namespace: shop", chart("name: charts"))}, "HelmRepository shop/charts is not in these files"},
		{"no chart", map[string]string{"all.yaml": release("name: shop", "interval: 1h")}, "it names no source of a chart, and no other HelmRelease has its name"},
		{"a source without an address", map[string]string{"all.yaml": repository + "metadata: {name: charts}\n---\n" + release("name: shop", chart("name: charts"))}, "its source has no address"},
		{"a chart of this repository that is not there", map[string]string{
			"all.yaml": release("name: shop", "chart: {spec: {chart: ./charts/shop, sourceRef: {kind: GitRepository, name: flux-system}}}"),
		}, "its chart ./charts/shop of a GitRepository is not in this repository"},
		{"a chart outside of it", map[string]string{
			"all.yaml": release("name: shop", "chart: {spec: {chart: ../shop, sourceRef: {kind: GitRepository, name: flux-system}}}"),
		}, "its chart ../shop of a GitRepository is not in this repository"},
		{"a placeholder", map[string]string{
			"all.yaml": repository + "metadata: {name: charts}\nspec: {url: 'https://${HOST}/charts'}\n---\n" + release("name: shop", chart("name: charts")),
		}, "its chart has a placeholder: https://${HOST}/charts"},
		{"a name that Helm takes for an option", map[string]string{
			"all.yaml": repository + "metadata: {name: charts}\nspec: {url: https://a.example.com}\n---\n" +
				release("name: shop", "releaseName: '--post-renderer=./x', "+chart("name: charts")) + "---\n" + release("name: --debug", chart("name: charts")),
		}, "the name of a release cannot begin with -\nthe name of a release cannot begin with -"},
		{"a name that is filled in later", map[string]string{"all.yaml": release("name: '{{ name }}'", chart("name: charts"))}, "its name has a placeholder: {{ name }}"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, test.files)
			found, err := Releases(context.Background(), &tree.Tree{Dir: dir})
			must(t, err)
			var all []string
			for i := range found {
				all = append(all, told(&found[i]))
			}
			if diff := cmp.Diff(test.want, strings.Join(all, "\n")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// told describes what is rendered, or why nothing is.
func told(r *Release) string {
	if r.Unbuildable != "" {
		return r.Unbuildable
	}
	var b strings.Builder
	b.WriteString(strings.Join(strings.Fields(fmt.Sprint(r.Chart.Name, " ", r.Chart.Repository, " ", r.Chart.Version)), " "))
	if r.Namespace != "" {
		b.WriteString(" in " + r.Namespace)
	}
	for _, values := range r.ValuesTexts {
		fmt.Fprintf(&b, " [%s]", strings.TrimSpace(string(values)))
	}
	if len(r.Missing) > 0 {
		b.WriteString("; " + strings.Join(r.Missing, ", "))
	}
	return b.String()
}
