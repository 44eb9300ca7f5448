package crd

import (
	"bytes"
	"path/filepath"
	"slices"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// owner is the annotation of every generated object.
const owner = "ecrcache.amerintlxperts.github.io/owner"

// unheld are the generated kinds that no CRD describes. They are held to nothing
// here: the API server's own types are not in this module.
var unheld = []schema.GroupVersionKind{
	{Version: "v1", Kind: "ConfigMap"},
}

// TestGenerated holds every generated object of every golden case.
func TestGenerated(t *testing.T) {
	c := crds(t)
	all := generated(t)
	kinds := map[schema.GroupVersionKind]int{}
	for name, objects := range all {
		t.Run(name, func(t *testing.T) {
			for _, object := range objects {
				id := object.GroupVersionKind()
				t.Run(object.GetName()+"."+id.Kind+"."+id.Group, func(t *testing.T) {
					kinds[id]++
					if slices.Contains(unheld, id) {
						return
					}
					for _, problem := range c.Problems(object) {
						t.Error(problem)
					}
				})
			}
		})
	}
	count := 0
	for _, n := range kinds {
		count += n
	}
	t.Logf("%d objects of %d kinds in %d cases", count, len(kinds), len(all))
}

// generated reads the generated objects of all golden cases that have some.
func generated(t *testing.T) map[string][]*unstructured.Unstructured {
	t.Helper()
	found, err := filepath.Glob("../../testdata/*/expected.yaml")
	if err != nil || len(found) == 0 {
		t.Fatal("no golden case has an expected.yaml", err)
	}
	all := map[string][]*unstructured.Unstructured{}
	for _, path := range found {
		name := filepath.Base(filepath.Dir(path))
		for _, document := range documents(t, path) {
			if !bytes.Contains(document, []byte(owner)) {
				continue
			}
			if object := parse(t, document); object.GetAnnotations()[owner] != "" {
				all[name] = append(all[name], object)
			}
		}
	}
	if len(all) == 0 {
		t.Fatalf("no object of a golden case has the annotation %s", owner)
	}
	return all
}
