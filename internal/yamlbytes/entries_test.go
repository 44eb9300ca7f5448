package yamlbytes_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// TestEntries: the objects of a List in JSON, one by one, are those that a reader of JSON
// finds in it, and their lines are those of the list.
func TestEntries(t *testing.T) {
	for name, text := range map[string]string{
		"as kubectl prints it": "{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n        {\n            \"kind\": \"Pod\",\n            \"n\": [1, {\"a\": \"]}\"}]\n        },\n        {\"kind\": \"Pod\", \"n\": \"\\\\\\\"{\"}\n    ],\n    \"kind\": \"List\",\n    \"metadata\": {\"resourceVersion\": \"\"}\n}\n",
		"on one line":          `{"kind":"List","apiVersion":"v1","n":-1.5e3,"t":true,"z":null,"items":[{"a":{}},{},{"b":[[]]}]}`,
		"of none":              `{"kind":"List","apiVersion":"v1","items":[]}`,
	} {
		items, err := yamlbytes.SplitStream([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		entries := items[0].Entries()
		var want struct{ Items []json.RawMessage }
		if err := json.Unmarshal([]byte(text), &want); err != nil {
			t.Fatal(err)
		}
		if entries == nil || len(entries) != len(want.Items) {
			t.Errorf("%s: %d objects, want %d", name, len(entries), len(want.Items))
			continue
		}
		for i := range entries {
			if got := string(entries[i].Raw()); got != string(want.Items[i]) {
				t.Errorf("%s: object %d is %s, want %s", name, i, got, want.Items[i])
			}
			root, err := entries[i].Parse()
			if err != nil || root.Kind != yamlbytes.Mapping {
				t.Fatalf("%s: %v, %v", name, root, err)
			}
			for _, p := range root.Pairs {
				at, line := entries[i].LineOf(p.Key), strings.Split(text, "\n")
				if !strings.Contains(line[at-1], fmt.Sprintf("%q:", p.Key.Value)) {
					t.Errorf("%s: %s is not on line %d", name, p.Key.Value, at)
				}
			}
		}
	}
}

// TestNoEntries: what is no List of objects in JSON is read as a whole.
func TestNoEntries(t *testing.T) {
	for _, text := range []string{
		`{"kind":"PodList","apiVersion":"v1","items":[{}]}`, `{"kind":"List","apiVersion":"example.com/v1","items":[{}]}`,
		`{"kind":"List","apiVersion":"v1","items":[{},null]}`, `{"kind":"List","apiVersion":"v1","items":{"kind":"List"}}`,
		`{"kind":"List","kind":"Pod","apiVersion":"v1","items":[{}]}`, `{"kind":"List","apiVersion":"v1","items":[{}],"items":[]}`,
		`{"kind":"List","apiVersion":"v1","items":[{}`, `["List"]`, "kind: \"List\"\napiVersion: v1\nitems: [{}]\n", `{"kind":"List","apiVersion":"v1"}`,
	} {
		items, err := yamlbytes.SplitStream([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if entries := items[0].Entries(); entries != nil {
			t.Errorf("%s: %d objects, none were expected", text, len(entries))
		}
	}
}

// TestEntryTwice: a key that is twice in an object of a List is said of that object.
func TestEntryTwice(t *testing.T) {
	items, err := yamlbytes.SplitStream([]byte("{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[{},\n{\"a\":1,\n\"a\":2}]}"))
	if err != nil {
		t.Fatal(err)
	}
	entries := items[0].Entries()
	root, err := entries[1].Parse()
	if err != nil {
		t.Fatal(err)
	}
	if all := entries[1].Duplicates(root); len(all) != 1 || all[0].Key != "a" || all[0].First != 2 {
		t.Errorf("got %+v", all)
	}
}
