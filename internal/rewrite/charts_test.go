package rewrite_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/chartindex"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

const (
	hubOnly = "\n  upstreams: [{registry: docker.io}]"
	hubShop = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/docker-hub/amerintlxperts/shop"

	dexRelease = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: shop}\nspec:\n  chart: {spec: {chart: dex, version: 0.24.0, sourceRef: {kind: HelmRepository, name: dex}}}\n"
	dexSource  = "apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: dex}\nspec: {url: https://charts.dexidp.io}\n"
	dexValues  = "image: {repository: amerintlxperts/shop, tag: v1}\n"
	ociSource  = "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: app}\nspec: {url: oci://ghcr.io/bjw-s-labs/helm/app-template, ref: {tag: 4.1.1}}\n"
	ociValues  = "controllers: {main: {containers: {app: {image: {repository: amerintlxperts/shop, tag: v1}}}}}\n"
)

// TestWellKnownCharts: a name without a registry is Docker Hub's where a chart of the table
// takes it, however the object names the chart, and wherever the source of the chart and
// the values stand in the run.
func TestWellKnownCharts(t *testing.T) {
	inRelease := dexRelease + "  values: {" + strings.TrimSpace(dexValues) + "}\n"
	fromMap := dexRelease + "  valuesFrom: [{kind: ConfigMap, name: values}]\n"
	argo := "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source: {repoURL: https://charts.dexidp.io, chart: dex, targetRevision: 0.24.0, helm: {valuesObject: {" + strings.TrimSpace(dexValues) + "}}}\n"
	k3s := "apiVersion: helm.cattle.io/v1\nkind: HelmChart\nspec:\n  repo: https://charts.dexidp.io\n  chart: dex\n  version: 0.24.0\n  valuesContent: |\n    " + dexValues
	helm := "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nhelmCharts:\n- {name: dex, repo: https://charts.dexidp.io, version: 0.24.0, "
	for _, test := range []struct {
		name string
		text string // the source in which the name is
		with []string
		want bool
	}{
		{"a release", inRelease, []string{dexSource}, true},
		{"a release without the source", inRelease, nil, false},
		{"of two sources", inRelease, []string{dexSource, strings.Replace(dexSource, "charts.dexidp.io", "charts.example.com", 1)}, false},
		{"of the same source twice", inRelease, []string{dexSource, dexSource}, true},
		{"of another version", strings.Replace(inRelease, "0.24.0", "1.0.0", 1), []string{dexSource}, false},
		{"of any version", strings.Replace(inRelease, "version: 0.24.0, ", "", 1), []string{dexSource}, false},
		{"of a chart in Git", strings.Replace(inRelease, "kind: HelmRepository", "kind: GitRepository", 1), []string{dexSource}, false},
		{"another value", strings.Replace(inRelease, "image: {", "other: {", 1), []string{dexSource}, false},
		{"below a registry", strings.Replace(inRelease, "values: {", "values: {global: {imageRegistry: registry.example.com}, ", 1), []string{dexSource}, false},
		{"chartRef", strings.Replace(strings.Replace(inRelease, dexRelease[strings.Index(dexRelease, "  chart:"):], "  chartRef: {kind: OCIRepository, name: app}\n", 1), strings.TrimSpace(dexValues), strings.TrimSpace(ociValues), 1), []string{ociSource}, true},
		{"a ConfigMap", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: values}\ndata:\n  values.yaml: |\n    " + dexValues, []string{fromMap, dexSource}, true},
		{"a ConfigMap of two charts", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: values}\ndata:\n  values.yaml: |\n    " + dexValues, []string{fromMap, strings.Replace(fromMap, "chart: dex", "chart: other", 1), dexSource}, false},
		{"a file", dexValues, []string{fromMap, dexSource, "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nconfigMapGenerator: [{name: values, files: [values.yaml]}]\n"}, true},
		{"Argo CD", argo, nil, true},
		{"Argo CD, with a chart in Git beside it", strings.Replace(strings.TrimSuffix(argo, "\n"), "source: {", "sources: [{path: a, helm: {}}, {", 1) + "]\n", nil, false},
		{"k3s", k3s, nil, true},
		{"kustomize", helm + "valuesInline: {" + strings.TrimSpace(dexValues) + "}}\n", nil, true},
		{"kustomize, a file", dexValues, []string{helm + "valuesFile: values.yaml}\n"}, true},
	} {
		for _, last := range []bool{false, true} {
			texts := append([]string{test.text}, test.with...)
			at := 0
			if last {
				at = len(texts) - 1
				texts[0], texts[at] = texts[at], texts[0]
			}
			var sources []rewrite.Source
			for i, text := range texts {
				path := []string{"a.yaml", "b.yaml", "c.yaml", "d.yaml"}[i]
				if text == dexValues {
					path = "values.yaml"
				} else if strings.Contains(text, "kind: Kustomization") {
					path = "kustomization.yaml"
				}
				sources = append(sources, source(t, path, text))
			}
			outcomes, report := rewriter(t, hubOnly).Sources(sources)
			got := string(yamlbytes.Splice([]byte(test.text), outcomes[at].Edits))
			want := test.text
			if test.want {
				want = strings.Replace(test.text, "amerintlxperts/shop", hubShop, 1)
			}
			if got != want {
				t.Errorf("%s, last %v: %s", test.name, last, got)
			}
			if told := func(f finding.Finding) bool { return f.Code == outcome.LeftBehind }; !test.want && !slices.ContainsFunc(report.Findings, told) {
				t.Errorf("%s, last %v: nothing tells of it", test.name, last)
			}
		}
	}
}

