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
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		planned(files, back)
		runtime.ReadMemStats(&after)
		each := (after.TotalAlloc - before.TotalAlloc) / n / n
		t.Logf("back %t: %d bytes for each entry", back, each)
		if each > 16<<10 {
			t.Errorf("back %t: %d bytes for each entry", back, each)
		}
	}
}
