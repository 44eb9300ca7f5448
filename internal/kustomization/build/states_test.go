package build_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/google/go-cmp/cmp"
)

// TestStates: what the rewriting makes of the images that come out of a build: of those of files
// that it writes, of those it must leave, and of those that entries name.
func TestStates(t *testing.T) {
	for name, test := range map[string]struct {
		files files
		want  string // IMAGE MODE, then what it is once files are rewritten
	}{
		"it moves":                   {files{"/r/app.yaml": pod("ghcr.io/amerintlxperts/app:v1")}, "ghcr.io/amerintlxperts/app:v1 moves " + ghcr + "amerintlxperts/app:v1"},
		"an object that opted out":   {files{"/r/app.yaml": strings.Replace(pod("ghcr.io/amerintlxperts/app:v1"), "Pod", "Opted", 1)}, "ghcr.io/amerintlxperts/app:v1 fixed ghcr.io/amerintlxperts/app:v1"},
		"of no upstream":             {files{"/r/app.yaml": pod("quay.io/amerintlxperts/app:v1")}, "quay.io/amerintlxperts/app:v1 moves quay.io/amerintlxperts/app:v1"},
		"a file that was not given":  {files{"/r/kept/app.yaml": pod("ghcr.io/amerintlxperts/app:v1")}, "ghcr.io/amerintlxperts/app:v1 outside ghcr.io/amerintlxperts/app:v1"},
		"and an entry that names it": {files{"/r/kept/app.yaml": pod("ghcr.io/amerintlxperts/app:v1"), "entries": "{name: ghcr.io/amerintlxperts/app, newTag: v2}"}, "ghcr.io/amerintlxperts/app:v2 moves " + ghcr + "amerintlxperts/app:v2"},
		"an entry that has no room":  {files{"/r/kept/app.yaml": pod("ghcr.io/amerintlxperts/app:v1"), "entries": "{name: ghcr.io/amerintlxperts/app, tagSuffix: -x}"}, "ghcr.io/amerintlxperts/app:v1-x-x outside ghcr.io/amerintlxperts/app:v1-x-x"},
		"an entry that renames it":   {files{"/r/app.yaml": pod("ghcr.io/amerintlxperts/app:v1"), "entries": "{name: ghcr.io/amerintlxperts/app, newName: ghcr.io/amerintlxperts/fork}"}, "ghcr.io/amerintlxperts/fork:v1 moves " + ghcr + "amerintlxperts/fork:v1"},
		"opted out, renamed by one":  {files{"/r/app.yaml": strings.Replace(pod("app"), "Pod", "Opted", 1), "entries": "{name: app, newName: ghcr.io/amerintlxperts/app}"}, "ghcr.io/amerintlxperts/app fixed ghcr.io/amerintlxperts/app"},
	} {
		resource := "app.yaml"
		if _, kept := test.files["/r/kept/app.yaml"]; kept {
			resource = "kept/app.yaml"
		}
		test.files["/r/kustomization.yaml"] = "resources: [" + resource + "]\nimages: [" + test.files["entries"] + "]\n"
		delete(test.files, "entries")
		s := settled(session(test.files))
		modes := map[build.Mode]string{build.ModeMoves: "moves", build.ModeFixed: "fixed", build.ModeOutside: "outside", build.ModeStays: "stays"}
		var got []string
		for _, one := range s.Out(s.Kustomizations["/r"]).All {
			got = append(got, one.Text+" "+modes[one.Mode]+" "+s.After(one))
		}
		if diff := cmp.Diff([]string{test.want}, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// TestPlaceholders: a name without a registry that every build replaces is no image of Docker Hub;
// one that a build gives to the cluster as it is, is one.
func TestPlaceholders(t *testing.T) {
	const base = "resources: [pod.yaml]\n"
	for name, test := range map[string]struct {
		files files
		want  int
	}{
		"renamed by the only overlay": {files{"/r/over/kustomization.yaml": "resources: [../base]\nimages: [{name: app, newName: ghcr.io/amerintlxperts/app}]\n"}, 1},
		"only tagged":                 {files{"/r/over/kustomization.yaml": "resources: [../base]\nimages: [{name: app, newTag: v2}]\n"}, 0},
		"by one of two":               {files{"/r/over/kustomization.yaml": "resources: [../base]\nimages: [{name: app, newName: ghcr.io/amerintlxperts/app}]\n", "/r/more/kustomization.yaml": "resources: [../base]\n"}, 0},
		"the base is built alone":     {files{}, 0},
		"Flux builds the base":        {files{"/r/over/kustomization.yaml": "resources: [../base]\nimages: [{name: app, newName: ghcr.io/amerintlxperts/app}]\n", "/r/flux.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: base}\n"}, 0},
		"Flux renames it":             {files{"/r/over/kustomization.yaml": "resources: [../base]\nimages: [{name: app, newName: ghcr.io/amerintlxperts/app}]\n", "/r/flux.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: base, images: [{name: app, newName: ghcr.io/amerintlxperts/app}]}\n"}, 1},
		"a chart is no build":         {files{"/r/over/kustomization.yaml": "resources: [../base]\nimages: [{name: app, newName: ghcr.io/amerintlxperts/app}]\n", "/r/argo.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {chart: podinfo}}\n"}, 1},
	} {
		test.files["/r/base/kustomization.yaml"], test.files["/r/base/pod.yaml"] = base, pod("app")
		s := session(test.files)
		settled(s)
		got := map[manifest.Place]bool{}
		for _, at := range s.Placeholders() {
			got[at] = true
		}
		if len(got) != test.want {
			t.Errorf("%s: %v, want %d", name, got, test.want)
		}
	}
}

// TestReplacements: an image of which a replacement counts the parts stays, because in the cache
// there is one part more. A text that becomes an image moves with it only where nothing else reads
// it; another one is to be reported.
func TestReplacements(t *testing.T) {
	const image = "spec.containers.[name=app].image"
	target := func(selector, options string) string {
		return "targets: [{select: " + selector + ", fieldPaths: ['" + image + "']" + options + "}]"
	}
	for name, test := range map[string]struct {
		kustomization string
		want          []string
	}{
		"a whole image":                     {"replacements: [{sourceValue: 'ghcr.io/amerintlxperts/new:v1', " + target("{kind: Pod}", "") + "}]\n", []string{"moves kustomization.yaml replacements[0].sourceValue"}},
		"a part by its position":            {"replacements: [{sourceValue: fork, " + target("{kind: Pod}", ", options: {delimiter: /, index: 1}") + "}]\n", []string{"stays pod.yaml spec.containers[0].image: by-position"}},
		"of names that match":               {"replacements: [{sourceValue: fork, " + target("{kind: '.*', name: 'a.+'}", ", options: {delimiter: /, index: 1}") + "}]\n", []string{"stays pod.yaml spec.containers[0].image: by-position"}},
		"of a name that gets a suffix":      {"nameSuffix: -prod\nreplacements: [{sourceValue: fork, " + target("{kind: Pod, name: app-prod}", ", options: {delimiter: /, index: 1}") + "}]\n", []string{"stays pod.yaml spec.containers[0].image: by-position"}},
		"of another kind":                   {"replacements: [{sourceValue: fork, " + target("{kind: Job}", ", options: {delimiter: /, index: 1}") + "}]\n", nil},
		"a tag":                             {"replacements: [{sourceValue: v2, " + target("{kind: Pod}", ", options: {delimiter: ':', index: 1}") + "}]\n", nil},
		"of a ConfigMap":                    {"replacements: [{source: {kind: ConfigMap, fieldPath: data.image}, " + target("{kind: Pod}", "") + "}]\n", []string{"copied config.yaml data.image: ghcr.io/amerintlxperts/config:v1"}},
		"of one that is not deployed":       {"replacements: [{source: {kind: Local, fieldPath: data.image}, " + target("{kind: Pod}", "") + "}]\n", []string{"moves local.yaml data.image"}},
		"that is also copied elsewhere":     {"replacements:\n- {source: {kind: Local, fieldPath: data.image}, " + target("{kind: Pod}", "") + "}\n- {source: {kind: Local, fieldPath: data.image}, targets: [{select: {kind: ConfigMap}, fieldPaths: [data.other]}]}\n", []string{"copied local.yaml data.image: ghcr.io/amerintlxperts/local:v1"}},
		"of an annotation":                  {"replacements: [{source: {kind: ConfigMap, fieldPath: 'metadata.annotations.[example.com/image]'}, " + target("{kind: Pod}", "") + "}]\n", []string{`copied config.yaml metadata.annotations["example.com/image"]: ghcr.io/amerintlxperts/noted:v1`}},
		"of a literal":                      {"configMapGenerator: [{name: generated, literals: ['image=ghcr.io/amerintlxperts/literal:v1']}]\nreplacements: [{source: {kind: ConfigMap, name: generated, fieldPath: data.image}, " + target("{kind: Pod}", "") + "}]\n", []string{"copied kustomization.yaml configMapGenerator[0].literals[0]: ghcr.io/amerintlxperts/literal:v1"}},
		"of a transformer":                  {"transformers: [transformer.yaml]\n", []string{"moves transformer.yaml replacements[0].sourceValue"}},
		"a var in an image":                 {"patches: [{path: var.yaml}]\nvars: [{name: IMAGE, objref: {kind: ConfigMap, name: config}, fieldref: {fieldpath: data.image}}]\n", []string{"copied config.yaml data.image: ghcr.io/amerintlxperts/config:v1"}},
		"a var that nothing names":          {"vars: [{name: IMAGE, objref: {kind: ConfigMap, name: config}, fieldref: {fieldpath: data.image}}]\n", nil},
		"from an image, which changes also": {"replacements: [{source: {kind: Pod, fieldPath: spec.containers.0.image}, targets: [{select: {kind: Job}, fieldPaths: [spec.containers.0.image]}]}]\n", nil},
	} {
		s := session(files{
			"/r/kustomization.yaml": "resources: [pod.yaml, config.yaml, local.yaml]\n" + test.kustomization, "/r/pod.yaml": pod("ghcr.io/amerintlxperts/app:v1"),
			"/r/config.yaml":      "kind: ConfigMap\nmetadata: {name: config, annotations: {example.com/image: 'ghcr.io/amerintlxperts/noted:v1'}}\ndata: {image: 'ghcr.io/amerintlxperts/config:v1'}\n",
			"/r/local.yaml":       "kind: Local\nmetadata: {name: local, annotations: {config.kubernetes.io/local-config: 'true'}}\ndata: {image: 'ghcr.io/amerintlxperts/local:v1'}\n",
			"/r/transformer.yaml": "kind: ReplacementTransformer\nreplacements: [{sourceValue: 'ghcr.io/amerintlxperts/new:v1', " + target("{kind: Pod}", "") + "}]\n",
			"/r/var.yaml":         pod("$(IMAGE)"),
		})
		settled(s)
		var got []string
		for at, why := range s.Staying {
			got = append(got, fmt.Sprintf("stays %s %s: %s", rules{}.Shown(at.File), at.Path, why))
		}
		for at := range s.ConfiguredFields() {
			got = append(got, fmt.Sprintf("moves %s %s", rules{}.Shown(at.File), at.Path))
		}
		for _, c := range s.Copied {
			got = append(got, fmt.Sprintf("copied %s %s: %s", rules{}.Shown(c.File), c.Path, c.Text))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// TestUnread: the images of parts that are not read are not known, and any entry may find some
// there; a file that should be there, and a kustomization that leads to itself, are problems.
func TestUnread(t *testing.T) {
	for name, test := range map[string]struct {
		kustomization string
		unread, check string
	}{
		"a remote base":            {"resources: ['https://github.com/amerintlxperts/base//app?ref=v1']", "https://github.com/amerintlxperts/base//app?ref=v1", ""},
		"a file that is gone":      {"resources: [gone.yaml]", "gone.yaml", "unreadable"},
		"a Component that is gone": {"components: [gone]", "/r/gone", ""},
		"a base as a Component":    {"components: [base]", "/r/base", ""},
		"a chart of the base":      {"resources: [base]", "the chart podinfo", ""},
		"a replacement's source":   {"resources: [pod.yaml]\nreplacements: [{source: {kind: Secret, fieldPath: data.image}, targets: [{select: {kind: Pod}, fieldPaths: [spec.containers.0.image]}]}]", "the source of a replacement", ""},
		"all is read":              {"resources: [pod.yaml]", "", ""},
		"resources lead back":      {"resources: [circle]", "", "cycle"},
		"Components lead back":     {"components: [part]", "", "cycle"},
		"a chart, post-rendered":   {"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {chart: {}, postRenderers: [{kustomize: {}}]}", "the chart", ""},
	} {
		all := files{"/r/kustomization.yaml": test.kustomization + "\n", "/r/pod.yaml": pod("a:v1"), "/r/base/kustomization.yaml": "helmCharts: [{name: podinfo}]\n"}
		for dir, text := range map[string]string{"circle": "resources: [../circle]\n", "part": "kind: Component\ncomponents: [../part]\n"} {
			if strings.Contains(test.kustomization, dir) {
				all["/r/"+dir+"/kustomization.yaml"] = text
			}
		}
		if strings.Contains(test.kustomization, "HelmRelease") {
			all = files{"/r/release.yaml": test.kustomization}
		}
		s := settled(session(all))
		out := s.Out(s.Kustomizations["/r"])
		if len(s.Builds) > 0 {
			out = s.Built(s.Builds[0])
		}
		got, check := "", ""
		for _, u := range out.Unread {
			got += u.What
		}
		for _, p := range s.Problems.All {
			check = string(p.Check)
		}
		if got != test.unread || check != test.check {
			t.Errorf("%s: %q is not read, want %q; problem %q, want %q", name, got, test.unread, check, test.check)
		}
	}
}
