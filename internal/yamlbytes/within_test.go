package yamlbytes

import (
	"strings"
	"testing"
)

func TestWithin(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"literal", "v: |\n  a: OLD\n\n    # OLD\n  b: 1\nw: OLD\n", "v: |\n  a: NEW/1\n\n    # NEW/1\n  b: 1\nw: OLD\n"},
		{"literal with indentation", "v: |2-\n    a: OLD\n  b: 1\n", "v: |2-\n    a: NEW/1\n  b: 1\n"},
		{"CRLF", "v: |\r\n  a: OLD\r\n  b: OLD\r\nw: 1\r\n", "v: |\r\n  a: NEW/1\r\n  b: NEW/1\r\nw: 1\r\n"},
		{"the text again, below a header that a carriage return ends", "v: |-\r  a: OLD\rw: |-\n  a: OLD\n", "v: |-\r  a: NEW/1\rw: |-\n  a: OLD\n"},
		{"the text again, in a line that NEL ends", "v: |\n  a: OLD\u0085w: '  a: OLD'\n", "v: |\n  a: NEW/1\u0085w: '  a: OLD'\n"},
		{"anchor", "v: &a |\n  a: OLD\nw: *a\n", "v: &a |\n  a: NEW/1\nw: *a\n"},
		{"double quotes", `v: "{\"a\": \"OLD\",\n\t\"b\": \"OLD\"}"` + "\n", `v: "{\"a\": \"NEW/1\",\n\t\"b\": \"NEW/1\"}"` + "\n"},
		{"escapes", `v: "caf\xE9\u00e9\U0001F600\r\e: OLD\u003c\_OLD"` + "\n", `v: "caf\xE9\u00e9\U0001F600\r\e: NEW/1\u003c\_NEW/1"` + "\n"},
		{"escapes of JSON", `{"v": "\ud83d\ude00\b\f OLD\u003c\/OLD"}` + "\n", `{"v": "\ud83d\ude00\b\f NEW/1\u003c\/NEW/1"}` + "\n"},
		{"an escape in what changes", `v: "a O\x4cD b"` + "\n", `v: "a NEW/1 b"` + "\n"},
		{"single quotes in single quotes", "v: '{a: ''OLD'', ''OLD''}'\n", "v: '{a: ''NEW/1'', ''NEW/1''}'\n"},
		{"single quotes", "v: '{\"a\": \"OLD\"}'\n", "v: '{\"a\": \"NEW/1\"}'\n"},
		{"plain", "v: a OLD b\n", "v: a NEW/1 b\n"},
		{"wide characters", "v: |\n  # é漢😀\n  a: OLD\n", "v: |\n  # é漢😀\n  a: NEW/1\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			it := Item{src: newSource([]byte(c.in)), end: len(c.in)}
			root, err := it.Parse()
			if err != nil {
				t.Fatal(err)
			}
			edits, err := it.Within(root.Get("v"), replaceAll(root.Text("v"), "OLD", "NEW/1"))
			if err != nil {
				t.Fatal(err)
			}
			if got := string(Splice(it.src.text, edits)); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestWithinLines: whole lines go and come with the indentation of the block.
func TestWithinLines(t *testing.T) {
	for _, c := range []struct{ name, in, old, text, want string }{
		{"a line is taken out", "v: |\n  a: 1\n  b: 2\n  c: 3\nw: 1\n", "b: 2\n", "", "v: |\n  a: 1\n  c: 3\nw: 1\n"},
		{"the first", "v: |\n  a: 1\n  b: 2\nw: 1\n", "a: 1\n", "", "v: |\n  b: 2\nw: 1\n"},
		{"the last", "v: |\n  a: 1\n  b: 2\nw: 1\n", "b: 2\n", "", "v: |\n  a: 1\nw: 1\n"},
		{"the last of a stripped block", "v: |-\n  a: 1\n  b: 2\nw: 1\n", "b: 2", "", "v: |-\n  a: 1\nw: 1\n"},
		{"a line comes in", "v: |\n  a: 1\n  b: 2\nw: 1\n", "b: 2\n", "x: 9\nb: 2\n", "v: |\n  a: 1\n  x: 9\n  b: 2\nw: 1\n"},
		{"behind the last", "v: |\n  a: 1\nw: 1\n", "", "x:\n- 9\n", "v: |\n  a: 1\n  x:\n  - 9\nw: 1\n"},
		{"behind the last of a stripped block", "v: |-\n  a: 1\nw: 1\n", "", "\nx: 9", "v: |-\n  a: 1\n  x: 9\nw: 1\n"},
		{"CRLF", "v: |\r\n  a: 1\r\n  b: 2\r\nw: 1\r\n", "b: 2\n", "x: 9\nb: 2\n", "v: |\r\n  a: 1\r\n  x: 9\r\n  b: 2\r\nw: 1\r\n"},
		{"with indentation of its own", "v: |2\n     a: 1\n  b: 2\nw: 1\n", "b: 2\n", "", "v: |2\n     a: 1\nw: 1\n"},
		{"the only one, which a carriage return ends", "v: |-\n  b: 2\rw: 1\n", "b: 2", "", "v: |-\nw: 1\n"},
		{"the rest of a line", "v: |\n  a: 1\n  b: 2\nw: 1\n", ": 1\n", ":\n  c: 1\n", "v: |\n  a:\n    c: 1\n  b: 2\nw: 1\n"},
		{"the first, before a deeper comment", "v: |\n    a: 1\n      # b\n    b: 2\nw: 1\n", "a: 1\n", "", "v: |4\n      # b\n    b: 2\nw: 1\n"},
		{"the first, before deeper blanks", "v: !!str |- # c\n  a: 1\n    \n  b: 2\nw: 1\n", "a: 1\n", "", "v: !!str |2- # c\n    \n  b: 2\nw: 1\n"},
		{"double quotes", `v: "a: 1\nb: 2\n"` + "\n", "b: 2\n", "x: 9\nb: 2\n", `v: "a: 1\nx: 9\nb: 2\n"` + "\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			it := Item{src: newSource([]byte(c.in)), end: len(c.in)}
			root, err := it.Parse()
			if err != nil {
				t.Fatal(err)
			}
			value := root.Text("v")
			at := len(value)
			if c.old != "" {
				at = strings.Index(value, c.old)
			}
			edits, err := it.Within(root.Get("v"), []Edit{{at, at + len(c.old), c.text}})
			if err != nil {
				t.Fatal(err)
			}
			got := string(Splice(it.src.text, edits))
			if got != c.want {
				t.Errorf("got\n%q\nwant\n%q", got, c.want)
			}
			after := Item{src: newSource([]byte(got)), end: len(got)}
			if root, err = after.Parse(); err != nil {
				t.Fatal(err)
			}
			if want := value[:at] + c.text + value[at+len(c.old):]; strings.TrimRight(root.Text("v"), "\n") != strings.TrimRight(want, "\n") {
				t.Errorf("the value is %q, want %q", root.Text("v"), want)
			}
		})
	}
}

