package crd

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// owner is the annotation of every generated object.
const owner = "ecrcache.amerintlxperts.github.io/owner"

// unheld are the generated kinds that no CRD describes. They are held to nothing
// here: the API server's own types are not in this module, and what kustomize reads
// of a transformer is seen where kustomize builds with one, in test/flux.
var unheld = []schema.GroupVersionKind{
	{Version: "v1", Kind: "ConfigMap"},
	{Version: "v1", Kind: "ServiceAccount"},
	{Group: "batch", Version: "v1", Kind: "Job"},
	{Group: "batch", Version: "v1", Kind: "CronJob"},
	{Version: "builtin", Kind: "ImageTagTransformer"},
	// test/admission reads these strictly into the API server's types.
	{Group: "admissionregistration.k8s.io", Version: "v1", Kind: "MutatingAdmissionPolicy"},
	{Group: "admissionregistration.k8s.io", Version: "v1", Kind: "MutatingAdmissionPolicyBinding"},
	{Group: "admissionregistration.k8s.io", Version: "v1", Kind: "ValidatingAdmissionPolicy"},
	{Group: "admissionregistration.k8s.io", Version: "v1", Kind: "ValidatingAdmissionPolicyBinding"},
	{Group: "kustomize.config.k8s.io", Version: "v1alpha1", Kind: "Component"}, // of an earlier version, left alone
}

// TestGenerated holds every generated object of every golden case.
func TestGenerated(t *testing.T) {
	c := crds(t)
	all := generated(t)
	met := map[schema.GroupVersionKind]int{}
	count := 0
	for _, golden := range all {
		t.Run(golden.name, func(t *testing.T) {
			for _, object := range golden.objects {
				id := object.GroupVersionKind()
				count, met[id] = count+1, met[id]+1
				t.Run(object.GetName()+"."+id.Kind+"."+id.Group, func(t *testing.T) {
					if slices.Contains(unheld, id) {
						return
					}
					if composite(golden.objects, id.Group) {
						return // TestComposite holds it
					}
					if notCloned(t, c, id.Group) {
						t.Skipf("no Go module has the CRDs of %s; make crd-newest clones them", id.Group)
					}
					for _, problem := range c.Problems(object) {
						t.Error(problem)
					}
				})
			}
		})
	}
	t.Logf("%d objects of %d kinds in %d cases", count, len(met), len(all))
}

// A goldenCase is a case's directory and the generated objects that come out.
type goldenCase struct {
	name    string
	objects []*unstructured.Unstructured
}

// generated reads the golden cases in which generated objects come out.
func generated(t *testing.T) []goldenCase {
	t.Helper()
	var all []goldenCase
	for _, name := range cases(t) {
		var objects []*unstructured.Unstructured
		for _, document := range output(t, name) {
			if !bytes.Contains(document, []byte(owner)) {
				continue
			}
			if object := parse(t, document); object.GetAnnotations()[owner] != "" {
				objects = append(objects, object)
			}
		}
		if len(objects) > 0 {
			all = append(all, goldenCase{name, objects})
		}
	}
	if len(all) == 0 {
		t.Fatalf("no object of a golden case has the annotation %s", owner)
	}
	return all
}

// cases are the names of the golden cases.
func cases(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob("../../testdata/*/fnconfig.yaml")
	if err != nil || len(found) == 0 {
		t.Fatal("there is no golden case", err)
	}
	for i, path := range found {
		found[i] = filepath.Base(filepath.Dir(path))
	}
	return found
}

// input and output are the documents that go into a case and come out of it.
func input(t *testing.T, name string) [][]byte {
	return documents(t, filepath.Join("../../testdata", name, "input.yaml"))
}

func output(t *testing.T, name string) [][]byte {
	path := filepath.Join("../../testdata", name, "expected.yaml")
	if _, err := os.Stat(path); os.IsNotExist(err) {
		return input(t, name)
	}
	return documents(t, path)
}
