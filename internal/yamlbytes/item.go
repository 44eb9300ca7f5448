package yamlbytes

import "github.com/amerintlxperts/ecrcache/internal/finding"

// An Item is one object of a source, still in its bytes.
type Item struct {
	src        *source
	start, end int
	entry      bool // the item is an entry of a block list, with its dash
	closed     bool // closesItsLines holds
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
		root.Items[0].twice = root.twice
		return root.Items[0], nil
	}
	return root, nil
}

// placed gives an error on a line of the item that of the source.
func (it *Item) placed(err *finding.Finding) error {
	if err == nil {
		return nil
	}
	return problemAt(err.Line+it.Line()-1, err.Message)
}