// TestChartBesideValues: the chart that stands beside its values, in chartHome or above
// its folder ci, tells what it takes for a whole name.
func TestChartBesideValues(t *testing.T) {
	template := []byte("containers:\n- image: {{ .Values.image.repository }}:{{ .Values.image.tag }}\n")
	chart := (&chartvalues.Chart{Templates: chartvalues.ReadTemplates([][]byte{template}, nil)}).Link()
	charts := func(dir string) *chartvalues.Chart {
		return map[string]*chartvalues.Chart{"apps/shop": chart}[dir]
	}
	inline := "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n%shelmCharts: [{name: shop, %svaluesInline: {" + strings.TrimSpace(dexValues) + "}}]\n"
	for _, test := range []struct {
		path, text string
		want       bool
	}{
		{"apps/shop/values.yaml", dexValues, true},
		{"apps/shop/ci/test-values.yaml", dexValues, true},
		{"apps/values.yaml", dexValues, false},
		{"apps/shop/values.yaml", "global: {imageRegistry: ghcr.io}\n" + dexValues, true},
		{"apps/shop/values.yaml", "other: {repository: amerintlxperts/shop, tag: v1}\n", false},
		{"kustomization.yaml", strings.Replace(strings.Replace(inline, "%s", "helmGlobals: {chartHome: apps}\n", 1), "%s", "", 1), true},
		{"kustomization.yaml", strings.Replace(strings.Replace(inline, "%s", "", 1), "%s", "", 1), false},
		{"kustomization.yaml", strings.Replace(strings.Replace(inline, "%s", "helmGlobals: {chartHome: apps}\n", 1), "%s", "repo: https://charts.example.com, ", 1), false},
	} {
		outcomes, _ := rewriter(t, hubOnly).WithCharts(charts).Sources([]rewrite.Source{source(t, test.path, test.text)})
		got := string(yamlbytes.Splice([]byte(test.text), outcomes[0].Edits))
		want := test.text
		if test.want {
			want = strings.Replace(test.text, "amerintlxperts/shop", hubShop, 1)
		}
		if got != want {
			t.Errorf("%s: %s", test.path, got)
		}
	}
}

