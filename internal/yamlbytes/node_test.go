package yamlbytes

import "testing"

// TestText: null has no text, and what is only written like it has.
func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"x: null": "", "x: ~": "", "x: NULL": "", "x: Null # c": "", "x:": "", "x: &a null": "", "{x: null}": "", "{x: ~}": "", `{"x":null}`: "",
		"x: 'null'": "null", `{"x":"~"}`: "~", "x: !!str null": "null", "x: |-\n  null": "null", "x: nullable": "nullable", "x: [null]": "", "y: null": "",
	} {
		it := Item{src: newSource([]byte(in)), end: len(in)}
		root, err := it.Parse()
		if err != nil {
			t.Fatal(in, err)
		}
		if got := root.Text("x"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
