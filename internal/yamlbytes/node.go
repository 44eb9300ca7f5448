package yamlbytes

import "go.yaml.in/yaml/v3"

// Kind says what a Node is.
type Kind uint8

// The kinds of a Node.
const (
	Scalar Kind = iota
	Mapping
	Sequence
)

// String names the kind as an error message would.
func (k Kind) String() string {
	return [...]string{"a scalar", "a map", "a list"}[k]
}

// Node is one value of a parsed item. Aliases are resolved: an aliased value is
// the same *Node wherever it is used, with the position of its anchor, so
// it is edited once however often it is used. Merge keys are resolved too.
type Node struct {
	Kind Kind
	// Value is the decoded text of a scalar.
	Value string
	// Line is the 1-based line in the item, or in the source where all of it was read at once.
	// Item.LineOf returns that in the source.
	Line int
	// Anchor is the anchor's name, empty for most nodes.
	Anchor string
	// Pairs are the entries of a mapping, in order; merged ones come last.
	Pairs []Pair
	// Items are the elements of a sequence.
	Items []*Node

	duplicateKey bool   // of a root: a key is twice in a map of the text
	tag          string // what YAML reads a scalar as, such as !!str; empty until somebody asks
	binary       bool   // the scalar is written in base64
	style        style  // how the scalar is written
	inFlow       bool   // the scalar is in a flow collection, {…} or […]
	offset       int    // where the node, with its anchor and tag, starts
	weight       int    // this node and those below, once for every alias; a long text counts more
	places       *places
}

// Pair is one entry of a mapping.
type Pair struct {
	Key, Value *Node
	// Merged entries come from another mapping through a merge key (<<).
	Merged bool
	// again says that the map has the same key before.
	again bool
}

type style uint8

const (
	plain style = iota
	singleQuoted
	doubleQuoted
	literal
	folded
)

// IsText says whether the node is a scalar that YAML reads as a string, which
// a number, a boolean or null is not.
func (n *Node) IsText() bool { return n.Tag() == "!!str" }

// IsNull says whether the node is a scalar that YAML reads as null.
func (n *Node) IsNull() bool { return n.Tag() == "!!null" }

// Tag says what YAML reads a scalar as, such as !!str, !!int or !!null; empty for
// anything but a scalar.
func (n *Node) Tag() string {
	switch {
	case n == nil || n.Kind != Scalar:
		return ""
	case n.tag != "":
	case n.style == plain:
		n.tag = (&yaml.Node{Kind: yaml.ScalarNode, Value: n.Value}).ShortTag()
	default:
		n.tag = "!!str"
	}
	return n.tag
}

// Weight counts the node and all below it, what an alias refers to at every place where
// it is used.
func (n *Node) Weight() int { return n.weight }

// Get returns the value of key in a mapping, nil when there is none or when n is
// not a mapping. Of a key that is there twice it is the last value, as for Helm and kubectl.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	if len(n.Pairs) > fewPairs {
		return n.getOfMany(key)
	}
	for i := len(n.Pairs) - 1; i >= 0; i-- {
		if n.Pairs[i].Key.Value == key {
			return n.Pairs[i].Value
		}
	}
	return nil
}

// fewPairs is up to how many entries a map is searched one by one. Of a larger one it is noted
// where each key is, because it may be asked for every one of its entries: a ConfigMap of 16 MiB
// can have half a million.
const fewPairs = 64

// places are the indexes of the entries of a large map by their keys.
type places struct {
	byKey map[string]int
	of    int // how many entries there were
}

func (n *Node) getOfMany(key string) *Node {
	if n.places == nil || n.places.of != len(n.Pairs) {
		n.places = &places{byKey: make(map[string]int, len(n.Pairs)), of: len(n.Pairs)}
		for i := range n.Pairs {
			n.places.byKey[n.Pairs[i].Key.Value] = i
		}
	}
	if i, there := n.places.byKey[key]; there {
		return n.Pairs[i].Value
	}
	return nil
}

// At follows keys from mapping to mapping, nil when one is missing.
func (n *Node) At(keys ...string) *Node {
	for _, k := range keys {
		n = n.Get(k)
	}
	return n
}

// Text returns the text of the scalar at the keys, also of a number or a boolean; empty when there
// is none, or null.
func (n *Node) Text(keys ...string) string {
	if n = n.At(keys...); n == nil || n.Kind != Scalar {
		return ""
	}
	switch n.Value {
	case "~", "null", "Null", "NULL":
		if n.IsNull() {
			return ""
		}
	}
	return n.Value
}
