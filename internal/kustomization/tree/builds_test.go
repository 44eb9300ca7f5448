package tree_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
	"github.com/google/go-cmp/cmp"
)

// A build is what a test looks at of a tree.Build.
type build struct {
	Overlay                                                tree.Overlay
	Dir                                                    string
	Entries, Patches, Components, Manifests, Bases, Unread []string
}

func builds(all []*tree.Build) []build {
	var got []build
	for _, b := range all {
		one := build{Overlay: b.Overlay, Dir: b.Dir, Patches: setBy(b.Patches), Components: b.Components, Manifests: b.Manifests}
		for _, e := range b.Entries {
			one.Entries = append(one.Entries, e.At.Path+" "+e.Word())
		}
		for _, k := range b.Bases {
			one.Bases = append(one.Bases, k.Dir)
		}
		for _, u := range b.Unread {
			one.Unread = append(one.Unread, u.What)
		}
		got = append(got, one)
	}
	return got
}

// TestFlux: a Kustomization of Flux builds the directory at spec.path, which is relative to the
// root of the source, with the entries, patches and Components of its own. Of a directory without
// a kustomization it builds every manifest, also those below
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#path, #generating-a-kustomizationyaml-file).
// A post-renderer of a HelmRelease changes what a chart renders
// (https://fluxcd.io/flux/components/helm/helmreleases/#post-renderers).
func TestFlux(t *testing.T) {
	const flux, release = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n", "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n"
	for name, test := range map[string]struct {
		object string
		want   []build
	}{
		"a kustomization": {flux + "  path: ./app\n  images: [{name: nginx, newTag: v2}]\n  components: [../part]\n", []build{{
			Overlay: tree.OverlayMerged, Dir: "/r/app", Entries: []string{"spec.images[0] nginx:v2"}, Components: []string{"../part"},
		}}},
		"plain manifests": {flux + "  path: plain\n", []build{{
			Overlay: tree.OverlayMerged, Dir: "/r/plain", Manifests: []string{"/r/plain/a.yaml", "/r/plain/deep/b.yml"}, Bases: []string{"/r/plain/with"},
		}}},
		"patches": {flux + `  path: app
  patches:
  - {target: {kind: Job}, patch: '[{op: add, path: /spec/replicas, value: 1}]'}
  patchesStrategicMerge: [{kind: Deployment, spec: {replicas: 1}}]
  patchesJson6902:
  - {target: {kind: Pod}, patch: [{op: add, path: /spec/replicas, value: 1}]}
`, []build{{Overlay: tree.OverlayMerged, Dir: "/r/app", Patches: []string{
			"flux/o.yaml spec.patches[0].patch: [0].value Job", "flux/o.yaml spec.patchesJson6902[0].patch[0].value Pod", "flux/o.yaml spec.patchesStrategicMerge[0].spec.replicas Deployment",
		}}}},
		"of another repository": {flux + "  path: elsewhere\n", []build{{Overlay: tree.OverlayMerged, Unread: []string{`the manifests at path "elsewhere"`}}}},
		"a post-renderer": {release + "  chart: {spec: {chart: podinfo}}\n  postRenderers:\n  - kustomize: {images: [{name: nginx, newTag: v2}]}\n", []build{{
			Entries: []string{"spec.postRenderers[0].kustomize.images[0] nginx:v2"}, Unread: []string{"the chart"},
		}}},
		"a release without one":       {release + "  chart: {spec: {chart: podinfo}}\n", nil},
		"of another configuration":    {flux + "  path: other\n", nil},
		"kustomize's own in the file": {"kind: Kustomization\nresources: [../app]\n", nil},
	} {
		all := read(files{
			"/r/flux/o.yaml": test.object, "/r/app/kustomization.yaml": "resources: []\n", "/r/part/kustomization.yaml": "kind: Component\n",
			"/r/plain/a.yaml": "kind: Pod\n", "/r/plain/deep/b.yml": "kind: Pod\n", "/r/plain/notes.txt": "", "/r/plain/with/kustomization.yaml": "resources: []\n",
			"/r/other/kustomization.yaml": "resources: []\n",
		})
		if diff := cmp.Diff(test.want, builds(all.Builds)); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
		if name == "a kustomization" && !all.Kustomizations["/r/part"].IsUsed {
			t.Error("the Component of the build is not used")
		}
		if name == "of another configuration" && len(all.OfOthers) != 1 {
			t.Errorf("builds of others: %v", all.OfOthers)
		}
	}
}

