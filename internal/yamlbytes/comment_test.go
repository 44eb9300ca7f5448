package yamlbytes

import (
	"strings"
	"testing"
)

// TestAddComment: the comment stands behind the value on its line, and every other
// byte is as it was; where it would be read as something else, nothing is written.
func TestAddComment(t *testing.T) {
	const comment = `# {"$imagepolicy": "ns:app"}`
	for _, test := range []struct{ name, text, want string }{
		{"plain", "image: a/b:v1\nother: 1\n", "image: a/b:v1 #\nother: 1\n"},
		{"single quotes", "image: 'a/b:v1'\n", "image: 'a/b:v1' #\n"},
		{"double quotes", "image: \"a/b:v1\"\n", "image: \"a/b:v1\" #\n"},
		{"no line feed at the end", "image: a/b:v1", "image: a/b:v1 #"},
		{"blanks behind", "image: a/b:v1  \nother: 1\n", "image: a/b:v1 #  \nother: 1\n"},
		{"CRLF", "image: a/b:v1\r\nother: 1\r\n", "image: a/b:v1 #\r\nother: 1\r\n"},
		{"an anchor", "image: &img a/b:v1\n", "image: &img a/b:v1 #\n"},
		{"an empty string", "image: ''\n", "image: '' #\n"},
		{"another comment", "image: a/b:v1 # by CI\n", ""},
		{"flow", "{image: a/b:v1}\n", ""},
		{"flow, last on its line", "{other: 1,\n image: a/b:v1\n}\n", ""},
		{"JSON", "{\n  \"image\": \"a/b:v1\"\n}\n", ""},
		{"a literal block", "image: |\n  a/b:v1\n", ""},
		{"a folded block", "image: >-\n  a/b:v1\n", ""},
		{"several lines", "image: a/b\n  c\n", ""},
	} {
		items, err := SplitStream([]byte(test.text))
		if err != nil {
			t.Fatal(err)
		}
		root, err := items[0].Parse()
		if err != nil {
			t.Fatal(err)
		}
		e, err := items[0].AddComment(root.Get("image"), comment)
		if test.want == "" {
			if err == nil {
				t.Errorf("%s: %+v, want an error", test.name, e)
			}
			continue
		}
		got := string(Splice([]byte(test.text), []Edit{e}))
		if want := strings.ReplaceAll(test.want, "#", comment); err != nil || got != want {
			t.Errorf("%s: %q (%v), want %q", test.name, got, err, want)
		}
	}
}

// TestRemoveComment: the comment goes with the blanks before it, and nothing else.
func TestRemoveComment(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"plain", "image: a/b:v1   # x\nother: 1 # y\n", "image: a/b:v1\nother: 1 # y\n"},
		{"quotes", "image: 'a/#b' # x", "image: 'a/#b'"},
		{"CRLF", "image: a/b:v1 # x\r\nother: 1\r\n", "image: a/b:v1\r\nother: 1\r\n"},
		{"the last of a collection in brackets", "{image: a/b:v1} # x\n", "{image: a/b:v1}\n"},
		{"a line that NEL ends", "image: a/b:v1\u0085other: 1 # y\n", "image: a/b:v1\u0085other: 1 # y\n"},
		{"a comment that NEL ends", "image: a/b:v1 # x\u0085other: 1 # y\n", "image: a/b:v1\u0085other: 1 # y\n"},
		{"none", "image: a/b:v1\n# x\n", "image: a/b:v1\n# x\n"},
	} {
		items, err := SplitStream([]byte(test.text))
		if err != nil {
			t.Fatal(err)
		}
		root, err := items[0].Parse()
		if err != nil {
			t.Fatal(err)
		}
		var edits []Edit
		if e, ok := items[0].RemoveComment(root.Get("image")); ok {
			edits = append(edits, e)
		}
		if got := string(Splice([]byte(test.text), edits)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
