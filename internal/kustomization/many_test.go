package kustomization_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/kustomization"
)

// entriesFor are n entries of images, indented.
func entriesFor(n int, indent string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%[1]s- name: ghcr.io/o/app%[2]d\n%[1]s  newName: ecr.example/ghcr/o/app%[2]d\n", indent, i)
	}
	return b.String()
}

// planned plans a repository.
func planned(files tree, back bool) *kustomization.Plan {
	var all []string
	for file := range files {
		all = append(all, file)
	}
	slices.Sort(all)
	return kustomization.Read(files, all, rules{back: back})
}

// TestManyFluxKustomizations: n Kustomizations of Flux with the same n entries are n*n entries, and each
// of them takes no more than what is written there and where. A compiled expression of its own name for
// each would take ten times as much.
func TestManyFluxKustomizations(t *testing.T) {
	const n = 60
	files := tree{"/r/apps/pod.yaml": pod("ghcr.io/o/app1:v1")}
	for i := range n {
		files[fmt.Sprintf("/r/flux%d.yaml", i)] = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n  path: apps\n  images:\n" + entriesFor(n, "  ")
	}
	for _, back := range []bool{false, true} {
		if each := allocated(files, back) / n / n; each > 16<<10 {
			t.Errorf("back %t: %d bytes for each entry", back, each)
		}
	}
}

// allocated is how many bytes it takes in all to plan a repository.
func allocated(files tree, back bool) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	planned(files, back)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// many are repositories with n of something.
var many = map[string]func(n int) tree{
	"post-renderers' entries": func(n int) tree {
		return tree{"/r/release.yaml": "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  chart: {spec: {chart: app}}\n  postRenderers:\n  - kustomize:\n      images:\n" + entriesFor(n, "      ")}
	},
	"entries": func(n int) tree {
		return tree{"/r/kustomization.yaml": "resources: [pods.yaml]\nimages:\n" + entriesFor(n, ""), "/r/pods.yaml": pods(n)}
	},
	"replacements": func(n int) tree {
		text, maps := "resources: [pods.yaml, maps.yaml]\nreplacements:\n", ""
		for i := range n {
			text += fmt.Sprintf("- {source: {kind: ConfigMap, name: m%[1]d, fieldPath: data.v}, targets: [{select: {kind: Pod, name: p%[1]d}, fieldPaths: [metadata.annotations.v]}]}\n", i)
			maps += fmt.Sprintf("---\nkind: ConfigMap\nmetadata: {name: m%d}\ndata: {v: x}\n", i)
		}
		return tree{"/r/kustomization.yaml": text, "/r/pods.yaml": pods(n), "/r/maps.yaml": maps}
	},
	"generators with vars": func(n int) tree {
		generators, vars := "configMapGenerator:\n", "vars:\n"
		for i := range n {
			generators += fmt.Sprintf("- {name: m%d, literals: [v=x]}\n", i)
			vars += fmt.Sprintf("- {name: V%[1]d, objref: {kind: ConfigMap, name: m%[1]d}, fieldref: {fieldpath: data.v}}\n", i)
		}
		return tree{"/r/kustomization.yaml": "resources: [pods.yaml]\n" + generators + vars, "/r/pods.yaml": pods(n)}
	},
}

// pods are n Pods with an image each.
func pods(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "---\nkind: Pod\nmetadata: {name: p%[1]d, annotations: {v: x}}\nspec: {containers: [{name: a, image: 'ghcr.io/o/app%[1]d:v1'}]}\n", i)
	}
	return b.String()
}

// TestManyOfOne: what one kustomization takes grows with the number of what is in it. kustomize holds
// each entry, replacement and var against each object, and so does this, but without a copy of anything.
func TestManyOfOne(t *testing.T) {
	for name, make := range many {
		for _, back := range []bool{false, true} {
			few, twice := allocated(make(200), back), allocated(make(400), back)
			if twice > 3*few {
				t.Errorf("%s, back %t: 200 take %d KB, 400 take %d KB", name, back, few>>10, twice>>10)
			}
		}
	}
}
