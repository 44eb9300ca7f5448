package yamlbytes

import (
	"errors"
	"io"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

var streams = map[string]string{
	"empty":            "",
	"one":              "a: 1\n",
	"two":              "a: 1\n---\nb: 2\n",
	"leading marker":   "---\na: 1\n---\nb: 2\n",
	"comments first":   "# one\n---\na: 1\n",
	"directive":        "%YAML 1.1\n---\na: 1\n...\n%YAML 1.1\n---\nb: 2\n",
	"marker with text": "--- {a: 1}\n--- # two\nb: 2\n",
	"not a marker":     "a: |\n  ---\n  x\nb: '----'\n",
	"four dashes":      "a: 1\n---- \n",
	"CRLF":             "a: 1\r\n---\r\nb: 2\r\n",
	"no line feed":     "a: 1\n---",
	"byte order mark":  "\ufeffa: 1\n---\nb: 2\n",
}

func TestSplitStreamKeepsEveryByte(t *testing.T) {
	for name, in := range streams {
		t.Run(name, func(t *testing.T) { checkStream(t, []byte(in)) })
	}
}

// checkStream holds the items together against the source, and their number and
// values against the parser's.
func checkStream(t *testing.T, src []byte) {
	t.Helper()
	items, err := SplitStream(src)
	if err != nil {
		return
	}
	var together strings.Builder
	for i := range items {
		together.Write(items[i].Raw())
	}
	if got := together.String(); got != strings.TrimPrefix(string(src), "\ufeff") {
		t.Fatalf("the items together are %q", got)
	}
	var want []*yaml.Node
	decoder := yaml.NewDecoder(strings.NewReader(string(src)))
	for {
		var n yaml.Node
		if err := decoder.Decode(&n); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return // the parser has no word on it
		}
		want = append(want, n.Content[0])
	}
	if allParse(items) && len(want) > 0 && len(roots(t, items)) != len(want) {
		t.Fatalf("%d documents, the parser finds %d", len(roots(t, items)), len(want))
	}
}

func allParse(items []Item) bool {
	for i := range items {
		if _, err := items[i].Parse(); err != nil {
			return false
		}
	}
	return true
}

// roots are the items that hold a value.
func roots(t *testing.T, items []Item) (found []*Node) {
	t.Helper()
	for i := range items {
		if root, err := items[i].Parse(); err == nil && root != nil {
			found = append(found, root)
		}
	}
	return found
}

func TestSplitStreamCounts(t *testing.T) {
	for name, want := range map[string]int{
		"one": 1, "two": 2, "leading marker": 2, "comments first": 1, "directive": 2,
		"marker with text": 2, "not a marker": 1, "CRLF": 2, "byte order mark": 2, "no line feed": 2,
	} {
		items, err := SplitStream([]byte(streams[name]))
		if err != nil {
			t.Fatal(err)
		}
		if got := len(roots(t, items)); got != want {
			t.Errorf("%s: %d documents, want %d", name, got, want)
		}
	}
}

func FuzzSplitStream(f *testing.F) {
	for _, in := range streams {
		f.Add([]byte(in))
	}
	f.Fuzz(func(t *testing.T, src []byte) { checkStream(t, src) })
}
