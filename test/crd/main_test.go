package crd

import (
	"errors"
	"os"
	"sync"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// published loads the CRDs once for all tests.
var published = sync.OnceValues(func() (*Catalogue, error) {
	files, err := Files("crds")
	if err != nil {
		return nil, err
	}
	return Load(files)
})

// crds are the published CRDs. The test skips where they cannot be downloaded.
func crds(t *testing.T) *Catalogue {
	t.Helper()
	c, err := published()
	if errors.Is(err, ErrDownload) && os.Getenv("ECRCACHE_E2E") != "required" {
		t.Skipf("%v; with ECRCACHE_E2E=required this is a failure", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// parse reads a document that must be an object.
func parse(t *testing.T, document []byte) *unstructured.Unstructured {
	t.Helper()
	object, err := Parse(document)
	if err != nil {
		t.Fatalf("%v in\n%s", err, document)
	}
	return object
}

// documents splits a file into documents; none when there is no such file.
func documents(t *testing.T, path string) [][]byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return Split(text)
}
