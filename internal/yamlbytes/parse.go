package yamlbytes

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"go.yaml.in/yaml/v3"
)

// maxExpansion bounds the values a document may hold once aliases are counted
// at every place they are used. It is far above any manifest, and far below
// what an alias bomb expands to. A long text counts as a value for every
// textWeight bytes.
const (
	maxExpansion = 2_000_000
	textWeight   = 256
)

// parse reads src[start:end] as one document. Lines are counted from its first. A key
// that is twice in a map is noted, for [Item.Duplicates]; everything else that is refused is
// an error.
func parse(src []byte, start, end int) (*Node, *finding.Finding) {
	root, refused := parseOn(src, start, end)
	for i := range refused {
		if !refused[i].duplicate {
			return nil, &refused[i].Finding
		}
	}
	if root != nil {
		root.duplicateKey = len(refused) > 0
	}
	return root, nil
}

// parseOn is parse for callers that want every error there is. The root is nil where
// reading cannot go on.
func parseOn(src []byte, start, end int) (*Node, []Refusal) {
	text := src[start:end]
	if isJSON(text) {
		return parseJSON(src, start, end)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var document, more yaml.Node
	if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, []Refusal{{Finding: *fromParser(text, err)}}
	}
	r := &treeReader{
		positions: newPositions(src, start, end),
		nodes:     map[*yaml.Node]*Node{},
	}
	if err := decoder.Decode(&more); err == nil {
		r.refuse(nil, problemAt(more.Line, "a second document starts here, one was expected"))
	} else if !errors.Is(err, io.EOF) {
		return nil, []Refusal{{Finding: *fromParser(text, err)}}
	}
	root, err := r.read(document.Content[0], false)
	if err != nil {
		return nil, append(r.refused, Refusal{Finding: *asFinding(err)})
	}
	return root, r.refused
}

// A treeReader turns the parser's nodes into Nodes, in document order.
type treeReader struct {
	positions *positions
	// nodes holds what aliases may refer to; nil while it is being read.
	nodes map[*yaml.Node]*Node
	refusals
}

func (r *treeReader) read(n *yaml.Node, flow bool) (*Node, error) {
	if n.Kind == yaml.AliasNode {
		return r.alias(n)
	}
	node := &Node{
		Anchor: n.Anchor,
		Line:   n.Line,
		inFlow: flow,
		offset: r.positions.offset(n.Line, n.Column),
		weight: 1,
	}
	if n.Anchor != "" {
		r.nodes[n] = nil
		defer func() { r.nodes[n] = node }()
	}
	flow = flow || n.Style&yaml.FlowStyle != 0
	switch n.Kind {
	case yaml.MappingNode:
		node.Kind = Mapping
		return node, r.mapping(node, n, flow)
	case yaml.SequenceNode:
		node.Kind = Sequence
		return node, r.sequence(node, n, flow)
	}
	node.Value = n.Value
	node.weight += len(n.Value) / textWeight
	node.tag = n.ShortTag()
	node.style = styleOf(n.Style)
	if node.tag == "!!binary" {
		// Kubernetes reads the text that is written in base64.
		if text, err := base64.StdEncoding.DecodeString(n.Value); err == nil && utf8.Valid(text) {
			node.Value, node.tag, node.binary = string(text), "!!str", true
		}
	}
	return node, nil
}

func (r *treeReader) alias(n *yaml.Node) (*Node, error) {
	if node := r.nodes[n.Alias]; node != nil {
		return node, nil
	}
	return nil, problemAt(n.Line, "an alias is inside its own anchor")
}

func (r *treeReader) sequence(node *Node, n *yaml.Node, flow bool) error {
	node.Items = make([]*Node, 0, len(n.Content))
	for _, c := range n.Content {
		item, err := r.read(c, flow)
		if err != nil {
			return err
		}
		node.Items = append(node.Items, item)
		if err := node.grow(item); err != nil {
			return err
		}
	}
	return nil
}