// TestWithinParent: the number of blanks counts from the key, or the dash, before the block.
func TestWithinParent(t *testing.T) {
	const lines = "\n      a: 1\n        # b\n      b: 2\n"
	for in, want := range map[string]string{
		"v: |" + lines:          "v: |6\n        # b\n      b: 2\n",
		"x:\n  v: |+" + lines:   "x:\n  v: |4+\n        # b\n      b: 2\n",
		"x:\n- v: |" + lines:    "x:\n- v: |4\n        # b\n      b: 2\n",
		"x:\n  - |" + lines:     "x:\n  - |4\n        # b\n      b: 2\n",
		"x:\n- |" + lines:       "x:\n- |6\n        # b\n      b: 2\n",
		"x:\n- - &a |-" + lines: "x:\n- - &a |4-\n        # b\n      b: 2\n",
		"v:\n  |" + lines:       "",
		"? v\n: |" + lines:      "",
		"v: |6" + lines:         "v: |6\n        # b\n      b: 2\n",
	} {
		it := Item{src: newSource([]byte(in)), end: len(in)}
		root, err := it.Parse()
		if err != nil {
			t.Fatal(err)
		}
		n := root.last()
		value, got := n.Value, ""
		if edits, err := it.Within(n, []Edit{{0, len("a: 1\n"), ""}}); err == nil {
			got = string(Splice(it.src.text, edits))
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
		if got == "" {
			continue
		}
		after := Item{src: newSource([]byte(got)), end: len(got)}
		if root, err = after.Parse(); err != nil || "a: 1\n"+root.last().Value != value {
			t.Errorf("%q: %v, of %q", got, err, value)
		}
	}
}

func replaceAll(text, old, replacement string) (edits []Edit) {
	for pos := 0; ; {
		i := strings.Index(text[pos:], old)
		if i < 0 {
			return edits
		}
		edits = append(edits, Edit{pos + i, pos + i + len(old), replacement})
		pos += i + len(old)
	}
}

func TestWithinRefusesWhatIsNotCharacterByCharacter(t *testing.T) {
	for _, in := range []string{
		"v: >\n  a\n  OLD\n", "v: \"a\n  OLD\"\n", "v: \"a\\\n  OLD\"\n", "v: 'it\n  OLD'\n", "v: 'it\n\n  OLD'\n", "v: \"a\n\n  OLD\"\n", "v: it\n  OLD\n",
	} {
		it := Item{src: newSource([]byte(in)), end: len(in)}
		root, err := it.Parse()
		if err != nil {
			t.Fatal(err)
		}
		if edits, err := it.Within(root.Get("v"), replaceAll(root.Text("v"), "OLD", "NEW")); err == nil {
			t.Errorf("%q: %v, want an error", in, edits)
		}
	}
}
