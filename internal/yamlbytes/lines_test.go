package yamlbytes

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// dump writes all that is known of a tree.
func dump(it *Item, n *Node) string {
	var b strings.Builder
	dumpTo(&b, it, n, "")
	return b.String()
}

func dumpTo(b *strings.Builder, it *Item, n *Node, margin string) {
	if n == nil {
		b.WriteString("nothing\n")
		return
	}
	fmt.Fprintf(b, "%s%v %q line %d offset %d style %d flow %v text %v null %v anchor %q\n",
		margin, n.Kind, n.Value, it.LineOf(n), n.offset, n.style, n.inFlow, n.IsText(), n.IsNull(), n.Anchor)
	for _, p := range n.Pairs {
		dumpTo(b, it, p.Key, margin+"  key ")
		dumpTo(b, it, p.Value, margin+"  ")
	}
	for _, item := range n.Items {
		dumpTo(b, it, item, margin+"  - ")
	}
}

// sameTrees holds the trees of both readers against each other. It reports how many
// items were not odd.
func sameTrees(t *testing.T, items []Item) int {
	t.Helper()
	known := 0
	r := &Reader{}
	for i := range items {
		r.Reset()
		it := &items[i]
		root, ok := r.readLines(it, nil)
		if !ok {
			continue
		}
		known++
		whole, err := it.parseWhole()
		if err != nil {
			t.Fatalf("read by lines, and the parser says %v:\n%s", err, it.Raw())
		}
		if got, want := dump(it, root), dump(it, whole); got != want {
			t.Fatalf("by lines:\n%s\nby the parser:\n%s\nof\n%s", got, want, it.Raw())
		}
	}
	return known
}

// itemsOf are the items of a text in both forms it may come in.
func itemsOf(text string) []Item {
	items, err := SplitStream([]byte(text))
	if err != nil {
		return nil
	}
	entry := "- " + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n  ") + "\n"
	return append(items, Item{src: newSource([]byte(entry)), end: len(entry), entry: true})
}

// TestLinesOnTheProject: both readers agree on every document of this repository,
// and few of them are odd.
func TestLinesOnTheProject(t *testing.T) {
	known, all := 0, 0
	for _, root := range []string{"../../testdata", "../../examples"} {
		err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".yaml") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			items := itemsOf(string(text))
			known += sameTrees(t, items)
			all += len(items)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d of %d items were read by lines", known, all)
	if known*10 < all*7 {
		t.Errorf("only %d of %d items were read by lines", known, all)
	}
}

func FuzzLines(f *testing.F) {
	for _, seed := range linesSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { sameTrees(t, itemsOf(text)) })
}

func TestLines(t *testing.T) {
	for _, seed := range linesSeeds {
		sameTrees(t, itemsOf(seed))
	}
}

// linesSeeds are texts that a reader of lines may get wrong.
var linesSeeds = []string{
	"a: b\n", "a:\n  b: c\n  d:\n  - e\n  - f: g\n    h: i\nj: k\n", "a:\n- b\n- c\nd:\n", "a: \n", "a:", "a", "---\na: b\n", "--- a\n", "---\n", "# c\n",
	"a: b # c\n", "a: b#c\n", "a: 'b' # c\n", "a: 'b'c\n", "a: 'b''c'\n", "a: \"b\\\"c\\n\"\n", "a: \"b\\x41\"\n", "a: \"b\\/c\"\n", "\"a\": b\n", "'a b': c\n", "\"a\" : b\n",
	"a: |\n  b\n   c\n\n  d\ne: f\n", "a: |-\n  b\n\n\n", "a: |+\n  b\n\n\nc: d\n", "a: |\n\n  b\n", "a: |\n   \n  b\n", "a: |\nb: c\n", "a: |  # c\n  b\n", "a: |2\n   b\n", "a: >\n  b\n  c\n", "a: |\n  b", "a: |\n  # b\n# c\n  d\n", "a: |\n  \tb\n", "- |\n b\n- c\n",
	"a: b\n  c\n", "a: b: c\n", "a: b:\n", "a: 'b\n  c'\n", "a: {}\nb: []\n", "a: {b: c, d: [e, f]}\n", "a: [b, {c: d}, ]\n", "a: {b: ghcr.io/c/d:v1@sha256:00}\n", "a: [b: c]\n", "a: {b: }\n", "a: {b, c: d}\n", "a: [\"b\", 'c']\n", "a: {\"b\":c}\n", "a: [b,c]\n", "a: [b#c]\n", "a: {a: b, a: c}\n", "{a: b}\n", "[a]\n",
	"a: &b c\nd: *b\n", "a: !!str 1\n", "<<: a\n", "a: <<\n", "? a\n: b\n", "a: b\na: c\n", "a: ?b\n", "a: -b\n", "a: - b\n", "a: --b\n", "a: ---\n", "-a: b\n", "- - a\n  - b\n- - c\n", "- a: b\n  c: d\n-\n  e: f\n-\n- \n", "- a:\n  - b\n  c: d\n", "a:\n  - b\n  c: d\n",
	"a: 1\nb: 0x1f\nc: 1_000\nd: .5\ne: ~\nf: null\ng: yes\nh: 2001-01-01\ni: 1e3\nj: =\nk: .inf\nl: +1\nm: 0o7\nn: True\n", "1: a\ntrue: b\nnull: c\n~: d\n",
	"a:\tb\n", "a: b\tc\n", "\ta: b\n", "a: b \t# c\n", "a: |\n\tb\n", "a: b\r\n", "a: é\nb: 'ü' # ö\n", "a: \u0085b\n", "a: b\u2028c\n", "\ufeffa: b\n", "a: \ufeffb\n", "a: \x7f\n", "a: b\x01\n", "a: \xff\n",
	"a: @b\n", "a: `b`\n", "a: %b\n", "a: ,b\n", "a: (b)\n", "a: \\b\n", "a: ;b\n", "a: ^b\n", "a: +b\n", "a: ~b\n", "a: <b\n", "a: =b\n", "a: .b\n", "a: /b\n", "a: $b\n", "a: ${b}\n", "a: $(b)\n", "a: _b\n", ".a: b\n", "$a: b\n", "/a: b\n", "a.b/c: d\n",
	strings.Repeat("y", 1100) + ": a\n", "'" + strings.Repeat("y", 1100) + "': a\n", "a:\n  b\nc: d\n",
	"a: b\n# c\n\n  # d\ne: f\n", "a:\n# c\n  b: d\n", "a:\n    b: c\n  d: e\n", " a: b\n c: d\n", " a: b\nc: d\n", "a: ...\n", "...\n", "a: b\n...\n", "%YAML 1.1\n---\na: b\n", "a: #b\n", "a: # b\n", "a:#b\n", "a: 'b'#c\n", "- # c\n  a: b\n", "-\ta\n", "- a:b\n", "- a: b: c\n", "- 'a': b\n", "- \"a\"\n", "a: '\n", "a: \"\n", "a: {\n", "a: b: {\n", "a:\n- b\n - c\n", "a:\n - b\n- c\n",
}

// parseText is the tree of a text by the YAML parser.
func parseText(text []byte) (*Node, error) {
	it := Item{src: newSource(text), start: scan.TextStart(text), end: len(text)}
	return it.parseWhole()
}
