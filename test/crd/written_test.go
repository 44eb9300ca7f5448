package crd

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestRewrittenStaysValid: an object of a user, abbreviated or not, has no problem
// behind the run that it did not have before. Most have none at all.
func TestRewrittenStaysValid(t *testing.T) {
	c := crds(t)
	compared, valid := 0, 0
	for _, name := range cases(t) {
		before := problemsOf(t, c, input(t, name))
		for id, problems := range problemsOf(t, c, output(t, name)) {
			had, was := before[id]
			if !was {
				continue // generated
			}
			compared++
			if len(problems) == 0 {
				valid++
			}
			for _, problem := range problems {
				if !slices.Contains(had, problem) {
					t.Errorf("%s: %s: %s", name, id, problem)
				}
			}
		}
	}
	if valid == 0 {
		t.Error("no case has a valid object of a kind that is known")
	}
	t.Logf("%d objects, %d of them valid", compared, valid)
}

// problemsOf lists the problems of the objects whose groups have CRDs, by their
// identity. What kubectl could not read is left out.
func problemsOf(t *testing.T, c *Catalogue, documents [][]byte) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, document := range documents {
		object, err := Parse(document)
		if err != nil || !c.Covers(object) {
			continue
		}
		id := object.GroupVersionKind().String() + " " + object.GetNamespace() + "/" + object.GetName()
		all[id] = c.Problems(object)
	}
	return all
}

// TestExamples holds what examples/ shows of the groups that have CRDs.
func TestExamples(t *testing.T) {
	c := crds(t)
	read, held := 0, 0
	err := filepath.WalkDir("../../examples", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		read++
		for id, problems := range problemsOf(t, c, Split(text)) {
			held++
			for _, problem := range problems {
				t.Errorf("%s: %s: %s", path, id, problem)
			}
		}
		return nil
	})
	if err != nil || read == 0 {
		t.Fatalf("%d files below examples: %v", read, err)
	}
	t.Logf("%d objects in %d files", held, read)
}
