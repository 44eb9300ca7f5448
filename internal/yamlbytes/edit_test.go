package yamlbytes

import "testing"

// TestReplaceKeepsEverythingElse replaces the value of the key image, however it
// is written.
func TestReplaceKeepsEverythingElse(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "image: a/b:1\n", "image: NEW/x:2\n"},
		{"comment", "image:   a/b:1   # a/b:1\nb: a/b:1\n", "image:   NEW/x:2   # a/b:1\nb: a/b:1\n"},
		{"tab behind the colon", "image:\ta/b:1\n", "image:\tNEW/x:2\n"},
		{"single quotes", "image: 'a/b:1'\n", "image: 'NEW/x:2'\n"},
		{"double quotes", "\"image\": \"a/b:1\" # c\n", "\"image\": \"NEW/x:2\" # c\n"},
		{"escapes", `{"image":"a\/b\u003a1","b":1}`, `{"image":"NEW/x:2","b":1}`},
		{"anchor and tag", "image: &i !!str a/b:1\nb: *i\n", "image: &i !!str NEW/x:2\nb: *i\n"},
		{"tag and anchor, quoted", "image: !!str &i 'a/b:1'\n", "image: !!str &i 'NEW/x:2'\n"},
		{"alias", "a: &i a/b:1\nimage: *i\n", "a: &i NEW/x:2\nimage: *i\n"},
		{"a comment behind the anchor", "image: &i # \"c\n\n  # d\n  \"a/b:1\"\nb: \"y\"\nc: *i\n", "image: &i # \"c\n\n  # d\n  \"NEW/x:2\"\nb: \"y\"\nc: *i\n"},
		{"an anchor on a line of its own", "image: &i\n  'a/b:1'\nb: *i\n", "image: &i\n  'NEW/x:2'\nb: *i\n"},
		{"a tag on a line of its own, CRLF", "image: !!str\r\n\r\n  \"a/b:1\"\r\n", "image: !!str\r\n\r\n  \"NEW/x:2\"\r\n"},
		{"a verbatim tag", "image: !<tag:yaml.org,2002:str> &i \"a/b:1\"\nb: *i\n", "image: !<tag:yaml.org,2002:str> &i \"NEW/x:2\"\nb: *i\n"},
		{"a verbatim tag in brackets", "{image: !<tag:yaml.org,2002:str> a/b:1, b: 1}\n", "{image: !<tag:yaml.org,2002:str> NEW/x:2, b: 1}\n"},
		{"a comment behind the tag", "image: !!str # c\n  a/b:1\n", "image: !!str # c\n  NEW/x:2\n"},
		{"a comment behind the anchor of a block", "image: &i # c\n  |-\n    a/b:1\n", "image: &i # c\n  |-\n    NEW/x:2\n"},
		{"no value, and a blank", "image: \nb: 1\n", "image: NEW/x:2 \nb: 1\n"},
		{"no value", "image:\nb: 1\n", "image: NEW/x:2\nb: 1\n"},
		{"no value in a flow map", "{\"image\":, b: 1}\n", "{\"image\": NEW/x:2, b: 1}\n"},
		{"no value, and a blank, in a flow map", "{b: 1, image: }\n", "{b: 1, image: NEW/x:2}\n"},
		{"next line", "image:\n  a/b:1\nb: 1\n", "image:\n  NEW/x:2\nb: 1\n"},
		{"folded", "image: >-\n    a/b:1\nb: 1\n", "image: >-\n    NEW/x:2\nb: 1\n"},
		{"literal with indentation", "image: |2-\n  a/b:1\n", "image: |2-\n  NEW/x:2\n"},
		{"literal, no final line feed", "image: |\n  a/b:1", "image: |\n  NEW/x:2"},
		{"flow", "{a: [1, {image: a/b:1}], image: a/b:1}\n", "{a: [1, {image: a/b:1}], image: NEW/x:2}\n"},
		{"CRLF", "a: 1\r\nimage: a/b:1\r\nb: 2\r\n", "a: 1\r\nimage: NEW/x:2\r\nb: 2\r\n"},
		{"behind wide characters", "{a: \"é漢😀\", image: a/b:1}\n", "{a: \"é漢😀\", image: NEW/x:2}\n"},
		{"behind odd breaks", "a: \"x\u2028y\u0085z\"\nimage: a/b:1\n", "a: \"x\u2028y\u0085z\"\nimage: NEW/x:2\n"},
		{"the text again, behind a comment that a carriage return ends", "image: !!str # c\r  a/b:1\na/b:1: 2\n", "image: !!str # c\r  NEW/x:2\na/b:1: 2\n"},
		{"the text again, behind an anchor that NEL ends", "{image: &i\u0085\"a/b:1\", \"a/b:1\": 2}\n", "{image: &i\u0085\"NEW/x:2\", \"a/b:1\": 2}\n"},
		{"the text again, behind a tag that LS ends", "{image: !!str\u2028a/b:1, a/b:1: 2}\n", "{image: !!str\u2028NEW/x:2, a/b:1: 2}\n"},
		{"the text again, below a block whose header a carriage return ends", "image: |-\r  a/b:1\rb: |-\n  a/b:1\n", "image: |-\r  NEW/x:2\rb: |-\n  a/b:1\n"},
		{"byte order mark", "\ufeffimage: a/b:1\n", "\ufeffimage: NEW/x:2\n"},
		{"merged", "a: &m {image: a/b:1}\n<<: *m\n", "a: &m {image: NEW/x:2}\n<<: *m\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			items, err := SplitStream([]byte(c.in))
			if err != nil {
				t.Fatal(err)
			}
			root, err := items[0].Parse()
			if err != nil {
				t.Fatal(err)
			}
			e, err := items[0].Replace(root.Get("image"), "NEW/x:2")
			if err != nil {
				t.Fatal(err)
			}
			if got := string(Splice([]byte(c.in), []Edit{e, e})); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestReplaceNothing: behind an anchor or a tag without a value there is no place that is its own, and
// behind a key without a colon a value would be a part of the key.
func TestReplaceNothing(t *testing.T) {
	for _, in := range []string{"{image, b: 1}\n", "{b: 1, image }\n", "{\"image\"}\n", "{b: 1, image # c:\n }\n", "? image\n", "? image\nb: 1\n", "image: &a\nb: 1\n", "image: !!str\nb: 1\n", "image: &a # c\nb: 1\n", "{image: &a , b: 1}\n", "image: !!null &a\n"} {
		items, err := SplitStream([]byte(in))
		if err != nil {
			t.Fatal(err)
		}
		root, err := items[0].Parse()
		if err != nil {
			t.Fatal(err)
		}
		if e, err := items[0].Replace(root.Get("image"), "NEW/x:2"); err == nil {
			t.Errorf("%q: %+v", in, e)
		}
	}
}

func TestReplaceKeepsTheValueAString(t *testing.T) {
	for _, c := range []struct{ in, value, want string }{
		{"v: a\n", "1.0", "v: \"1.0\"\n"},
		{"v: a\n", "true", "v: \"true\"\n"},
		{"v: a\n", "", "v: \"\"\n"},
		{"v: a\n", "${X}.y/z", "v: ${X}.y/z\n"},
		{"[{v: a}]\n", "${X}.y/z", "[{v: '${X}.y/z'}]\n"},
		{"v: 'a'\n", "it's", "v: 'it''s'\n"},
		{"v: \"a\"\n", `a"b\c`, `v: "a\"b\\c"` + "\n"},
	} {
		root, err := parseText([]byte(c.in))
		if err != nil {
			t.Fatal(err)
		}
		if len(root.Items) > 0 {
			root = root.Items[0]
		}
		it := Item{src: newSource([]byte(c.in)), end: len(c.in)}
		e, err := it.Replace(root.Get("v"), c.value)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(Splice(it.src.text, []Edit{e})); got != c.want {
			t.Errorf("%q in %q: got %q, want %q", c.value, c.in, got, c.want)
		}
	}
}

func TestReplaceRefusesWhatIsNotOneLine(t *testing.T) {
	for _, in := range []string{"v: a\n  b\n", "v: >-\n  a\n  b\n", "v: |\n\n  a\n"} {
		root, err := parseText([]byte(in))
		if err != nil {
			t.Fatal(err)
		}
		it := Item{src: newSource([]byte(in)), end: len(in)}
		if e, err := it.Replace(root.Get("v"), "x"); err == nil {
			t.Errorf("%q: edit %v, want an error", in, e)
		}
	}
}

func TestComment(t *testing.T) {
	for in, want := range map[string]string{
		"v: a # b # c\n":              "# b # c",
		"v: 'a' # {\"x\": \"y\"}\r\n": "# {\"x\": \"y\"}",
		"v: a\n# below\n":             "",
		"v: a#b\n":                    "",
	} {
		root, err := parseText([]byte(in))
		if err != nil {
			t.Fatal(err)
		}
		it := Item{src: newSource([]byte(in)), end: len(in)}
		if got := it.Comment(root.Get("v")); got != want {
			t.Errorf("%q: comment %q, want %q", in, got, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'i'; c++ {
		alias := "*" + string(c-1)
		bomb += string(c) + ": &" + string(c) + " [" + alias
		for range 9 {
			bomb += "," + alias
		}
		bomb += "]\n"
	}
	for _, c := range []struct{ name, in, want string }{
		{"an anchor inside itself", "a: &a [*a]\n", "line 1: an alias is inside its own anchor"},
		{"an alias bomb", bomb, "line 7: the document expands to more than 2000000 values through its aliases"},
		{"an unknown anchor", "a: *b\n", "line 1: an alias refers to an anchor that is not there"},
		{"a tab", "a:\n\tb: 1\n", "line 2: found character that cannot start any token"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parseText([]byte(c.in))
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// TestSplice: edits in any order, that touch, overlap or are inside each other. What is removed is gone, whatever is
// changed in it; an insertion beside it stays.
func TestSplice(t *testing.T) {
	const text = "a\nbb\ncc\ndd" // lines at 0, 2, 5 and 8
	for name, c := range map[string]struct {
		edits []Edit
		want  string
	}{
		"in any order":                       {[]Edit{{5, 7, "C"}, {0, 1, "A"}}, "A\nbb\nC\ndd"},
		"twice":                              {[]Edit{{0, 1, "A"}, {0, 1, "A"}}, "A\nbb\ncc\ndd"},
		"a change in what is removed":        {[]Edit{{2, 4, "B"}, {2, 5, ""}, {3, 4, "x"}}, "a\ncc\ndd"},
		"removals that touch":                {[]Edit{{2, 5, ""}, {5, 8, ""}}, "a\ndd"},
		"removals that overlap":              {[]Edit{{2, 6, ""}, {5, 8, ""}}, "a\ndd"},
		"a change between that is removed":   {[]Edit{{2, 6, ""}, {3, 4, "x"}, {5, 8, ""}}, "a\ndd"},
		"an insertion behind a removal":      {[]Edit{{2, 5, ""}, {5, 5, "x\n"}}, "a\nx\ncc\ndd"},
		"an insertion before a removal":      {[]Edit{{2, 5, ""}, {2, 2, "x\n"}}, "a\nx\ncc\ndd"},
		"an insertion between two removals":  {[]Edit{{2, 5, ""}, {5, 5, "x\n"}, {5, 8, ""}}, "a\nx\ndd"},
		"the last line":                      {[]Edit{{8, 10, ""}}, "a\nbb\ncc"},
		"the last lines":                     {[]Edit{{8, 10, ""}, {5, 8, ""}}, "a\nbb"},
		"the last lines, and the one before": {[]Edit{{0, 1, "A"}, {2, 5, ""}, {4, 10, ""}}, "A"},
		"all":                                {[]Edit{{0, 10, ""}}, ""},
	} {
		if got := string(Splice([]byte(text), c.edits)); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
	if got := string(Splice([]byte("a\r\nb"), []Edit{{3, 4, ""}})); got != "a" {
		t.Errorf("CRLF: %q", got)
	}
}