func (r *treeReader) mapping(node *Node, n *yaml.Node, flow bool) error {
	node.Pairs = make([]Pair, 0, len(n.Content)/2)
	var merges []*Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, err := r.read(n.Content[i], flow)
		if err != nil {
			return err
		}
		value, err := r.read(n.Content[i+1], flow)
		if err != nil {
			return err
		}
		if n.Content[i].ShortTag() == "!!merge" {
			merges = append(merges, value)
			continue
		}
		node.Pairs = append(node.Pairs, Pair{Key: key, Value: value})
		node.weight += key.weight - 1
		if err := node.grow(value); err != nil {
			return err
		}
	}
	r.duplicates(node)
	return r.merge(node, merges)
}

// grow adds the weight of a child and refuses what expands without bound.
func (n *Node) grow(child *Node) error {
	if n.weight += child.weight; n.weight > maxExpansion {
		return problemAt(n.Line, fmt.Sprintf("the document expands to more than %d values through its aliases", maxExpansion))
	}
	return nil
}

// merge adds the entries of the merge keys' values. A key of the map itself
// wins, then the map named first (https://yaml.org/type/merge.html).
func (r *treeReader) merge(n *Node, values []*Node) error {
	if len(values) == 0 {
		return nil
	}
	there := make(map[string]bool, len(n.Pairs))
	for _, p := range n.Pairs {
		there[p.Key.Value] = true
	}
	for _, v := range values {
		sources := v.Items
		if v.Kind != Sequence {
			sources = []*Node{v}
		}
		for _, source := range sources {
			if source.Kind != Mapping {
				r.refuse(n, problemAt(source.Line, "a merge key (<<) here has no map"))
			}
			if err := n.mergeOne(source, there); err != nil {
				return err
			}
		}
	}
	return nil
}

// mergeOne adds the entries whose keys are not there.
func (n *Node) mergeOne(source *Node, there map[string]bool) error {
	for _, p := range source.Pairs {
		if there[p.Key.Value] {
			continue
		}
		there[p.Key.Value] = true
		n.Pairs = append(n.Pairs, Pair{Key: p.Key, Value: p.Value, Merged: true})
		if err := n.grow(p.Value); err != nil {
			return err
		}
	}
	return nil
}

func styleOf(s yaml.Style) style {
	switch {
	case s&yaml.SingleQuotedStyle != 0:
		return singleQuoted
	case s&yaml.DoubleQuotedStyle != 0:
		return doubleQuoted
	case s&yaml.LiteralStyle != 0:
		return literal
	case s&yaml.FoldedStyle != 0:
		return folded
	}
	return plain
}

// positions turns the parser's positions, lines and columns in characters, into
// byte offsets. Positions are asked for in ascending order, so one pass over the
// text serves a whole document, however long its lines are.
type positions struct {
	src   []byte
	end   int
	line  int // 1-based
	col   int // 1-based, in characters
	pos   int // the offset of line and col
	start int // of the text
}

func newPositions(src []byte, start, end int) *positions {
	return &positions{src: src, end: end, line: 1, col: 1, pos: start, start: start}
}

// offset returns the offset of a position, end when the text is shorter.
func (p *positions) offset(line, col int) int {
	if line < p.line || line == p.line && col < p.col {
		p.line, p.col, p.pos = 1, 1, p.start
	}
	for p.line < line && p.pos < p.end {
		p.nextLine()
	}
	for p.col < col && p.pos < p.end {
		_, size := utf8.DecodeRune(p.src[p.pos:p.end])
		p.pos += size
		p.col++
	}
	return p.pos
}

// nextLine goes on after the next line break. The parser follows YAML 1.1, for
// which CR, NEL, LS and PS are line breaks too.
func (p *positions) nextLine() {
	p.line, p.col = p.line+1, 1
	rest := p.src[min(p.pos, p.end):p.end]
	i := bytes.IndexAny(rest, "\n\r\u0085\u2028\u2029")
	if i < 0 {
		p.pos = max(p.pos, p.end)
		return
	}
	_, size := utf8.DecodeRune(rest[i:])
	if rest[i] == '\r' && i+1 < len(rest) && rest[i+1] == '\n' {
		size = 2
	}
	p.pos += i + size
}
