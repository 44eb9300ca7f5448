package yamlbytes

import (
	"bytes"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/arena"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// An Item is one object of a source, still in its bytes.
type Item struct {
	src        *source
	start, end int
	entry      bool // the item is an entry of a block list, with its dash
	closed     bool // scan.ClosesItsLines is known to be true of it
	json       bool // the text is known to be a map in JSON
	// root is set when the source was read whole.
	root *Node
}

// Raw returns the item's bytes. Those of a list entry begin with its dash; the
// comments above an entry belong to the one before. The bytes of an item of a
// source that was read whole may end with the punctuation that follows it.
func (it *Item) Raw() []byte { return it.src.text[it.start:it.end] }

// IsRead says that the item was parsed already, with all of its source. Its bytes
// then need not hold what it refers to by alias.
func (it *Item) IsRead() bool { return it.root != nil }

// Line returns the 1-based line on which the item starts.
func (it *Item) Line() int { return it.src.line(it.start) }

// LineOf returns the 1-based line of the source on which a node of the item starts.
func (it *Item) LineOf(n *Node) int {
	if it.root != nil {
		return n.Line
	}
	return it.Line() + n.Line - 1
}

// Parse reads the item's bytes. The root is nil for an item that holds nothing
// but comments. Errors are of type *finding.Finding: text that is not YAML, aliases that
// expand without bound.
func (it *Item) Parse() (*Node, error) { return new(Reader).Parse(it) }

// parseWhole is Parse through the YAML parser.
func (it *Item) parseWhole() (*Node, error) {
	root, err := parse(it.src.text, it.start, it.end)
	if err != nil || root == nil {
		return nil, it.placed(err)
	}
	if it.entry {
		if len(root.Items) != 1 {
			return nil, it.placed(problemAt(root.Line, "one list entry was expected"))
		}
		root.Items[0].duplicateKey = root.duplicateKey
		return root.Items[0], nil
	}
	return root, nil
}

// parseJSON reads an item that is a map in JSON.
func (it *Item) parseJSON() *Node {
	root, again := parseJSON(it.src.text, it.start, it.end)
	root.duplicateKey = len(again) > 0
	return root
}

// placed returns an error whose line is counted in the item with the line of the source.
func (it *Item) placed(err *finding.Finding) error {
	if err == nil {
		return nil
	}
	return problemAt(err.Line+it.Line()-1, err.Message)
}

// A Reader parses items one after the other. It reads block YAML line by line where it is
// written as people and programs mostly write it, and gives everything else to the YAML
// parser; both give the same tree.
type Reader struct {
	nodes    arena.Arena[Node]
	pairs    arena.Arena[Pair]
	elements arena.Arena[*Node]
	index    scan.LineIndex // of the item that is being read
	// openPairs and openElements are the entries and elements of collections that are not complete:
	// those of an inner one follow those of the outer one.
	openPairs    []Pair
	openElements []*Node
	keys         map[string]string // of keyText
}

// Parse reads an item as [Item.Parse] does.
func (r *Reader) Parse(it *Item) (*Node, error) {
	if it.root != nil {
		return it.root, nil
	}
	if it.json {
		return it.parseJSON(), nil
	}
	if root, ok := r.readLines(it, nil); ok {
		return root, nil
	}
	return it.parseWhole()
}

// ParseAround reads an item without the nested maps and lists that hold none of the places,
// which are offsets in the item's bytes in ascending order: these parts are empty in the
// tree, and nothing in them is checked. Names and annotations in the metadata of objects are
// always read.
func (r *Reader) ParseAround(it *Item, places []int) (*Node, error) {
	if it.root == nil && !it.json {
		if root, ok := r.readLines(it, places); ok {
			return root, nil
		}
	}
	return r.Parse(it)
}

// Reset uses the memory of all trees so far for those that follow: nobody may use them any
// more. Trees of the YAML parser stay.
func (r *Reader) Reset() {
	r.nodes.Reset()
	r.pairs.Reset()
	r.elements.Reset()
}

// keyText returns the text of a key. Manifests have the same few keys again and again, so most
// need no new memory.
func (r *Reader) keyText(key []byte) string {
	text, known := r.keys[string(key)]
	if known {
		return text
	}
	text = string(key)
	if r.keys == nil {
		r.keys = make(map[string]string)
	}
	if len(r.keys) < maxKeys {
		r.keys[text] = text
	}
	return text
}

// maxKeys bounds the keys that a Reader remembers.
const maxKeys = 1024

// node makes a node that starts at the offset.
func (r *Reader) node(kind Kind, offset, line int) *Node {
	n := &r.nodes.Take(1)[0]
	n.Kind, n.offset, n.Line = kind, offset, line
	return n
}

// closeMapping gives a mapping its entries: those in openPairs from base on.
func (r *Reader) closeMapping(n *Node, base int) {
	n.Pairs = r.pairs.Take(len(r.openPairs) - base)
	copy(n.Pairs, r.openPairs[base:])
	r.openPairs = r.openPairs[:base]
}

// closeSequence gives a sequence its elements: those in openElements from base on.
func (r *Reader) closeSequence(n *Node, base int) {
	n.Items = r.elements.Take(len(r.openElements) - base)
	copy(n.Items, r.openElements[base:])
	r.openElements = r.openElements[:base]
}

// A source is the text of items.
type source struct {
	text []byte
	// above is the number of lines before the text, when that is a part of more.
	above int
	// at is the line of the offset that was asked for last: items are asked for in their
	// order, so that all of them together cost one pass over the text.
	at struct{ offset, line int }
}

func newSource(text []byte) *source {
	s := &source{text: text}
	s.at.line = 1
	return s
}

// line returns the 1-based line of an offset.
func (s *source) line(offset int) int {
	if offset < s.at.offset {
		s.at.offset, s.at.line = 0, 1
	}
	s.at.line += bytes.Count(s.text[s.at.offset:offset], []byte("\n"))
	s.at.offset = offset
	return s.above + s.at.line
}

// checkEncoding refuses what is not UTF-8 text. YAML also allows UTF-16 and
// UTF-32, which neither kustomize nor kpt ever writes.
func checkEncoding(src []byte) error {
	if err := checkMark(src); err != nil {
		return err
	}
	return checkNUL(src)
}

// checkMark refuses a byte order mark of another encoding.
func checkMark(src []byte) error {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff", "\x00\x00\xfe\xff"} {
		if bytes.HasPrefix(src, []byte(mark)) {
			return problemAt(1, "the text is UTF-16 or UTF-32; UTF-8 is accepted: convert it")
		}
	}
	return nil
}

func checkNUL(src []byte) error {
	if i := bytes.IndexByte(src, 0); i >= 0 {
		return problemAt(scan.LineNumber(src, i), "a NUL byte; YAML text holds none")
	}
	return nil
}
