package yamlbytes_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// TestDuplicates reads maps that hold a key twice: Helm and kubectl take the last value,
// and both entries can be edited where they stand.
func TestDuplicates(t *testing.T) {
	src := []byte("---\na: 1\nb: {c: x, d: y, c: z}\n---\nb:\n  c: x\n  c: z\na: 1\n")
	items, err := yamlbytes.SplitStream(src)
	if err != nil {
		t.Fatal(err)
	}
	for i, first := range []int{3, 6} {
		root, err := items[i].Parse()
		if err != nil {
			t.Fatal(err)
		}
		b := root.Get("b")
		if got := b.Text("c"); got != "z" {
			t.Errorf("item %d: c is %q, want the last value", i, got)
		}
		found := items[i].Duplicates(root)
		if len(found) != 1 || found[0].Key != "c" || found[0].First != first {
			t.Fatalf("item %d: found %v", i, found)
		}
		if _, err := items[i].RemoveEntry(b, "c"); err == nil || !strings.Contains(err.Error(), "is twice in one map") {
			t.Errorf("item %d: one of two was removed: %v", i, err)
		}
		var edits []yamlbytes.Edit
		for _, p := range b.Pairs {
			if p.Key.Value == "c" {
				e, err := items[i].Replace(p.Value, "new-"+p.Value.Value)
				if err != nil {
					t.Fatal(err)
				}
				edits = append(edits, e)
			}
		}
		if got := string(yamlbytes.Splice(src, edits)); strings.Count(got, "new-") != 2 {
			t.Errorf("item %d: %s", i, got)
		}
	}
	plain, err := yamlbytes.SplitStream([]byte("a: {b: 1}\n"))
	if err != nil {
		t.Fatal(err)
	}
	root, err := plain[0].Parse()
	if err != nil || len(plain[0].Duplicates(root)) > 0 {
		t.Errorf("duplicates where there are none: %v", err)
	}
}

// TestDuplicatesInJSON reads keys that stand twice in JSON as in YAML.
func TestDuplicatesInJSON(t *testing.T) {
	items, err := yamlbytes.SplitStream([]byte("{\n\"a\": 1,\n\"b\": [{\"c\": \"x\",\n\"c\": \"z\"}]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	root, err := items[0].Parse()
	if err != nil {
		t.Fatal(err)
	}
	if got := root.Get("b").Items[0].Text("c"); got != "z" {
		t.Errorf("c is %q, want the last value", got)
	}
	if found := items[0].Duplicates(root); len(found) != 1 || found[0].Key != "c" || found[0].First != 3 || found[0].Node.Line != 4 {
		t.Errorf("found %v", found)
	}
}

// TestDuplicatesInADocument: a text that is one document, such as a configuration, is refused
// for every key that stands twice. In a manifest they hide nothing else that is wrong.
func TestDuplicatesInADocument(t *testing.T) {
	for _, text := range []string{"a: 1\na: 2\nb:\n  c: 1\n  c: 2\n", "{\"a\": 1,\n\"a\": 2,\n\n\"b\": {\"c\": 1,\n\"c\": 2}}"} {
		root, refused := yamlbytes.ParseDocument([]byte(text))
		if root == nil || len(refused) != 2 {
			t.Fatalf("%s: %v", text, refused)
		}
		lines := map[int]bool{refused[0].Line: true, refused[1].Line: true}
		if !lines[2] || !lines[5] {
			t.Errorf("%s: %v", text, refused)
		}
	}
	items, err := yamlbytes.SplitStream([]byte("a: 1\na: 2\nb:\n  <<: x\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := items[0].Parse(); err == nil || !strings.Contains(err.Error(), "a merge key (<<) here has no map") {
		t.Errorf("the merge key behind a key that stands twice: %v", err)
	}
}
