package yamlbytes

import "testing"

func TestRemoveEntry(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"one line", "a: 1\nx: 2\nb: 3\n", "a: 1\nb: 3\n"},
		{"a map", "a: 1\nx:\n  y: 2\n\n  z: 3\n\n# b\nb: 3\n", "a: 1\n\n# b\nb: 3\n"},
		{"a list as deep as its key", "x:\n- 1\n- y: 2\n  z: 3\nb: 3\n", "b: 3\n"},
		{"the last", "a: 1\nx: |\n  text\n  - more\n", "a: 1\n"},
		{"no final line feed", "a: 1\nx: 2", "a: 1"},
		{"CRLF", "a: 1\r\nx: 2\r\nb: 3\r\n", "a: 1\r\nb: 3\r\n"},
		{"flow", "{a: 1, x: [2, {y: 3}], b: 4}\n", "{a: 1, b: 4}\n"},
		{"last of a flow", "{a: 1, x: 2}\n", "{a: 1}\n"},
		{"only of a flow", "{x: 2}\n", "{}\n"},
		{"only of a flow, with a comma", "{x: 2 , }\n", "{ }\n"},
		{"only of a flow, a comma behind a comment", "{x: 2 # two\n , }\n", "{ }\n"},
		{"JSON", `{"x":"2","a":1}`, `{"a":1}`},
		{"flow, before a merge", "{x: 2, <<: {c: 1}, a: 1}\n", "{<<: {c: 1}, a: 1}\n"},
		{"flow, a pair in a list", "{a: 1, x: [b: 1]}\n", "{a: 1}\n"},
		{"an alias", "a: &a {b: 1}\nx: *a\n", "a: &a {b: 1}\n"},
		{"flow, beside null", "{a: ~, x: ~, b: ~}\n", "{a: ~, b: ~}\n"},
		{"flow, an alias", "{a: &a {b: 1}, x: *a}\n", "{a: &a {b: 1}}\n"},
		{"one line, a blank before a colon below", "a: 1\nx: 2\nb : 3\n", "a: 1\nb : 3\n"},
		{"one line, a question mark below", "a: 1\nx: 'y: 2'\n? b\n: 3\n", "a: 1\n? b\n: 3\n"},
		{"one line, a merge in brackets below", "a: 1\nx: !!str \"2\"\n<<: {b: 3,\t}\n", "a: 1\n<<: {b: 3,\t}\n"},
		{"one line, line breaks of YAML 1.1 elsewhere", "a: 1 # one\u2029b: 3\nx: 2\nc: 4\n", "a: 1 # one\u2029b: 3\nc: 4\n"},
		{"one line, CRLF, tags and anchors below", "a: 1\r\nx: 2\r\nb: &b !!str 3\r\n", "a: 1\r\nb: &b !!str 3\r\n"},
		{"two lines, a blank before a colon behind them", "a: 1\nx: 2\n  3\nb: 4\n", "a: 1\nb: 4\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			it := Item{src: newSource([]byte(c.in)), end: len(c.in)}
			root, err := it.Parse()
			if err != nil {
				t.Fatal(err)
			}
			e, err := it.RemoveEntry(root, "x")
			if err != nil {
				t.Fatal(err)
			}
			if got := string(Splice(it.src.text, []Edit{e})); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestRemoveBare: an entry goes unless a comment would go with it.
func TestRemoveBare(t *testing.T) {
	for in, want := range map[string]string{
		"a: 1\nx: 2\n":             "a: 1\n",
		"a: 1\nx: 2 # two\n":       "",
		"x: # two\n  2\na: 1\n":    "",
		"# a\nx: 2\n# b\na: 1\n":   "# a\n# b\na: 1\n",
		"a: 1 # one\nx: '#{2}#'\n": "a: 1 # one\n",
		"{a: 1, x: 2} # both\n":    "{a: 1} # both\n",
		"{a: 1, x: 2 # two\n}\n":   "{a: 1 # two\n}\n",
		"{x: 2, # two\n a: 1}\n":   "",
		"{a: 1, # one\n x: 2}\n":   "{a: 1, # one\n }\n",
		"{a: 1}\n":                 "",
	} {
		it := Item{src: newSource([]byte(in)), end: len(in)}
		root, err := it.Parse()
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if e, ok := it.RemoveBare(root, "x"); ok {
			got = string(Splice(it.src.text, []Edit{e}))
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestRemoveEntryBehindADash(t *testing.T) {
	in := "- x:\n    y: 1\n  a: 2\n"
	it := Item{src: newSource([]byte(in)), end: len(in)}
	root, err := it.Parse()
	if err != nil {
		t.Fatal(err)
	}
	e, err := it.RemoveEntry(root.Items[0], "x")
	if err != nil {
		t.Fatal(err)
	}
	if got := string(Splice(it.src.text, []Edit{e})); got != "- a: 2\n" {
		t.Errorf("got %q", got)
	}
	if e, err := it.RemoveEntry(root.Items[0], "a"); err != nil || string(Splice(it.src.text, []Edit{e})) != "- x:\n    y: 1\n" {
		t.Errorf("edit %v, error %v", e, err)
	}
}

func TestRemoveElements(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"block", "l:\n  - name: a\n  - name: x\n    y: 1\n  - name: b\n", "l:\n  - name: a\n  - name: b\n"},
		{"flow", "l: [{name: x}, {name: a}, {name: x}]\n", "l: [{name: a}]\n"},
		{"flow, pairs without brackets", "l: [name: a, name: x]\n", "l: [name: a]\n"},
		{"flow, pairs without brackets at the beginning", "l: [name: x, name: a]\n", "l: [name: a]\n"},
		{"flow, aliases", "n: &x {name: x}\nl: [*x, {name: a}, *x]\n", "n: &x {name: x}\nl: [{name: a}]\n"},
		{"flow, behind one on the same line", "l: [{name: a}, {name: x},\n  {name: b} , {name: x} ,{name: c}]\n", "l: [{name: a},\n  {name: b} ,{name: c}]\n"},
		{"flow, lines with comments", "l: [\n  {name: a}, # one\n  {name: x}, # two\n  {name: b}, # three\n ]\n", "l: [\n  {name: a}, # one\n  {name: b}, # three\n ]\n"},
		{"flow, comments", "l: [ # one\n  {name: a}, # two\n  {name: x}, # three\n ]\n", "l: [ # one\n  {name: a}, # two\n   # three\n ]\n"},
		{"flow, a comment above the next", "l: [{name: a},\n {name: x}, # two\n # three\n {name: b}]\n", "l: [{name: a},\n # three\n {name: b}]\n"},
		{"flow, the first, with a comment above the next", "l: [{name: x},\n # two\n {name: b}]\n", "l: [ # two\n {name: b}]\n"},
		{"flow, a comment behind the one before, and a comma", "l: [{name: a} # one\n , {name: x}\n , ]\n", "l: [{name: a} # one\n ,  ]\n"},
		{"a name by an alias", "n: &x x\nl:\n- name: *x\n- name: a\n", "n: &x x\nl:\n- name: a\n"},
		{"as deep as the key", "l:\n- {name: x}\n- name: a\nm: 1\n", "l:\n- name: a\nm: 1\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			it := Item{src: newSource([]byte(c.in)), end: len(c.in)}
			root, err := it.Parse()
			if err != nil {
				t.Fatal(err)
			}
			list := root.Get("l")
			edits, err := it.RemoveElements(list, func(i int) bool { return list.Items[i].Text("name") == "x" })
			if err != nil {
				t.Fatal(err)
			}
			if got := string(Splice(it.src.text, edits)); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestAddBehind(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"block", "name: a # c\nb: 1\n", "name: a # c\nnew: x/y\nb: 1\n"},
		{"behind a dash", "- name: a\n", "- name: a\n  new: x/y\n"},
		{"CRLF", "name: 'a'\r\nb: 1\r\n", "name: 'a'\r\nnew: x/y\r\nb: 1\r\n"},
		{"no final line feed", "name: a", "name: a\nnew: x/y"},
		{"flow", "{name: a, b: 1}\n", "{name: a, new: x/y, b: 1}\n"},
		{"JSON", `{"name":"a"}`, `{"name":"a", "new": "x/y"}`},
		{"an alias", "a: &a v1\nname: *a # c\nb: 1\n", "a: &a v1\nname: *a # c\nnew: x/y\nb: 1\n"},
		{"an alias at the end", "b: {a: &a v1}\nname: *a", "b: {a: &a v1}\nname: *a\nnew: x/y"},
		{"an alias in a flow map", "{a: {name: &a v1}, name: *a }\n", "{a: {name: &a v1}, name: *a, new: x/y }\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			it := Item{src: newSource([]byte(c.in)), end: len(c.in)}
			root, err := it.Parse()
			if err != nil {
				t.Fatal(err)
			}
			if root.Kind == Sequence {
				root = root.Items[0]
			}
			e, err := it.AddBehind(root, root.Get("name"), "new", "x/y")
			if err != nil {
				t.Fatal(err)
			}
			if got := string(Splice(it.src.text, []Edit{e})); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestBreakBefore: what is removed at the end of a text that ends without a line break
// leaves a text that does, too.
func TestBreakBefore(t *testing.T) {
	for in, want := range map[string]string{
		"a: 1\nx: 2":       "a: 1",
		"a: 1\r\nx: 2":     "a: 1",
		"a: 1\nx: 2\n":     "a: 1\n",
		"a: 1\nx: 2\nb: 3": "a: 1\nb: 3",
		"{a: 1, x: 2}":     "{a: 1}",
		"x: 2":             "",
		"a: 1\nx:\n  y: 2": "a: 1",
	} {
		it := Item{src: newSource([]byte(in)), end: len(in)}
		root, err := it.Parse()
		if err != nil {
			t.Fatal(err)
		}
		e, err := it.RemoveEntry(root, "x")
		if err != nil {
			t.Fatal(err)
		}
		if got := string(Splice(it.src.text, []Edit{e})); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestRemoveRefuses: what is not written where it is, or needed elsewhere, is not removed.
func TestRemoveRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"a value with an anchor":                "x: &a {b: 1}\nc: *a\n",
		"a list with an anchor":                 "x: &a\n- 1\nc: *a\n",
		"an anchor in the value":                "x:\n- name: &a b\nc: *a\n",
		"a comment below a block":               "a: |-\n  b\nx: 1\n  # c\nd: 2\n",
		"a comment below a deep block":          "a:\n- b: >\n   b\nx: 1\n\n  # c\n",
		"a blank line below an open block":      "a: |+\n  b\nx: 1\n\nd: 2\n",
		"flow, a value with an anchor":          "{x: &a {b: 1}, c: *a}\n",
		"behind a dash, an anchor":              "- x: &a 1\n  b: *a\n",
		"a key that is an alias":                "m: &a x\n*a : 1\n",
		"a question mark":                       "? x\n: 1\nb: 2\n",
		"flow, a question mark":                 "{? x : 1, b: 2}\n",
		"flow, a question mark above":           "{b: 2, ? # it\n  x : 1}\n",
		"behind a dash, before a question mark": "- x: 1\n  ? b\n  : 2\n",
		"behind a dash, before a merge":         "- x: 1\n  <<: {c: 1}\n  b: 2\n",
		"flow, a comment that NEL ends":         "{x: 1, # c\u0085 b: 2,\n a: 3}\n",
		"a pair without brackets":               "[x: 1, b: 2]\n",
	} {
		it := Item{src: newSource([]byte(in)), end: len(in)}
		root, err := it.Parse()
		if err != nil {
			t.Fatal(name, err)
		}
		if root.Kind == Sequence {
			root = root.Items[0]
		}
		if e, err := it.RemoveEntry(root, "x"); err == nil {
			t.Errorf("%s: %q", name, Splice(it.src.text, []Edit{e}))
		}
	}
	for name, in := range map[string]string{
		"an anchor":                   "l:\n- &a {name: x}\n- name: a\nm: *a\n",
		"an alias":                    "m:\n- &a {name: x}\nl:\n- *a\n- name: a\n",
		"a comment below a block":     "l:\n- |\n b\n- name: x\n  # c\n- name: a\n",
		"an anchor in an element":     "l:\n- name: &a x\n- name: a\nm: *a\n",
		"flow, an anchor":             "l: [&a {name: x}, {name: a}]\nm: *a\n",
		"flow, a list with an anchor": "l: &a [{name: x}, {name: a}]\nm: *a\n",
		"a list with an anchor":       "l: &a\n- name: x\n- name: a\nm: *a\n",
	} {
		it := Item{src: newSource([]byte(in)), end: len(in)}
		root, err := it.Parse()
		if err != nil {
			t.Fatal(name, err)
		}
		list := root.Get("l")
		if edits, err := it.RemoveElements(list, func(i int) bool { return list.Items[i].Text("name") == "x" }); err == nil {
			t.Errorf("%s: %q", name, Splice(it.src.text, edits))
		}
	}
}
