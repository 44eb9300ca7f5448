package yamlbytes

// A Reader parses items one after the other. It reads block YAML as people and
// programs mostly write it line by line, and gives all else to the YAML parser; both
// give the same tree.
type Reader struct {
	nodes    slab[Node]
	pairs    slab[Pair]
	elements slab[*Node]
	index    []indexed // of the item in work
	// open are the entries and elements of collections that are not complete.
	openPairs    []Pair
	openElements []*Node
}

// Parse reads an item as [Item.Parse] does.
func (r *Reader) Parse(it *Item) (*Node, error) {
	if it.root != nil {
		return it.root, nil
	}
	if root, ok := r.readLines(it, nil); ok {
		return root, nil
	}
	return it.parseWhole()
}

// ParseAround reads an item, but for nested parts that hold none of the places,
// offsets in the item's bytes in ascending order: they are empty maps and lists. Names
// and annotations in the metadata of objects are always read. Parts that are left out are not checked.
func (r *Reader) ParseAround(it *Item, places []int) (*Node, error) {
	if it.root == nil {
		if root, ok := r.readLines(it, places); ok {
			return root, nil
		}
	}
	return r.Parse(it)
}

// Reset gives the memory of all trees so far to those that follow: nobody may use
// them any more. Trees of the YAML parser stay.
func (r *Reader) Reset() {
	r.nodes.reset()
	r.pairs.reset()
	r.elements.reset()
}

// node makes a node of the line in work.
func (r *Reader) node(kind Kind, offset, line int) *Node {
	n := &r.nodes.take(1)[0]
	n.Kind, n.offset, n.Line = kind, offset, line
	return n
}

// closeMapping gives a mapping the entries that were opened since base.
func (r *Reader) closeMapping(n *Node, base int) {
	n.Pairs = r.pairs.take(len(r.openPairs) - base)
	copy(n.Pairs, r.openPairs[base:])
	r.openPairs = r.openPairs[:base]
}

// closeSequence gives a sequence the elements that were opened since base.
func (r *Reader) closeSequence(n *Node, base int) {
	n.Items = r.elements.take(len(r.openElements) - base)
	copy(n.Items, r.openElements[base:])
	r.openElements = r.openElements[:base]
}
