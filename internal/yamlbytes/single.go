package yamlbytes

import "fmt"

// NewText makes a scalar that YAML reads as a string, whatever it holds.
func NewText(value string, line int) *Node {
	return &Node{Kind: Scalar, Value: value, Line: line, tag: "!!str"}
}

// A Refusal is an error after which reading went on, and the value that it is about,
// nil where that is not known.
type Refusal struct {
	Error
	At *Node
}

// refusals are those of a text, in its order.
type refusals struct{ refused []Refusal }

// refuse notes an error after which reading goes on.
func (r *refusals) refuse(at *Node, err *Error) {
	r.refused = append(r.refused, Refusal{*err, at})
}

// duplicates refuses a key that stands twice in one map: YAML forbids it, and readers
// differ in which of the two they take.
func (r *refusals) duplicates(n *Node) {
	seen := make(map[string]*Node, len(n.Pairs))
	for _, p := range n.Pairs {
		if p.Key.Kind != Scalar {
			continue
		}
		if first := seen[p.Key.Value]; first != nil {
			r.refuse(p.Value, &Error{p.Key.Line, fmt.Sprintf("the key %q stands twice in one map, first at line %d", p.Key.Value, first.Line)})
			continue
		}
		seen[p.Key.Value] = p.Key
	}
}

// ParseDocument reads a text that is one document, such as a configuration. Unlike
// [Item.Parse] it tells all that is refused, and gives the tree as well where there is
// one: of a key that stands twice, the tree has both. The root is nil, and nothing
// refused, for a text that holds nothing but comments.
func ParseDocument(text []byte) (*Node, []Refusal) {
	items, err := SplitStream(text)
	if err != nil {
		return nil, []Refusal{{Error: *asError(err)}}
	}
	if len(items) == 1 {
		if root, ok := new(Reader).readLines(&items[0], nil); ok {
			return root, nil
		}
	}
	return parseOn(text, textStart(text), len(text))
}
