package cluster

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/amerintlxperts/ecrcache/test/crd"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// owner is the annotation of every generated object.
const owner = "ecrcache.amerintlxperts.github.io/owner"

// A source is a golden case or an example, with the objects that it has.
type source struct {
	name    string
	objects []*unstructured.Unstructured
}

// objectsOf reads the objects of a stream, and those of its lists. What is not YAML, or no
// object, kubectl could not read either: it is left out.
func objectsOf(t *testing.T, stream []byte) []*unstructured.Unstructured {
	t.Helper()
	var all []*unstructured.Unstructured
	for _, document := range crd.Split(stream) {
		object, err := crd.Parse(document)
		if err != nil || object.GetKind() == "" || object.GetAPIVersion() == "" {
			continue
		}
		if !object.IsList() {
			all = append(all, object)
			continue
		}
		list, err := object.ToList()
		if err != nil {
			continue
		}
		for i := range list.Items {
			all = append(all, &list.Items[i])
		}
	}
	return all
}

// cases are the folders of the golden cases of the function.
func cases(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob("../../testdata/*/fnconfig.yaml")
	if err != nil || len(found) == 0 {
		t.Fatal("there is no golden case", err)
	}
	for i := range found {
		found[i] = filepath.Dir(found[i])
	}
	return found
}

// outputOf is the stream that comes out of a golden case: its input where nothing changes.
func outputOf(t *testing.T, folder string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "expected.yaml"))
	if os.IsNotExist(err) {
		return inputOf(t, folder)
	}
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// inputOf is the stream that goes into a golden case, if there is one.
func inputOf(t *testing.T, folder string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "input.yaml"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return text
}

// ofCases are the objects that the function generates in its golden cases.
func ofCases(t *testing.T) []source {
	t.Helper()
	var all []source
	for _, folder := range cases(t) {
		var objects []*unstructured.Unstructured
		for _, object := range objectsOf(t, outputOf(t, folder)) {
			if object.GetAnnotations()[owner] != "" {
				objects = append(objects, object)
			}
		}
		if len(objects) > 0 {
			all = append(all, source{filepath.Base(folder), objects})
		}
	}
	return all
}

// ofGenerators are the objects in the files of the generators' golden cases.
func ofGenerators(t *testing.T) []source {
	t.Helper()
	folders, err := filepath.Glob("../../generators/*/testdata/*/config.yaml")
	if err != nil || len(folders) == 0 {
		t.Fatal("no generator has a golden case", err)
	}
	var all []source
	for _, config := range folders {
		folder := filepath.Dir(config)
		objects := objectsOf(t, files(t, folder, config))
		if len(objects) > 0 {
			name, err := filepath.Rel("../../generators", folder)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, source{name, objects})
		}
	}
	return all
}

// files is one stream of all YAML files below a folder but those that are named.
func files(t *testing.T, folder string, but ...string) []byte {
	t.Helper()
	var all [][]byte
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		for _, other := range but {
			if path == other {
				return nil
			}
		}
		text, err := os.ReadFile(path)
		all = append(all, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Join(all, []byte("\n---\n"))
}
