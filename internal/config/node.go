package config

import "go.yaml.in/yaml/v3"

// A node is one value of a document, with aliases and merge keys resolved.
type node struct {
	kind  yaml.Kind // a scalar, a mapping or a sequence
	tag   string    // what YAML takes a scalar for: !!str, !!int, …
	text  string    // of a scalar, as written
	line  int
	pairs []pair
	items []*node
}

// pair is one entry of a mapping, in the document's order; merged ones are last.
type pair struct {
	key   string
	line  int
	value *node
}

// get returns the value of a key, nil when there is none.
func (n *node) get(key string) *node {
	for i := range n.pairs {
		if n.pairs[i].key == key {
			return n.pairs[i].value
		}
	}
	return nil
}

// set gives a key its value.
func (n *node) set(key string, value *node) {
	n.pairs = append(n.pairs, pair{key, value.line, value})
}

// string returns the text under a key, empty when it is not a string.
func (n *node) string(key string) string {
	if v := n.get(key); v != nil && v.isString() {
		return v.text
	}
	return ""
}

// isString reports whether the node is a string. A date is one: nothing here is
// a time, and JSON has none.
func (n *node) isString() bool {
	return n.kind == yaml.ScalarNode && (n.tag == "!!str" || n.tag == "!!timestamp")
}

// isNull reports whether nothing stands where a value could.
func (n *node) isNull() bool { return n.kind == yaml.ScalarNode && n.tag == "!!null" }

func newText(text string, line int) *node {
	return &node{kind: yaml.ScalarNode, tag: "!!str", text: text, line: line}
}

func newMap(line int) *node { return &node{kind: yaml.MappingNode, line: line} }

func newList(line int) *node { return &node{kind: yaml.SequenceNode, line: line} }
