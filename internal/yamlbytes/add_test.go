package yamlbytes

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

var added = []Text{{Block: "a: x\nb:\n- y\n", Flow: `{"a":"x","b":["y"]}`}}

// TestAdd adds an element to the list under l, and where there is none, the list
// under l to the map. What comes out is read again as YAML: it holds the element,
// and all that was there.
func TestAdd(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a block list", "l:\n  - 1\n  # two\n  - c: 2\n    d: 3 # three\n\n# m\nm: 1\n", "l:\n  - 1\n  # two\n  - c: 2\n    d: 3 # three\n  - a: x\n    b:\n    - y\n\n# m\nm: 1\n"},
		{"as deep as the key", "l:\n- c: 1\nm: 1\n", "l:\n- c: 1\n- a: x\n  b:\n  - y\nm: 1\n"},
		{"a block list at the end", "l:\n- c: |\n    text\n", "l:\n- c: |\n    text\n- a: x\n  b:\n  - y\n"},
		{"no final line feed", "l:\n- c: 1", "l:\n- c: 1\n- a: x\n  b:\n  - y"},
		{"no final line feed, behind a block that strips it", "l:\n- c: >2- # a+b\n    text", "l:\n- c: >2- # a+b\n    text\n- a: x\n  b:\n  - y"},
		{"CRLF", "l:\r\n- c: 1\r\nm: 1\r\n", "l:\r\n- c: 1\r\n- a: x\r\n  b:\r\n  - y\r\nm: 1\r\n"},
		{"a flow list", "l: [1, {c: 2}] # two\n", "l: [1, {c: 2}, {\"a\":\"x\",\"b\":[\"y\"]}] # two\n"},
		{"an empty list", "l: []\nm: 1\n", "l: [{\"a\":\"x\",\"b\":[\"y\"]}]\nm: 1\n"},
		{"another document behind", "l:\n- c: 1\n---\nm: 1\n", "l:\n- c: 1\n- a: x\n  b:\n  - y\n---\nm: 1\n"},
		{"no list", "m: 1\n", "m: 1\nl:\n- a: x\n  b:\n  - y\n"},
		{"no list, behind a list", "m:\n- 1\n# behind\n", "m:\n- 1\nl:\n- a: x\n  b:\n  - y\n# behind\n"},
		{"no list, no final line feed", "m: 1", "m: 1\nl:\n- a: x\n  b:\n  - y"},
		{"no list, behind anchors of maps and lists", "m: &a\n  n: &b\n    - !!map\n      o: 1\n  p: *b\n# behind\n", "m: &a\n  n: &b\n    - !!map\n      o: 1\n  p: *b\nl:\n- a: x\n  b:\n  - y\n# behind\n"},
		{"no list, behind an anchored list as deep as its key", "m: &a\n- 1\n", "m: &a\n- 1\nl:\n- a: x\n  b:\n  - y\n"},
		{"a block list with anchors", "l:\n- &a\n  c: 1\n- d: *a\n  e: &f\n    g: 1\n", "l:\n- &a\n  c: 1\n- d: *a\n  e: &f\n    g: 1\n- a: x\n  b:\n  - y\n"},
		{"no list, behind an alias that is a key", "m: &a x\nn:\n  *a :\n    o: 1\n  p: *a\n", "m: &a x\nn:\n  *a :\n    o: 1\n  p: *a\nl:\n- a: x\n  b:\n  - y\n"},
		{"no list, behind merges", "m: &a\n  x: 1\nn:\n  <<: *a\n  y:\n  - <<: *a\n    z: 1\n", "m: &a\n  x: 1\nn:\n  <<: *a\n  y:\n  - <<: *a\n    z: 1\nl:\n- a: x\n  b:\n  - y\n"},
		{"a flow list of aliases", "m: &a [1]\nn: {l: *a}\nl: [*a]\n", "m: &a [1]\nn: {l: *a}\nl: [*a, {\"a\":\"x\",\"b\":[\"y\"]}]\n"},
		{"a flow list of pairs without brackets", "l: [c: 1, d: 2]\n", "l: [c: 1, d: 2, {\"a\":\"x\",\"b\":[\"y\"]}]\n"},
		{"a flow list with a comma at its end", "l: [c: 1, # two\n  d: 2, # three\n ]\n", "l: [c: 1, # two\n  d: 2, {\"a\":\"x\",\"b\":[\"y\"]}, # three\n ]\n"},
		{"no list, in a flow map with a key without a value", "{n: 1, m: }\n", "{n: 1, m: , \"l\": [{\"a\":\"x\",\"b\":[\"y\"]}] }\n"},
		{"no list, in a flow map with a merge at its end", "{n: &a {o: 1}, <<: *a}\n", "{n: &a {o: 1}, <<: *a, \"l\": [{\"a\":\"x\",\"b\":[\"y\"]}]}\n"},
		{"no list, in a flow map", "{m: 1, n: [2]}\n", "{m: 1, n: [2], \"l\": [{\"a\":\"x\",\"b\":[\"y\"]}]}\n"},
		{"no list, an empty map", "{}\n", "{\"l\": [{\"a\":\"x\",\"b\":[\"y\"]}]}\n"},
		{"no list, JSON", `{"m":1}`, `{"m":1, "l": [{"a":"x","b":["y"]}]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			items, err := SplitStream([]byte(c.in))
			if err != nil {
				t.Fatal(err)
			}
			it := items[0]
			root, err := it.Parse()
			if err != nil {
				t.Fatal(err)
			}
			e, err := add(&it, root)
			if err != nil {
				t.Fatal(err)
			}
			got := string(Splice([]byte(c.in), []Edit{e}))
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			var read struct{ L []any }
			if err := yaml.NewDecoder(strings.NewReader(got)).Decode(&read); err != nil || len(read.L) == 0 {
				t.Errorf("%v in\n%s", err, got)
			}
		})
	}
}

func add(it *Item, root *Node) (Edit, error) {
	if l := root.Get("l"); l != nil {
		return it.AddElements(l, added)
	}
	return it.AddEntry(root, "l", added)
}

// TestAddBehindADash: the map of a list element gets its entry at the element's
// depth, and a line that another edit adds to the last element stays with it.
func TestAddBehindADash(t *testing.T) {
	in := "- k:\n    m: 1\n- name: z\n"
	it := Item{src: newSource([]byte(in)), end: len(in)}
	root, err := it.Parse()
	if err != nil {
		t.Fatal(err)
	}
	entry, err := it.AddEntry(root.Items[0], "l", added)
	if err != nil {
		t.Fatal(err)
	}
	behind, err := it.AddBehind(root.Items[1], root.Items[1].Get("name"), "newName", "n")
	if err != nil {
		t.Fatal(err)
	}
	element, err := it.AddElements(root, added)
	if err != nil {
		t.Fatal(err)
	}
	want := "- k:\n    m: 1\n  l:\n  - a: x\n    b:\n    - y\n- name: z\n  newName: \"n\"\n- a: x\n  b:\n  - y\n"
	if got := string(Splice(it.src.text, []Edit{element, behind, entry})); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestAddRefuses: what stands in several places, or nowhere of its own, is left.
func TestAddRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"an anchor":                   "l: &a\n- 1\nm: *a\n",
		"no list":                     "l: 1\n",
		"an alias in a block":         "m:\n- &a {c: 1}\nl:\n- *a\n",
		"an anchor at the end":        "l:\n- &a {c: 1}\nm: *a\n",
		"a dash on a line of its own": "l:\n-\n  c: 1\n",
	} {
		items, err := SplitStream([]byte(in))
		if err != nil {
			t.Fatal(err)
		}
		root, err := items[0].Parse()
		if err != nil {
			t.Fatal(err)
		}
		if e, err := items[0].AddElements(root.Get("l"), added); err == nil {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

// TestOpenBlock: nothing comes behind a block scalar without a line feed at the end of a text, which would get one.
func TestOpenBlock(t *testing.T) {
	for _, in := range []string{"l:\n- c: | # a-b\n    text", "l:\n- c: 1\n- d:\n  - >+\n   text"} {
		it := Item{src: newSource([]byte(in)), end: len(in)}
		root, err := it.Parse()
		if err != nil {
			t.Fatal(err)
		}
		list := root.Get("l")
		if e, err := it.AddElements(list, added); err == nil {
			t.Errorf("%q: an element: %+v", in, e)
		}
		if e, err := it.AddEntry(root, "m", added); err == nil {
			t.Errorf("%q: an entry: %+v", in, e)
		}
		if e, err := it.CopyElement(list, len(list.Items)-1, [][]Edit{nil}); err == nil {
			t.Errorf("%q: a copy: %+v", in, e)
		}
	}
}

// TestAddBehindTwice: a key that is there already, with no value, is not added again:
// a map with a key twice is no YAML.
func TestAddBehindTwice(t *testing.T) {
	for _, text := range []string{"name: a\nnew:\n", "name: a\nnew: \"\"\n", "{name: a, new: null}\n"} {
		items, err := SplitStream([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		root, err := items[0].Parse()
		if err != nil {
			t.Fatal(err)
		}
		const want = "line 1: the key new is there already and says nothing; give it its value by hand, or remove it"
		if _, err := items[0].AddBehind(root, root.Get("name"), "new", "b"); err == nil || err.Error() != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestAddBehindRefuses: an entry is added only to the mapping that its neighbour is written in, and
// to no other that has the same value by an alias or a merge.
func TestAddBehindRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"an alias on a line of its own":   "- &a v1\n- name:\n    *a\n",
		"an alias that is the key":        "- &a name\n- *a : v1\n",
		"a merged entry":                  "- &a {name: v1}\n- <<: *a\n  b: 1\n",
		"a map that others have, too":     "- a\n- &a {name: v1}\n- *a\n",
		"a pair without brackets":         "[a, name: v1]\n",
		"a line that NEL ends":            "- a\n- name: v1 # c\u0085  b: 2\n",
		"a document that CR begins":       "- a\n- name: v1 # c\r  b: 2\n",
		"a question mark":                 "- a\n- ? name\n  : v1\n",
		"a question mark on a line above": "- a\n- ?\n   name\n  : v1\n",
	} {
		items, err := SplitStream([]byte(in))
		if err != nil {
			t.Fatal(err)
		}
		root, err := items[0].Parse()
		if err != nil {
			t.Fatal(name, err)
		}
		m := root.Items[1]
		if e, err := items[0].AddBehind(m, m.Get("name"), "new", "b"); err == nil {
			t.Errorf("%s: %s", name, Splice([]byte(in), []Edit{e}))
		}
	}
}
