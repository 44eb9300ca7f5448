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
		{"anchor", "v: &a |\n  a: OLD\nw: *a\n", "v: &a |\n  a: NEW/1\nw: *a\n"},
		{"double quotes", `v: "{\"a\": \"OLD\",\n\t\"b\": \"OLD\"}"` + "\n", `v: "{\"a\": \"NEW/1\",\n\t\"b\": \"NEW/1\"}"` + "\n"},
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
	for _, in := range []string{"v: >\n  a\n  OLD\n", "v: \"a\\u0020OLD\"\n", "v: \"a\n  OLD\"\n", "v: 'it''s OLD'\n"} {
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
