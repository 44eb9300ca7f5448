package crd

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
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

// shown finds the blocks of YAML on a page.
var shown = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// TestPages holds what the documentation shows of the groups that have CRDs, such as the
// objects that the first steps tell people to apply.
func TestPages(t *testing.T) {
	c := crds(t)
	held := map[string]int{}
	must := []string{"docs/aws.md", "docs/flux.md", "docs/start/crossplane.md"}
	err := filepath.WalkDir("../../docs", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, block := range shown.FindAllSubmatch(text, -1) {
			for id, problems := range problemsOf(t, c, Split(block[1])) {
				held[filepath.ToSlash(path[len("../../"):])]++
				for _, problem := range problems {
					t.Errorf("%s: %s: %s", path, id, problem)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range must {
		if held[page] == 0 {
			t.Errorf("%s: no object was held", page)
		}
	}
	t.Logf("%v", held)
}
