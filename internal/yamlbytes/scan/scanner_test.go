package scan

import (
	"errors"
	"slices"
	"testing"
)

// starts are the texts of the lines on which nodes start.
func starts(text string) ([]string, error) {
	s := NewScanner([]byte(text), 0)
	s.SkipDocumentStart()
	var all []string
	for {
		l, err := s.Next()
		if l == nil {
			return all, err
		}
		all = append(all, text[l.Start+l.Indent:LineEnd([]byte(text), l.Start)-1])
	}
}

func TestNext(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"keys and dashes", "---\na:\n- b: c\n  d: e\n", []string{"a:", "- b: c", "d: e"}},
		{"blank lines and comments start nothing", "a: b\n\n# c\nd: e # f\n", []string{"a: b", "d: e # f"}},
		{"a block scalar goes on, whatever it looks like", "a: |\n  b: c\n\n  # d\n  - e\nf: g\n", []string{"a: |", "f: g"}},
		{"a plain scalar goes on on deeper lines", "a: b\n  c d\ne: f\n", []string{"a: b", "e: f"}},
		{"quotes go on to the closing quote", "a: 'b\n\n  c: d'' e'\nf: g\n", []string{"a: 'b", "f: g"}},
		{"brackets go on to the closing bracket", "a: [b,\n'c]', # ]\nd]\ne: f\n", []string{"a: [b,", "e: f"}},
		{"a document ends at its marker", "a: b\n--- c\nd: e\n", []string{"a: b"}},
		{"properties come before a value", "a: &b !!str c\nd: *b\n", []string{"a: &b !!str c", "d: *b"}},
	} {
		if got, err := starts(c.text); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, error %v, want %q", c.name, got, err, c.want)
		}
	}
}

// TestNextRefuses: what is outside the forms of Scanner goes to the parser.
func TestNextRefuses(t *testing.T) {
	for _, text := range []string{
		"? a\n: b\n", "a:\tb\n", "a: b: c\n", "a: 'b' c\n", "a: 'b'#c\n", "a: {b: c\n", "a: {b: c]\n", "a: [b: 'c'd]\n",
		"&a b: c\n", "a: @b\n", "a: `b\n", "%YAML 1.2\n", "a: 'b'\n  c\n", "a: !<b> c\n", "a: 'b\n--- c'\n", "*a\n",
		"a: b\tc\n", "a: [?b, c]\n", "a: {: b}\n", "a: [b, : c]\n",
	} {
		if got, err := starts(text); !errors.Is(err, ErrUnsupported) {
			t.Errorf("%q: lines %q, error %v, want %v", text, got, err, ErrUnsupported)
		}
	}
}

// TestFlowEndComma: a trailing comma is that of the outer collection only.
func TestFlowEndComma(t *testing.T) {
	for _, c := range []struct {
		text      string
		end       int
		comma, ok bool
	}{
		{"[a, b] c", 6, false, true},
		{"[a, b, ]", 8, true, true},
		{"[[a,]]", 6, false, true},
		{`{"a":"}",'b': ']'}`, 18, false, true},
		{"[a # ]\n]", 8, false, true},
		{"[a", 0, false, false},
		{"[a}", 0, false, false},
		{"[a'b]", 0, false, false},
	} {
		end, comma, ok := FlowEndComma([]byte(c.text), 0)
		if end != c.end || ok != c.ok || ok && comma != c.comma {
			t.Errorf("%s: end %d, comma %v, ok %v, want %d, %v, %v", c.text, end, comma, ok, c.end, c.comma, c.ok)
		}
	}
}

// TestYAML11Lines: the parser ends lines at CR, NEL, LS and PS, too.
func TestYAML11Lines(t *testing.T) {
	for _, text := range []string{"ab\ncd", "ab\rcd", "ab\r\ncd", "ab\u0085cd", "ab\u2028cd", "ab\u2029cd"} {
		src := []byte(text)
		begin := len(text) - 2
		if end := YAML11LineEnd(src, 1); end != begin {
			t.Errorf("%q: the first line ends at %d, want %d", text, end, begin)
		}
		if start := YAML11LineStart(src, len(text)-1); start != begin {
			t.Errorf("%q: the second line starts at %d, want %d", text, start, begin)
		}
		if odd := HasUnsupportedBytes(src); odd != (text != "ab\ncd" && text != "ab\r\ncd") {
			t.Errorf("%q: unsupported bytes: %v", text, odd)
		}
	}
}
