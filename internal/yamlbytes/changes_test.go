package yamlbytes

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const head = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n"

func item(name string) Text {
	return Text{Block: "kind: A\nmetadata:\n  name: " + name + "\n", Flow: `{"kind":"A","metadata":{"name":"` + name + `"}}`}
}

// TestItemEdits changes the items of lists in every form. Each result is read
// again as YAML, and both ways of reading the list must agree on it.
func TestItemEdits(t *testing.T) {
	add := Changes{Add: []Text{item("x"), item("y")}}
	all := Changes{Replace: map[int]Text{0: item("x")}, Remove: map[int]bool{1: true}, Add: []Text{item("y")}}
	none := Changes{Remove: map[int]bool{0: true, 1: true}}
	swap := Changes{Remove: map[int]bool{0: true, 1: true}, Add: []Text{item("x")}}
	const x, y = "- kind: A\n  metadata:\n    name: x\n", "- kind: A\n  metadata:\n    name: y\n"
	const two = "items:\n- a: 1 # one\n# above two\n- a: 2\n# behind\n"
	for name, c := range map[string]struct {
		in      string
		changes Changes
		want    string
	}{
		"nothing":                           {head + two, Changes{}, head + two},
		"no field":                          {head, add, head + "items:\n" + x + y},
		"no field, no last break":           {strings.TrimSuffix(head, "\n"), add, head + "items:\n" + x + y},
		"no value":                          {head + "items:\n", add, head + "items:\n" + x + y},
		"an empty list":                     {head + "items: []\nfunctionConfig:\n  a: 1\n", add, head + "items:\n" + x + y + "functionConfig:\n  a: 1\n"},
		"an empty list at the end":          {head + "items: []", add, head + "items:\n" + x + y},
		"an empty list, comment":            {head + "items: [] # none\n", add, head + "items: [" + item("x").Flow + "," + item("y").Flow + "] # none\n"},
		"null":                              {head + "items: null\n", add, head + "items:\n" + x + y},
		"CRLF":                              {strings.ReplaceAll(head+"items: []\n", "\n", "\r\n"), add, strings.ReplaceAll(head+"items:\n"+x+y, "\n", "\r\n")},
		"added":                             {head + two, add, head + "items:\n- a: 1 # one\n# above two\n- a: 2\n" + x + y + "# behind\n"},
		"added, no last break":              {head + "items:\n- a: 1", add, head + "items:\n- a: 1\n" + x + y},
		"added before a field":              {head + "items:\n- a: 1\nresults:\n- b: 1\n", add, head + "items:\n- a: 1\n" + x + y + "results:\n- b: 1\n"},
		"added behind a tag":                {head + "!<tag:yaml.org,2002:str> items:\n", Changes{Add: []Text{item("x")}}, head + "!<tag:yaml.org,2002:str> items:\n" + x},
		"all removed, an alias of the list": {head + "items: &a\n- a: 1\n- a: 2\nx: *a\n", none, head + "items: &a []\nx: *a\n"},
		"added behind a mark":               {head + "? items\n:\n", Changes{Add: []Text{item("x")}}, head + "? items\n:\n" + x},
		"added, deeper":                     {head + "items:\n  - a: 1\n", Changes{Add: []Text{item("x")}}, head + "items:\n  - a: 1\n  - kind: A\n    metadata:\n      name: x\n"},
		"everything":                        {head + two, all, head + "items:\n" + x + "# above two\n" + y + "# behind\n"},
		"all removed":                       {head + two, none, head + "items: []\n# above two\n# behind\n"},
		"all exchanged":                     {head + two, swap, head + "items:\n# above two\n" + x + "# behind\n"},
		"added, behind a tag":               {head + "items: !!seq\n- a: 1\n", Changes{Add: []Text{item("x")}}, head + "items: !!seq\n- a: 1\n" + x},
		"added, anchor, deeper":             {head + "items: &a # all\n # c\n  - a: 1\n", Changes{Add: []Text{item("x")}}, head + "items: &a # all\n # c\n  - a: 1\n  - kind: A\n    metadata:\n      name: x\n"},
		"null behind a tag":                 {head + "items: !!null null\n", add, head + "items:\n" + x + y},
		"anchors":                           {head + "items:\n- a: &a 1\n- a: *a\n", all, head + "items:\n" + x + y},
		"flow":                              {head + "items: [{a: 1}, {a: 2}] # both\n", all, head + "items: [" + item("x").Flow + "," + item("y").Flow + "] # both\n"},
		"flow, removed":                     {head + "items: [{a: 1}, {a: 2}]\n", none, head + "items: []\n"},
		"flow, a comma behind":              {head + "items: [{a: 1}, {a: 2} , ]\n", none, head + "items: [ ]\n"},
		"flow, the last exchanged":          {head + "items: [{a: 1}, # one\n  {a: 2},]\n", Changes{Remove: map[int]bool{1: true}, Add: []Text{item("x")}}, head + "items: [{a: 1}," + item("x").Flow + ", # one\n  ]\n"},
		"added below a block":               {"  apiVersion: config.kubernetes.io/v1\n  kind: ResourceList\n  items:\n  - a: |\n      b\n  c: d\n", Changes{Add: []Text{item("x")}}, "  apiVersion: config.kubernetes.io/v1\n  kind: ResourceList\n  items:\n  - a: |\n      b\n  - kind: A\n    metadata:\n      name: x\n  c: d\n"},
		"JSON":                              {`{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[{"a":1},{"a":2}]}`, all, `{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[` + item("x").Flow + "," + item("y").Flow + `]}`},
		"JSON, removed":                     {`{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[{"a":1},{"a":2}],"b":1}`, none, `{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[],"b":1}`},
		"JSON, exchanged":                   {`{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[{"a":1},{"a":2}]}`, swap, `{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[` + item("x").Flow + `]}`},
		"JSON, empty":                       {`{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[]}`, add, `{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[` + item("x").Flow + "," + item("y").Flow + `]}`},
		"JSON, null":                        {`{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":null}`, add, `{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[` + item("x").Flow + "," + item("y").Flow + `]}`},
		"JSON, no field":                    {`{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1"}`, add, `{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[` + item("x").Flow + "," + item("y").Flow + `]}`},
	} {
		t.Run(name, func(t *testing.T) {
			got := changed(t, ReadList, c.in, c.changes)
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			var tree any
			if err := yaml.Unmarshal([]byte(got), &tree); err != nil {
				t.Errorf("%v in\n%s", err, got)
			}
			whole := changed(t, ReadListWhole, c.in, c.changes)
			if a, b := values(t, got), values(t, whole); a != b {
				t.Errorf("read whole:\n%s\nread by lines:\n%s", b, a)
			}
		})
	}
}