// TestSkippedRegistry: a registry and a name beside it stay where the chart takes the name
// alone, and a check fails: the template stands beside the values, or the table has the
// chart. Where it joins them, the registry moves.
func TestSkippedRegistry(t *testing.T) {
	const values = "image: {registry: docker.io, repository: amerintlxperts/shop, tag: v1}\n"
	charts := func(template string) chartindex.Charts {
		chart := (&chartvalues.Chart{Templates: chartvalues.ReadTemplates([][]byte{[]byte("containers:\n- image: " + template)}, nil)}).Link()
		return func(string) *chartvalues.Chart { return chart }
	}
	inRelease := "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: shop}\nspec:\n  chart: {spec: {chart: NAME, sourceRef: {kind: KIND, name: x}}}\n  values: {" + strings.TrimSpace(values) + "}\n"
	release := func(kind, name string) string {
		return strings.NewReplacer("KIND", kind, "NAME", name).Replace(inRelease)
	}
	for _, test := range []struct {
		path, text, template string
		told                 bool
	}{
		{"shop/values.yaml", values, "{{ .Values.image.repository }}:v1", true},
		{"shop/values.yaml", values, "{{ .Values.image.registry }}/{{ .Values.image.repository }}:v1", false},
		{"shop/values.yaml", strings.Replace(values, "docker.io", "registry.example.com", 1), "{{ .Values.image.repository }}:v1", true},
		{"a.yaml", release("HelmRepository", "testkube-logs"), "", true},
		{"a.yaml", release("GitRepository", "./charts/testkube-logs"), "", true},
		{"a.yaml", release("HelmRepository", "other"), "", false},
	} {
		r := rewriter(t, hubOnly+"\n  rewrite: {mode: Check}").WithCharts(charts(test.template))
		outcomes, report := r.Sources([]rewrite.Source{source(t, test.path, test.text)})
		told := slices.ContainsFunc(report.Findings, func(f finding.Finding) bool { return f.Reason == "skipped-registry" && f.Pulled })
		uncached := slices.ContainsFunc(report.Findings, func(f finding.Finding) bool { return f.Code == outcome.Uncached })
		if told != test.told || uncached == test.told || len(outcomes[0].Edits) > 0 {
			t.Errorf("%s with %q: told %v, to be moved %v: %v", test.text, test.template, told, uncached, report.Findings)
		}
	}
}

// TestTwoRegistries: a name with its registry stays where another registry may be put
// before it: one beside it, or one in global that may be a proxy. Where that one is an
// upstream's or the cache, the two together are no image, so the chart does not join them.
func TestTwoRegistries(t *testing.T) {
	const whole = "image: {repository: ghcr.io/amerintlxperts/shop, tag: v1}\n"
	for _, test := range []struct {
		text  string
		moves bool
	}{
		{whole, true},
		{"image: {registry: harbor.example.com, repository: ghcr.io/amerintlxperts/shop, tag: v1}\n", false},
		{"image: {registry: quay.io, repository: ghcr.io/amerintlxperts/shop, tag: v1}\n", false},
		{"global: {imageRegistry: harbor.example.com}\n" + whole, false},
		{"global: {imageRegistry: harbor.example.com/proxy}\n" + whole, false},
		{"global: {imageRegistry: ghcr.io}\n" + whole, true},
		{"global: {imageRegistry: 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr}\n" + whole, true},
		{"global: {imageRegistry: ''}\n" + whole, true},
		{"global: {hub: gcr.io/istio-release}\n" + whole, true},
		{"global: {imageRegistry: harbor.example.com}\nextraContainers: [{name: shop, image: 'ghcr.io/amerintlxperts/shop:v1'}]\n", true},
	} {
		outcomes, _ := rewriter(t, "").Sources([]rewrite.Source{source(t, "values.yaml", test.text)})
		got := string(yamlbytes.Splice([]byte(test.text), outcomes[0].Edits))
		if moved := strings.Contains(got, "ca-central-1.amazonaws.com/ghcr/amerintlxperts/shop"); moved != test.moves {
			t.Errorf("moved %v: %s", moved, got)
		}
		if test.moves {
			continue
		}
		_, report := rewriter(t, "\n  rewrite: {mode: Check}").Sources([]rewrite.Source{source(t, "values.yaml", test.text)})
		told := func(f finding.Finding) bool {
			return f.Reason == "two-registries" && f.Severity == finding.Error && f.Field.Path == "image.repository"
		}
		if !slices.ContainsFunc(report.Findings, told) {
			t.Errorf("a check of %s: %v", test.text, report.Findings)
		}
	}
}

