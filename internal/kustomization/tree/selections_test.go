package tree_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
	"github.com/google/go-cmp/cmp"
)

// objects reads the objects of a text.
func objects(t *testing.T, text string) []*manifest.Object {
	t.Helper()
	documents, err := manifest.NewReader(files{"o.yaml": text}).Documents("o.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all []*manifest.Object
	for _, d := range documents {
		for i := range d.Objects() {
			all = append(all, &d.Objects()[i])
		}
	}
	return all
}

// TestTargets: kind and name of a replacement's target are regular expressions that match as a
// whole (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/types/selector.go). A name
// may be the one that an object gets by namePrefix and nameSuffix, which kustomize compares as well.
func TestTargets(t *testing.T) {
	for selector, want := range map[string][]string{
		"{}":                                       {"Deployment app", "StatefulSet app-db", "Job"},
		"{kind: Deployment}":                       {"Deployment app"},
		"{kind: Deploy}":                           nil,
		"{kind: 'Deployment|StatefulSet'}":         {"Deployment app", "StatefulSet app-db"},
		"{name: app-db, kind: StatefulSet}":        {"StatefulSet app-db"},
		"{name: 'app.+', kind: '.*Set'}":           {"StatefulSet app-db"},
		"{name: '.*', kind: '.*e.*'}":              {"Deployment app", "StatefulSet app-db"},
		"{name: prod-app, kind: Deployment}":       {"Deployment app"},
		"{name: app-canary, kind: Deployment}":     {"Deployment app"},
		"{name: app-canary-eu, kind: Deployment}":  {"Deployment app"},
		"{name: app-other, kind: Deployment}":      nil,
		"{name: prod-app-canary, kind: '.*'}":      {"Deployment app", "Job"},
		"{name: web, kind: 'Deployment|Stateful'}": nil,
	} {
		_, k := one(t, files{
			"/r/kustomization.yaml": "nameSuffix: -canary\nreplacements: [{sourceValue: a, targets: [{select: " + selector + ", fieldPaths: [spec.image]}]}]\n",
			"/r/flux.yaml":          "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {nameSuffix: -eu}\n",
		})
		var got []string
		for _, o := range objects(t, "kind: Deployment\nmetadata: {name: app}\n---\nkind: StatefulSet\nmetadata: {name: app-db}\n---\nkind: Job\n") {
			if k.Replacements[0].Targets[0].Chooses(o) {
				got = append(got, strings.TrimSpace(o.Kind.Kind+" "+o.Root.Text("metadata", "name")))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", selector, diff)
		}
	}
}

// TestSources: the text that a replacement or a var copies. In a path of kustomize a key with dots
// is in brackets, or has backslashes before them
// (https://github.com/kubernetes-sigs/kustomize/blob/kyaml/v0.21.2/kyaml/utils/pathsplitter.go).
func TestSources(t *testing.T) {
	const config = `kind: ConfigMap
metadata: {name: images, annotations: {example.com/image: annotated}}
data: {image: keyed, app.image: dotted}
---
kind: ConfigMap
metadata: {name: images-old}
data: {image: old}
---
kind: Deployment
metadata: {name: app}
spec: {template: {spec: {containers: [{name: app, image: first}, {name: side, image: second}]}}}
`
	replacement := func(source string) string { return "replacements: [{source: " + source + ", targets: []}]\n" }
	for name, test := range map[string]struct {
		kustomization string
		want          []string
	}{
		"a key":                  {replacement("{kind: ConfigMap, name: images, fieldPath: data.image}"), []string{"keyed at data.image"}},
		"a name with a suffix":   {"nameSuffix: -v2\n" + replacement("{kind: ConfigMap, name: images-v2, fieldPath: data.image}"), []string{"keyed at data.image"}},
		"of any name":            {replacement("{kind: ConfigMap, fieldPath: data.image}"), []string{"keyed at data.image", "old at data.image"}},
		"in brackets":            {replacement("{kind: ConfigMap, fieldPath: 'metadata.annotations.[example.com/image]'}"), []string{`annotated at metadata.annotations["example.com/image"]`}},
		"with backslashes":       {replacement(`{kind: ConfigMap, fieldPath: 'data.app\.image'}`), []string{`dotted at data["app.image"]`}},
		"through a list":         {replacement("{kind: Deployment, fieldPath: 'spec.template.spec.containers.[name=app].image'}"), []string{"first at spec.template.spec.containers[0].image", "second at spec.template.spec.containers[1].image"}},
		"the name, by default":   {replacement("{kind: Deployment}"), []string{"app at metadata.name"}},
		"a source is no pattern": {replacement("{kind: 'Config.*', fieldPath: data.image}"), nil},
		"a var":                  {"vars: [{name: V, objref: {kind: ConfigMap, name: images}, fieldref: {fieldpath: data.image}}]\n", []string{"keyed at data.image"}},
		"a var of a name":        {"vars: [{name: V, objref: {kind: Deployment, name: app}}]\n", []string{"app at metadata.name"}},
		"a text":                 {"replacements: [{sourceValue: 'nginx:v1', targets: []}]\n", []string{"nginx:v1 at replacements[0].sourceValue"}},
		"of a file":              {"replacements: [{path: list.yaml}, {path: map.yaml}]\n", []string{"nginx:v2 at [0].sourceValue", "nginx:v3 at sourceValue"}},
	} {
		_, k := one(t, files{
			"/r/kustomization.yaml": test.kustomization, "/r/list.yaml": "- {sourceValue: 'nginx:v2', targets: []}\n", "/r/map.yaml": "{sourceValue: 'nginx:v3', targets: []}\n",
		})
		var values []tree.CopiedValue
		for _, r := range k.Replacements {
			if r.Value != nil {
				values = append(values, *r.Value)
			} else {
				values = append(values, r.Source.Values(objects(t, config))...)
			}
		}
		for _, v := range k.Variables {
			values = append(values, v.Source.Values(objects(t, config))...)
		}
		var got []string
		for _, v := range values {
			got = append(got, v.Text+" at "+v.Path)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// TestReach: a file belongs to every configuration whose builds read it, whatever the key is by
// which they do.
func TestReach(t *testing.T) {
	governs := func(file string) string {
		for _, c := range []string{"a", "b"} {
			if strings.HasPrefix(file, "/r/"+c+"/") {
				return c
			}
		}
		return ""
	}
	all := files{
		"/r/a/kustomization.yaml":    "resources: [app.yaml, ../base]\ncomponents: [../part]\nconfigMapGenerator: [{name: c, files: [key=../data.txt]}]\ntransformers: [../move.yaml]\nhelmCharts: [{name: c, valuesFile: ../values.yaml}]\n",
		"/r/a/app.yaml":              "kind: Pod\n",
		"/r/b/kustomization.yaml":    "resources: [../base]\n",
		"/r/b/argo.yaml":             "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {path: plain, kustomize: {patches: [{path: ../patch.yaml}]}}}\n",
		"/r/b/flux.yaml":             "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: a}\n", // deploys a's directory: that is a's build
		"/r/base/kustomization.yaml": "resources: [base.yaml]\n", "/r/base/base.yaml": "kind: Pod\n",
		"/r/part/kustomization.yaml": "kind: Component\npatches: [{path: part.yaml}]\n", "/r/part/part.yaml": "kind: Pod\n",
		"/r/uses/kustomization.yaml": "resources: [../a, ../b/argo.yaml]\n",
		"/r/flux.yaml":               "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: b}\n",
		"/r/unknown.yaml":            "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: './${cluster}'}\n",
		"/r/move.yaml":               "kind: PatchTransformer\npath: ../moved.yaml\n", "/r/moved.yaml": "kind: Pod\n",
		"/r/data.txt": "nginx:v1", "/r/values.yaml": "image: nginx\n", "/r/plain/pod.yaml": "kind: Pod\n", "/r/patch.yaml": "kind: Pod\n", "/r/unused.yaml": "kind: Pod\n",
	}
	reach := tree.ReachOf(tree.Read(all, slices.Sorted(maps.Keys(all)), rules{}), governs)
	both, ofA := []string{"/r/base/base.yaml", "/r/base/kustomization.yaml"}, []string{"/r/data.txt", "/r/move.yaml", "/r/moved.yaml", "/r/part/kustomization.yaml", "/r/part/part.yaml", "/r/values.yaml"}
	want := slices.Sorted(slices.Values(slices.Concat(both, ofA)))
	if diff := cmp.Diff(want, reach.Foreign("a", governs)); diff != "" {
		t.Errorf("foreign to a: -want +got\n%s", diff)
	}
	if diff := cmp.Diff(append(both, "/r/patch.yaml", "/r/plain/pod.yaml"), reach.Foreign("b", governs)); diff != "" {
		t.Errorf("foreign to b: -want +got\n%s", diff)
	}
	for file, want := range map[string][]string{
		"/r/a/kustomization.yaml": {"a"}, "/r/b/kustomization.yaml": {"b"}, "/r/b/argo.yaml": {"b"}, "/r/b/flux.yaml": {"a", "b"},
		"/r/base/kustomization.yaml": nil, "/r/uses/kustomization.yaml": {"a", "b"}, "/r/flux.yaml": {"b"}, "/r/unknown.yaml": {""}, "/r/unused.yaml": nil,
	} {
		if diff := cmp.Diff(want, reach.Concerned(file)); diff != "" {
			t.Errorf("%s concerns: -want +got\n%s", file, diff)
		}
	}
	for file, shared := range map[string]bool{"/r/a/app.yaml": false, "/r/a/kustomization.yaml": false, "/r/base/base.yaml": true, "/r/unused.yaml": false} {
		if own := governs(file); reach.Shared(file, own) != shared {
			t.Errorf("%s is shared by builds of others than %q: %t", file, own, !shared)
		}
	}
}

// TestManySuffixes: a name that is made of suffixes in 2^100 ways is looked through once.
func TestManySuffixes(t *testing.T) {
	_, k := one(t, files{
		"/r/kustomization.yaml":   "resources: [a, b]\nreplacements: [{source: {kind: ConfigMap, name: app-x" + strings.Repeat("-a", 100) + "}, targets: []}]\n",
		"/r/a/kustomization.yaml": "nameSuffix: -a\n", "/r/b/kustomization.yaml": "nameSuffix: -a-a\n",
	})
	if v := k.Replacements[0].Source.Values(objects(t, "kind: ConfigMap\nmetadata: {name: app}\n")); len(v) != 0 {
		t.Errorf("it chooses %v", v)
	}
	if v := k.Replacements[0].Source.Values(objects(t, "kind: ConfigMap\nmetadata: {name: app-x}\n")); len(v) != 1 {
		t.Errorf("it chooses %v", v)
	}
}
