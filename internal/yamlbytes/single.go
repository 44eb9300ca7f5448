package yamlbytes

import "github.com/amerintlxperts/ecrcache/internal/finding"

// NewText makes a scalar that YAML reads as a string, whatever it holds.
func NewText(value string, line int) *Node {
	return &Node{Kind: Scalar, Value: value, Line: line, tag: "!!str"}
}

// A Refusal is an error after which reading went on, and the value that it is about,
// nil where that is not known.
type Refusal struct {
	finding.Finding
	At *Node

	duplicate bool // the error is a key that stands twice in one map
}

// refusals are those of a text, in its order.
type refusals struct{ refused []Refusal }

// refuse notes an error after which reading goes on.
func (r *refusals) refuse(at *Node, err *finding.Finding) {
	r.refused = append(r.refused, Refusal{Finding: *err, At: at})
}

// duplicates refuses keys that stand twice in one map, and marks the later ones.
func (r *refusals) duplicates(n *Node) {
	seen := make(map[string]*Node, len(n.Pairs))
	for i := range n.Pairs {
		p := &n.Pairs[i]
		if p.Key.Kind != Scalar {
			continue
		}
		first := seen[p.Key.Value]
		if first == nil {
			seen[p.Key.Value] = p.Key
			continue
		}
		p.again = true
		err := *problemAt(p.Key.Line, Duplicate{p.Key.Value, p.Key, first.Line}.String())
		r.refused = append(r.refused, Refusal{Finding: err, At: p.Value, duplicate: true})
	}
}

// ParseDocument reads a text that is one document, such as a configuration. Unlike
// [Item.Parse] it tells all that is refused, and gives the tree as well where there is
// one: a key that stands twice is refused here, and the tree has both. The root is nil, and nothing
// refused, for a text that holds nothing but comments.
func ParseDocument(text []byte) (*Node, []Refusal) {
	items, err := SplitStream(text)
	if err != nil {
		return nil, []Refusal{{Finding: *asFinding(err)}}
	}
	if len(items) == 1 {
		if root, ok := new(Reader).readLines(&items[0], nil); ok {
			return root, nil
		}
	}
	return parseOn(text, textStart(text), len(text))
}