// TestTagThatIsNone: what is wrong beside a name in values is said, and no field of the
// configuration is advised, which would not help.
func TestTagThatIsNone(t *testing.T) {
	for _, text := range []string{
		"image: {repository: ghcr.io/amerintlxperts/shop, tag: 'a:b'}\n",
		"image: {registry: ghcr.io, repository: amerintlxperts/shop, tag: 'a:b'}\n",
		"image: {repository: ghcr.io/amerintlxperts/shop, digest: 'sha256'}\n",
	} {
		outcomes, report := rewriter(t, "\n  rewrite: {mode: Check}").Sources([]rewrite.Source{source(t, "values.yaml", text)})
		told := slices.ContainsFunc(report.Findings, func(f finding.Finding) bool {
			return f.Code == outcome.Malformed && f.Severity == finding.Error
		})
		hint := slices.ContainsFunc(report.Findings, func(f finding.Finding) bool { return strings.Contains(f.Message, "covers it") })
		if !told || hint || len(outcomes[0].Edits) > 0 {
			t.Errorf("%s: %v", text, report.Findings)
		}
	}
}

// TestValuesInBlocks: what stands before an object in a stream is known for it.
func TestValuesInBlocks(t *testing.T) {
	inRelease := dexRelease + "  values: {" + strings.TrimSpace(dexValues) + "}\n"
	release := "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: shop}\nspec:\n  valuesFrom: [{kind: ConfigMap, name: values, valuesKey: prod}]\n"
	texts := "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: values}\ndata:\n  prod: |\n    image: {registry: docker.io, repository: amerintlxperts/shop}\n"
	for _, test := range []struct {
		blocks []string
		want   string
	}{
		{[]string{dexSource, inRelease}, strings.Replace(inRelease, "amerintlxperts/shop", hubShop, 1)},
		{[]string{dexSource + "---\n" + inRelease}, dexSource + "---\n" + strings.Replace(inRelease, "amerintlxperts/shop", hubShop, 1)},
		{[]string{release, texts}, strings.Replace(texts, "docker.io", strings.TrimSuffix(hubShop, "/amerintlxperts/shop"), 1)},
		{[]string{inRelease}, inRelease},
	} {
		stream := rewriter(t, hubOnly).Stream("")
		got := ""
		for _, block := range test.blocks {
			edits, err := stream.Block(source(t, "", block).Items)
			if err != nil {
				t.Fatal(err)
			}
			got = string(yamlbytes.Splice([]byte(block), edits))
		}
		stream.Finish()
		if got != test.want {
			t.Errorf("%q became\n%s", test.blocks, got)
		}
	}
}

// TestWayBackOfShortNames: where a name without a registry is whole in a chart's values, the
// way back gives it without one; elsewhere it names Docker Hub, since nobody knows there
// what a name alone is.
func TestWayBackOfShortNames(t *testing.T) {
	const cached = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/docker-hub/"
	for _, test := range []struct{ settings, text, want string }{
		{"", "extraContainers: [{name: a, image: '" + cached + "library/busybox:1'}]\n", "extraContainers: [{name: a, image: 'busybox:1'}]\n"},
		{"", "image: {repository: " + cached + "amerintlxperts/shop}\n", "image: {repository: docker.io/amerintlxperts/shop}\n"},
		{"shortNames: ['values.yaml'], ", "image: {repository: " + cached + "amerintlxperts/shop}\n", "image: {repository: amerintlxperts/shop}\n"},
	} {
		settings := hubOnly + "\n  rewrite: {" + test.settings + "direction: Restore}"
		outcomes, _ := rewriter(t, settings).Sources([]rewrite.Source{source(t, "values.yaml", test.text)})
		back := string(yamlbytes.Splice([]byte(test.text), outcomes[0].Edits))
		if back != test.want {
			t.Errorf("%s came back as %s", test.text, back)
		}
		settings = hubOnly + "\n  rewrite: {" + test.settings + "direction: Rewrite}"
		outcomes, _ = rewriter(t, settings).Sources([]rewrite.Source{source(t, "values.yaml", back)})
		if again := string(yamlbytes.Splice([]byte(back), outcomes[0].Edits)); again != test.text {
			t.Errorf("%s moves to %s", back, again)
		}
	}
}
