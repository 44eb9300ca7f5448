package yamlbytes

// A Reader parses items one after the other. It reads block YAML as people and
// programs mostly write it line by line, and gives all else to the YAML parser; both
// give the same tree.
type Reader struct {
	nodes    arena[Node]
	pairs    arena[Pair]
	elements arena[*Node]
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

// A arena hands out memory for values of one type, and takes all of it back at once.
// A reader of many small documents would otherwise leave most of its time to the
// garbage collector.
type arena[T any] struct {
	chunks [][]T
	chunk  int // in work
	used   int // of it
}

// smallest and largest are the sizes of chunks, which double from one to the next.
const (
	smallestChunk = 64
	largestChunk  = 1024
)

// take returns n zero values, one behind the other.
func (s *arena[T]) take(n int) []T {
	for s.chunk < len(s.chunks) {
		if c := s.chunks[s.chunk]; s.used+n <= len(c) {
			part := c[s.used : s.used+n : s.used+n]
			s.used += n
			clear(part)
			return part
		}
		s.chunk++
		s.used = 0
	}
	size := min(smallestChunk<<len(s.chunks), largestChunk)
	s.chunks = append(s.chunks, make([]T, max(size, n)))
	s.used = n
	return s.chunks[s.chunk][:n:n]
}

// reset takes back all that was handed out.
func (s *arena[T]) reset() { s.chunk, s.used = 0, 0 }
