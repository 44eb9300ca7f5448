package rewrite_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// TestValuesFiles: a file is a chart's values when its name says so, when it is beside a
// Chart.yaml, or when another source names it, wherever that one stands in the run.
func TestValuesFiles(t *testing.T) {
	const (
		values = "kind: DaemonSet\nimage: {registry: ghcr.io, repository: amerintlxperts/shop}\n"
		moved  = "kind: DaemonSet\nimage: {registry: " + cache + ", repository: amerintlxperts/shop}\n"
		helm   = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
		flux   = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: shop}\nspec:\n  valuesFrom: [{kind: ConfigMap, name: shop, valuesKey: prod.yaml}]\n"
		argo   = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {helm: {valueFiles: [%s]}}}\n"
	)
	for _, test := range []struct {
		name   string
		others map[string]string
		file   string
		want   bool
	}{
		{"nothing says so", nil, "apps/shop.yaml", false},
		{"its name", nil, "apps/shop_values.yaml", true},
		{"a chart beside it", map[string]string{"apps/Chart.yaml": "name: shop\n"}, "apps/shop.yaml", true},
		{"a chart elsewhere", map[string]string{"Chart.yaml": "name: shop\n"}, "apps/shop.yaml", false},
		{"valuesFile", map[string]string{"apps/kustomization.yaml": helm + "helmCharts: [{name: a, valuesFile: shop.yaml}]\n"}, "apps/shop.yaml", true},
		{"valuesFile in another folder", map[string]string{"kustomization.yaml": helm + "helmCharts: [{name: a, valuesFile: shop.yaml}]\n"}, "apps/shop.yaml", false},
		{"additionalValuesFiles", map[string]string{"kustomization.yaml": helm + "helmCharts: [{name: a, additionalValuesFiles: [apps/shop.yaml]}]\n"}, "apps/shop.yaml", true},
		{"valueFiles", map[string]string{"a.yaml": strings.Replace(argo, "%s", "$ref/apps/shop.yaml", 1)}, "repository/apps/shop.yaml", true},
		{"valueFiles of the same end", map[string]string{"a.yaml": strings.Replace(argo, "%s", "op.yaml", 1)}, "apps/shop.yaml", false},
		{"a generator of what a release reads", map[string]string{"kustomization.yaml": helm + "configMapGenerator: [{name: shop, files: [prod.yaml=apps/shop.yaml]}]\n", "release.yaml": flux}, "apps/shop.yaml", true},
		{"a generator of what none reads", map[string]string{"kustomization.yaml": helm + "configMapGenerator: [{name: web, files: [prod.yaml=apps/shop.yaml]}]\n", "release.yaml": flux}, "apps/shop.yaml", false},
	} {
		for _, last := range []bool{false, true} {
			sources := []rewrite.Source{source(t, test.file, values)}
			for path, text := range test.others {
				sources = append(sources, source(t, path, text))
			}
			at := 0
			if last {
				at = len(sources) - 1
				sources[0], sources[at] = sources[at], sources[0]
			}
			outcomes, report := rewriter(t, "").Sources(sources)
			want := values
			if test.want {
				want = moved
			}
			if got := string(yamlbytes.Splice([]byte(values), outcomes[at].Edits)); got != want || outcomes[at].Err != nil {
				t.Errorf("%s, last %v: %s %v", test.name, last, got, outcomes[at].Err)
			}
			if !test.want && report.Left == 0 {
				t.Errorf("%s: nothing tells of it", test.name)
			}
		}
	}
}

func source(t *testing.T, path, text string) rewrite.Source {
	t.Helper()
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return rewrite.Source{Path: path, Items: items}
}

// TestShortNamesHint: what is said of a short name, put into the configuration, moves it.
func TestShortNamesHint(t *testing.T) {
	const hub = "apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: \"123456789012\"\n  region: ca-central-1\n  upstreams: [{registry: docker.io}]\n"
	for _, test := range []struct{ path, text string }{
		{"apps/release.yaml", "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: shop}\nspec:\n  values:\n    image: {repository: NAME, tag: v1}\n"},
		{"apps/values.yaml", "image: {repository: NAME, tag: v1}\n"},
		{"apps/app.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop}\nspec:\n  source:\n    helm:\n      values: |\n        image: {repository: NAME, tag: v1}\n"},
	} {
		text := strings.Replace(test.text, "NAME", "amerintlxperts/shop", 1)
		got, report := run(t, hub, test.path, text)
		if got != text || report.Left != 1 || len(report.Findings) == 0 || report.Findings[0].Severity != finding.Warning {
			t.Fatalf("%s: %d left, %+v\n%s", test.path, report.Left, report.Findings, got)
		}
		hint := regexp.MustCompile(`rewrite\.(shortNames: \[[^]]*\])`).FindStringSubmatch(report.Findings[0].Message)
		if hint == nil {
			t.Fatalf("%s: no hint in %q", test.path, report.Findings[0].Message)
		}
		want := strings.Replace(test.text, "NAME", "123456789012.dkr.ecr.ca-central-1.amazonaws.com/docker-hub/amerintlxperts/shop", 1)
		if got, _ := run(t, hub+"  rewrite: {"+hint[1]+"}\n", test.path, text); got != want {
			t.Errorf("%s: with %s came\n%s", test.path, hint[1], got)
		}
	}
}
