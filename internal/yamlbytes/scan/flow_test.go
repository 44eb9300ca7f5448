package scan

import (
	"strings"
	"testing"
)

// TestFlowParts: the parts are what is between the commas of the collection itself; text that is not
// understood, such as a scalar of several lines or with odd breaks before it, has none.
func TestFlowParts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"[]", ""},
		{"{ }", ""},
		{"[ # c, d\n]", ""},
		{"[a]", "a"},
		{"[a, b,]", "a|b"},
		{"[ a , 'b, c' ,\"d]\" ]", "a|'b, c'|\"d]\""},
		{"[name: a, {b: 1, c: [2, 3]}, *x , &y !!str z]", "name: a|{b: 1, c: [2, 3]}|*x|&y !!str z"},
		{"{a: 1, <<: *m, b: , ? c : d, e}", "a: 1|<<: *m|b:|? c : d|e"},
		{"{\"a\":1,\"b\":{\"c\":[]},d: ~ }", "\"a\":1|\"b\":{\"c\":[]}|d: ~"},
		{"[a, # one, two\n b # three\n , c]", "a|b|c"},
		{"{a: b,\n c:\n  d }", "a: b|c:\n  d"},
		{"[a, b", "-"},
		{"[a}", "-"},
		{"[a\n b]", "-"},
		{"[a, # c\u0085 b,\n d]", "-"},
		{"[a 'b', c]", "-"},
		{"[~x]", "-"},
	} {
		parts, ok := FlowParts([]byte(c.text), 0)
		var texts []string
		for _, p := range parts {
			texts = append(texts, c.text[p.Start:p.End])
		}
		got := strings.Join(texts, "|")
		if !ok {
			got = "-"
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
