package rewrite_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// TestChartImages: a check of all images names each release of a published chart whose
// values set no image, once, and no other; any other run says nothing of it.
func TestChartImages(t *testing.T) {
	flux := func(spec string) string {
		return "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: shop}\nspec: {chart: {spec: {chart: shop, sourceRef: {kind: HelmRepository, name: x}}}" + spec + "}\n"
	}
	for _, test := range []struct {
		text string
		want string // the field
	}{
		{flux(""), "spec.chart.spec.chart"},
		{flux(", values: {replicas: 1, resources: {}}"), "spec.chart.spec.chart"},
		{strings.Replace(flux(""), "chart: {spec: {chart: shop, sourceRef: {kind: HelmRepository, name: x}}}", "chartRef: {kind: OCIRepository, name: shop}", 1), "spec.chartRef.name"},
		{"apiVersion: helm.cattle.io/v1\nkind: HelmChart\nspec: {chart: shop, valuesContent: 'replicas: 1'}\n", "spec.chart"},
		{"apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {chart: shop, repoURL: https://charts.example.com, helm: {values: 'replicas: 1'}}}\n", "spec.source.chart"},
		{flux(", values: {image: {repository: ghcr.io/amerintlxperts/shop}}"), ""},
		{flux(", values: {image: {repository: amerintlxperts/shop, tag: v1}}"), ""},
		{flux(", values: {image: {registry: registry.example.com, repository: shop}}"), ""},
		{flux(", valuesFrom: [{kind: ConfigMap, name: x}]"), ""},
		{flux(", postRenderers: [{kustomize: {images: []}}]"), ""},
		{strings.Replace(flux(""), "HelmRepository", "GitRepository", 1), ""},
		{strings.Replace(flux(""), "{name: shop}", "{name: shop, annotations: {ecrcache.amerintlxperts.github.io/ignore: 'true'}}", 1), ""},
		{strings.Replace(flux(""), "{name: shop}", "{name: shop, annotations: {ecrcache.amerintlxperts.github.io/accept: 'chart-images: its images are mirrored'}}", 1), ""},
		{"apiVersion: helm.cattle.io/v1\nkind: HelmChart\nspec: {chart: shop, valuesContent: 'image: {repository: ghcr.io/amerintlxperts/shop}'}\n", ""},
		{"apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {path: apps/shop, repoURL: https://git.example.com}}\n", ""},
	} {
		all := rewriter(t, "\n  rewrite: {mode: Check}").All()
		_, report := all.Sources([]rewrite.Source{source(t, "a.yaml", test.text)})
		var got []string
		for _, f := range report.Findings {
			if f.Code == outcome.ChartImages && f.Severity == finding.Warning {
				got = append(got, f.Field.Path)
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s names %q, want %q", test.text, got, test.want)
		}
		_, report = rewriter(t, "\n  rewrite: {mode: Check}").Sources([]rewrite.Source{source(t, "a.yaml", test.text)})
		for _, f := range report.Findings {
			if f.Code == outcome.ChartImages {
				t.Errorf("said of %s without --all", test.text)
			}
		}
	}
}
