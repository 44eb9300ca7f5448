package config

import (
	"bytes"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"go.yaml.in/yaml/v3"
)

// readTree reads the text as package document reads items, most of them without the
// YAML parser. It reports false where a tree does not tell all that there is to tell, such
// as tags, merge keys, further documents, and what is wrong; and for anchors, which are
// rare.
func readTree(text []byte) (*node, bool) {
	if bytes.ContainsAny(text, "&!%") || bytes.Contains(text, []byte("<<")) {
		return nil, false
	}
	items, err := yamlbytes.SplitStream(bytes.Clone(text)) // of which a tree keeps parts
	if err != nil || len(items) != 1 {
		return nil, false
	}
	root, err := items[0].Parse()
	if err != nil || root == nil || len(items[0].Duplicates(root)) > 0 {
		return nil, false
	}
	c := copier{left: maxValues}
	return c.copy(root), c.left >= 0
}

// A copier copies a tree, as long as values are left and keys are scalars.
type copier struct{ left int }

func (c *copier) copy(n *yamlbytes.Node) *node {
	out := &node{line: n.Line}
	if c.left--; c.left < 0 {
		return out
	}
	switch n.Kind {
	case yamlbytes.Mapping:
		out.kind = yaml.MappingNode
		out.pairs = make([]pair, len(n.Pairs))
		for i := range n.Pairs {
			out.pairs[i] = c.pair(&n.Pairs[i])
		}
	case yamlbytes.Sequence:
		out.kind = yaml.SequenceNode
		for _, item := range n.Items {
			out.items = append(out.items, c.copy(item))
		}
	default:
		out.kind, out.tag, out.text = yaml.ScalarNode, tagOf(n), n.Value
	}
	return out
}

func (c *copier) pair(p *yamlbytes.Pair) pair {
	if p.Key.Kind != yamlbytes.Scalar {
		c.left = 0
	}
	return pair{p.Key.Value, p.Key.Line, c.copy(p.Value)}
}

// tagOf is what YAML takes a scalar without a tag for.
func tagOf(n *yamlbytes.Node) string {
	if n.IsText() {
		return "!!str"
	}
	return (&yaml.Node{Kind: yaml.ScalarNode, Value: n.Value}).ShortTag()
}