// TestArgoCD: an Application builds the directory at its path, with entries as arguments of
// kustomize edit set image, patches, also those of files of that directory, and Components
// (https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/). A chart of a repository of
// charts, or a source that others only refer to, has no path, and builds nothing
// (https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/). A patch of an
// Application need not have the path either, but it has entries. Beside sources, source is ignored
// (https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/).
func TestArgoCD(t *testing.T) {
	const application, set = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n", "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nspec:\n  template:\n    spec:\n"
	app := build{Overlay: tree.OverlaySet, Dir: "/r/app"}
	with := func(change func(*build)) []build {
		b := app
		change(&b)
		return []build{b}
	}
	for name, test := range map[string]struct {
		object string
		want   []build
	}{
		"images": {application + "  source: {path: app, kustomize: {images: ['nginx=ghcr.io/amerintlxperts/nginx:v2'], components: [../part]}}\n", with(func(b *build) {
			b.Entries, b.Components = []string{"spec.source.kustomize.images[0] nginx=ghcr.io/amerintlxperts/nginx:v2"}, []string{"../part"}
		})},
		"an inline patch": {application + "  source: {path: app, kustomize: {patches: [{target: {kind: Job}, patch: '[{op: add, path: /spec/replicas, value: 1}]'}]}}\n", with(func(b *build) {
			b.Patches = []string{"argo.yaml spec.source.kustomize.patches[0].patch: [0].value Job"}
		})},
		"a patch of a file": {application + "  source: {path: app, kustomize: {patches: [{path: merge.yaml}]}}\n", with(func(b *build) {
			b.Patches = []string{"app/merge.yaml spec.replicas Deployment"}
		})},
		"a patch that is not there": {application + "  source: {path: app, kustomize: {patches: [{path: gone.yaml}]}}\n", with(func(b *build) { b.Unread = []string{"gone.yaml"} })},
		"several sources": {application + "  sources: [{path: app}, {repoURL: https://charts.example.com, chart: podinfo}, {path: plain}]\n  source: {path: old}\n", []build{
			app, {Overlay: tree.OverlaySet, Dir: "/r/plain", Manifests: []string{"/r/plain/a.yaml"}},
		}},
		"a chart":               {application + "  source: {repoURL: https://charts.example.com, chart: podinfo}\n", nil},
		"a path has no meaning": {application + "  source: {repoURL: https://charts.example.com, chart: podinfo, path: app}\n", nil}, // for a chart
		"the patch of one":      {application + "  source: {kustomize: {images: ['nginx:v2']}}\n", []build{{Overlay: tree.OverlaySet, Entries: []string{"spec.source.kustomize.images[0] nginx:v2"}, Unread: []string{`the manifests at path ""`}}}},
		"values for a chart":    {application + "  sources: [{repoURL: https://github.com/amerintlxperts/values, ref: values}]\n", nil},
		"a template":            {set + "      source: {path: '{{path}}'}\n", []build{{Overlay: tree.OverlaySet, Unread: []string{`the manifests at path "{{path}}"`}}}},
		"a template of one":     {set + "      source: {path: app}\n", []build{app}},
		"an AppProject is not":  {"apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nspec: {source: {path: app}}\n", nil},
	} {
		all := read(files{
			"/r/argo.yaml": test.object, "/r/app/kustomization.yaml": "resources: []\n", "/r/app/merge.yaml": "kind: Deployment\nspec: {replicas: 2}\n",
			"/r/part/kustomization.yaml": "kind: Component\n", "/r/plain/a.yaml": "kind: Pod\n", "/r/old/kustomization.yaml": "resources: []\n",
		})
		if diff := cmp.Diff(test.want, builds(all.Builds)); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// TestUnread: images of a chart or a generator are not known, but the values and the files of a
// chart in the repository may name them (https://kubectl.docs.kubernetes.io/references/kustomize/builtins/#_helmchartinflationgenerator_).
func TestUnread(t *testing.T) {
	const chart = "helmCharts:\n- name: podinfo\n  version: 1.0.0\n  valuesFile: values.yaml\n  additionalValuesFiles: [more.yaml]\n  valuesInline: {image: {repository: inline}}\n"
	for name, test := range map[string]struct {
		kustomization string
		what          string
		values        []string // what is in its texts
	}{
		"a chart":                  {chart, "the chart podinfo", []string{"inline", "of values", "of more", "of a template", "of a version"}},
		"its home":                 {"helmGlobals: {chartHome: vendor}\n" + chart, "the chart podinfo", []string{"inline", "of values", "of more", "of the vendor"}},
		"the older list":           {"helmChartInflationGenerator:\n- {chartName: podinfo, chartHome: vendor, values: values.yaml}\n", "the chart podinfo", []string{"of the vendor"}},
		"a chart as a generator":   {"generators: [chart.yaml]\n", "the chart podinfo", []string{"inline", "of a template"}},
		"another generator":        {"generators: [generator.yaml]\n", "a generator", []string{"of the generator"}},
		"a generator that is gone": {"generators: [gone.yaml]\n", "gone.yaml", nil},
		"a remote generator":       {"generators: ['https://github.com/amerintlxperts/base//g?ref=v1']\n", "https://github.com/amerintlxperts/base//g?ref=v1", nil},
		"configurations":           {"configurations: [gone.yaml]\n", "gone.yaml", nil},
		"replacements":             {"replacements: [{path: gone.yaml}]\n", "gone.yaml", nil},
		"a transformer's patch":    {"transformers: [patch.yaml]\n", "gone.yaml", nil},
	} {
		all, k := one(t, files{
			"/r/kustomization.yaml": test.kustomization, "/r/values.yaml": "of values", "/r/more.yaml": "of more",
			"/r/charts/podinfo/templates/app.yaml": "of a template", "/r/charts/podinfo-1.0.0/podinfo/values.yaml": "of a version", "/r/vendor/podinfo/values.yaml": "of the vendor",
			"/r/chart.yaml":     "kind: HelmChartInflationGenerator\nname: podinfo\nvaluesInline: {image: inline}\n",
			"/r/generator.yaml": "kind: Anything\nspec: {image: of the generator}\n", "/r/patch.yaml": "kind: PatchTransformer\npath: gone.yaml\n",
		})
		if len(k.Unread) != 1 || k.Unread[0].What != test.what {
			t.Errorf("%s: %+v", name, k.Unread)
			continue
		}
		texts := strings.Join(k.Unread[0].Values, "\n")
		for _, text := range []string{"inline", "of values", "of more", "of a template", "of a version", "of the vendor", "of the generator"} {
			want := strings.Contains(strings.Join(test.values, "\n"), text)
			if strings.Contains(texts, text) != want {
				t.Errorf("%s: %q is in the values: %t, want %t", name, text, !want, want)
			}
		}
		// A file that should be there is a problem, an address is none.
		if missing := test.what == "gone.yaml"; (len(all.Problems.All) > 0) != missing {
			t.Errorf("%s: %+v", name, all.Problems.All)
		}
	}
}

// TestConfigMaps: the texts that replacements may copy from a configMapGenerator, as kustomize
// reads them (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/kv/kv.go).
func TestConfigMaps(t *testing.T) {
	all, k := one(t, files{
		"/r/kustomization.yaml": `configMapGenerator:
- name: images
  literals: [plain=nginx:v1, 'quoted="nginx:v2"', 'equals=a=b', no value]
  files: [image.txt, named=image.txt, gone.txt]
  envs: [image.env]
`,
		"/r/image.txt": "nginx:v3\n", "/r/image.env": "# a comment\n\nENV=nginx:v4\n  SPACES=nginx:v5\nNOTHING\n",
	})
	got := map[string]string{}
	for _, o := range all.ConfigMaps(k) {
		if o.Root.Text("metadata", "name") != "images" || o.Kind.Kind != "ConfigMap" {
			t.Errorf("%+v", o.Kind)
		}
		for _, pair := range o.Root.Get("data").Pairs {
			got[pair.Key.Value] = pair.Value.Value + " of " + o.Path(manifest.PathTo(o.Root, pair.Value))
		}
	}
	want := map[string]string{
		"plain": "nginx:v1 of configMapGenerator[0].literals[0]", "quoted": "nginx:v2 of configMapGenerator[0].literals[1]", "equals": "a=b of configMapGenerator[0].literals[2]",
		"image.txt": "nginx:v3 of configMapGenerator[0].files[0]", "named": "nginx:v3 of configMapGenerator[0].files[1]",
		"ENV": "nginx:v4 of configMapGenerator[0].envs[0]", "SPACES": "nginx:v5 of configMapGenerator[0].envs[0]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