func changed(t *testing.T, read func([]byte) (*List, error), in string, c Changes) string {
	t.Helper()
	list, err := read([]byte(in))
	if err != nil {
		t.Fatal(err)
	}
	edits, err := list.ItemEdits(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(Splice([]byte(in), edits))
}

func values(t *testing.T, text string) string {
	t.Helper()
	var tree any
	if err := yaml.Unmarshal([]byte(text), &tree); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	out, err := yaml.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestItemEditsWithResults: items and results are added where neither stands.
func TestItemEditsWithResults(t *testing.T) {
	for _, in := range []string{
		head, strings.TrimSuffix(head, "\n"), `{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1"}`, head + "items: []\n", head + "items:\n- a: 1",
		`{"kind": "ResourceList", "apiVersion": "config.kubernetes.io/v1", }`, "  apiVersion: config.kubernetes.io/v1\n  results:\n  - message: old\n\n  kind: ResourceList\n", "  apiVersion: config.kubernetes.io/v1\n  results:\n  - message: old\n # c\n  ? kind\n  : ResourceList\n",
	} {
		list, err := ReadList([]byte(in))
		if err != nil {
			t.Fatal(err)
		}
		edits, err := list.ItemEdits(Changes{Add: []Text{item("x")}})
		if err != nil {
			t.Fatal(err)
		}
		results := "results:\n- message: done\n"
		if list.JSON {
			results = `[{"message":"done"}]`
		}
		out := string(Splice([]byte(in), append(edits, list.ResultsEdit(results))))
		var tree struct{ Items, Results []any }
		if err := yaml.Unmarshal([]byte(out), &tree); err != nil || len(tree.Items) == 0 || len(tree.Results) != 1 {
			t.Errorf("%v in\n%s", err, out)
		}
	}
}

// TestItemEditsLoneReturn: where a carriage return alone ends a line, what stands
// behind it could come to belong to another item.
func TestItemEditsLoneReturn(t *testing.T) {
	list, err := ReadList([]byte("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- a: b\n \r  c: d\n"))
	if err != nil {
		t.Fatal(err)
	}
	const want = "line 5: a carriage return alone ends a line here, after which no item can be added or changed; write line feeds"
	if _, err := list.ItemEdits(Changes{Add: []Text{{Block: "e: f\n"}}}); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if edits, err := list.ItemEdits(Changes{}); err != nil || edits != nil {
		t.Errorf("nothing becomes %v, %v", edits, err)
	}
}

// TestItemEditsComment: behind a comment between a key and its colon nobody looks for the colon.
func TestItemEditsComment(t *testing.T) {
	list, err := ReadList([]byte(head + "? items # a: b\n:\n"))
	if err != nil {
		t.Fatal(err)
	}
	const want = "no item can be added or changed behind a comment between the key and its colon; write items: on one line"
	if edits, err := list.ItemEdits(Changes{Add: []Text{item("x")}}); err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("%v, %v, want %s", edits, err, want)
	}
}

// TestItemEditsAnchor: an item does not go with an anchor that what stays refers to.
func TestItemEditsAnchor(t *testing.T) {
	const want = "line 4: the item cannot be changed here: the anchor &b in it is needed elsewhere; write its value there"
	change := Changes{Replace: map[int]Text{0: item("x")}}
	for _, items := range []string{"- a: &b 1\n- a: *b\n", "- {a: &b 1}\n- a: [*b]\n", " [{a: &b 1},\n {a: *b}]\n"} {
		list, err := ReadListWhole([]byte(head + "items:\n" + items))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []Changes{change, {Remove: map[int]bool{0: true}}} {
			if edits, err := list.ItemEdits(c); err == nil || err.Error() != want {
				t.Errorf("%q: %v, %v, want %s", items, edits, err, want)
			}
		}
	}
	change.Remove = map[int]bool{1: true}
	const both = head + "items:\n- a: &b 1\n- a: *b\n- a: *bc # &b\n"
	if got := changed(t, ReadListWhole, strings.Replace(both, "*bc", "'*bc'", 1), change); strings.Contains(got, "&b 1") {
		t.Errorf("got %s", got)
	}
}

// TestItemEditsBlock: an item does not go where a comment below it would become text of the block above.
func TestItemEditsBlock(t *testing.T) {
	const want = "line 6: the item cannot be changed here: what is below it would become text of the block above it; change it by hand"
	for _, read := range []func([]byte) (*List, error){ReadList, ReadListWhole} {
		list, err := read([]byte(head + "items:\n- a: |\n    b\n- a: 1\n    # c\n"))
		if err != nil {
			t.Fatal(err)
		}
		if edits, err := list.ItemEdits(Changes{Remove: map[int]bool{1: true}}); err == nil || err.Error() != want {
			t.Errorf("%v, %v, want %s", edits, err, want)
		}
	}
}

// TestItemEditsLast: where the last item goes, the brackets of the empty list stand behind its anchor
// and tag, or they would be no value.
func TestItemEditsLast(t *testing.T) {
	for _, test := range [][2]string{
		{"items:\n- a: 1\n", "items: []\n"},
		{"items: &a\n- a: 1\n", "items: &a []\n"},
		{"items: !!seq &a # c\n- a: 1\n", "items: !!seq &a [] # c\n"},
		{"items: # c\n  &a\n  - a: 1\n", "items: # c\n  &a []\n"},
	} {
		list, err := ReadList([]byte(head + test[0]))
		if err != nil {
			t.Fatal(err)
		}
		edits, err := list.ItemEdits(Changes{Remove: map[int]bool{0: true}})
		if err != nil {
			t.Fatal(test[0], err)
		}
		out := Splice([]byte(head+test[0]), edits)
		if string(out) != head+test[1] {
			t.Errorf("%q: %q, want %q", test[0], out[len(head):], test[1])
		}
		if list, err = ReadList(out); err != nil || len(list.Items) != 0 {
			t.Errorf("%q: %v", out, err)
		}
	}
}
