package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/redact"
	"go.yaml.in/yaml/v3"
)

// maxValues bounds the values of a document once aliases are counted at every
// place they are used: far above any configuration, far below what an alias bomb
// expands to.
const maxValues = 100_000

// read reads the text as one YAML document. It returns nil where it cannot.
func read(text []byte, p *problems) *node {
	if root, all := readTree(text); all {
		return root
	}
	return parsed(text, p)
}

// parsed is read by the YAML parser.
func parsed(text []byte, p *problems) *node {
	var document, more yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(withoutSlashEscapes(text)))
	if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
		p.add(Error{Reason: "the function config is empty", Accepted: acceptedDocuments})
		return nil
	} else if err != nil {
		p.add(fromParser(err))
		return nil
	}
	if err := decoder.Decode(&more); err == nil {
		p.add(Error{Line: more.Line, Reason: "a second document starts here", Hint: "a function config is one document"})
	} else if !errors.Is(err, io.EOF) {
		p.add(fromParser(err))
	}
	r := resolver{problems: p, left: maxValues, open: map[*yaml.Node]bool{}}
	return r.read(document.Content[0], "")
}

// fromParser gives the parser's error its line.
func fromParser(err error) Error {
	text := redact.Parser(strings.TrimPrefix(err.Error(), "yaml: "))
	e := Error{Reason: "the function config is not YAML: " + text}
	if rest, ok := strings.CutPrefix(text, "line "); ok {
		number, rest, _ := strings.Cut(rest, ": ")
		if line, err := strconv.Atoi(number); err == nil {
			e.Line, e.Reason = line, "the function config is not YAML: "+rest
		}
	}
	return e
}

// withoutSlashEscapes writes the slashes of JSON text plainly: JSON may escape
// them, and the parser, which follows YAML 1.1, refuses that.
func withoutSlashEscapes(text []byte) []byte {
	if !bytes.Contains(text, []byte(`\/`)) || !json.Valid(text) {
		return text
	}
	plain := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' {
			if i++; text[i] != '/' {
				plain = append(plain, '\\')
			}
		}
		plain = append(plain, text[i])
	}
	return plain
}

// A resolver turns the parser's nodes into nodes without aliases.
type resolver struct {
	problems *problems
	left     int                 // values that may still be read
	open     map[*yaml.Node]bool // anchors that are being read
}

func (r *resolver) read(n *yaml.Node, path string) *node {
	if r.left--; r.left < 0 {
		if r.left == -1 {
			r.problems.add(Error{Line: n.Line, Reason: fmt.Sprintf("the function config holds more than %d values, its aliases resolved", maxValues)})
		}
		return &node{kind: yaml.ScalarNode, tag: "!!null", line: n.Line}
	}
	if n.Kind == yaml.AliasNode {
		return r.alias(n, path)
	}
	out := &node{kind: n.Kind, line: n.Line}
	switch n.Kind {
	case yaml.MappingNode:
		r.mapping(out, n, path)
	case yaml.SequenceNode:
		for i, item := range n.Content {
			out.items = append(out.items, r.read(item, element(path, i)))
		}
	default:
		out.tag, out.text = n.ShortTag(), n.Value
	}
	return out
}

func (r *resolver) alias(n *yaml.Node, path string) *node {
	if r.open[n.Alias] {
		r.problems.add(Error{Path: path, Line: n.Line, Reason: "an alias stands inside its own anchor"})
		return &node{kind: yaml.ScalarNode, tag: "!!null", line: n.Line}
	}
	r.open[n.Alias] = true
	defer delete(r.open, n.Alias)
	return r.read(n.Alias, path)
}

func (r *resolver) mapping(out *node, n *yaml.Node, path string) {
	seen := map[string]int{}
	var merged []*node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		switch first, twice := seen[key.Value]; {
		case key.Kind != yaml.ScalarNode:
			r.problems.add(Error{Path: path, Line: key.Line, Reason: "a key here is a map or a list", Accepted: "a string"})
		case key.ShortTag() == "!!merge":
			merged = append(merged, r.read(n.Content[i+1], path))
		case twice:
			r.problems.add(Error{
				Path: below(path, key.Value), Line: key.Line,
				Reason: fmt.Sprintf("the key stands twice, at lines %d and %d", first, key.Line), Hint: "keep one",
			})
		default:
			seen[key.Value] = key.Line
			out.pairs = append(out.pairs, pair{key.Value, key.Line, r.read(n.Content[i+1], below(path, key.Value))})
		}
	}
	for _, m := range merged {
		r.merge(out, m, seen, path)
	}
}

// merge adds the entries of a merge key's value. A key of the map itself wins,
// then the map named first (https://yaml.org/type/merge.html).
func (r *resolver) merge(out, value *node, seen map[string]int, path string) {
	switch value.kind {
	case yaml.SequenceNode:
		for _, item := range value.items {
			r.merge(out, item, seen, path)
		}
	case yaml.MappingNode:
		for _, pair := range value.pairs {
			if _, there := seen[pair.key]; !there {
				seen[pair.key] = pair.line
				out.pairs = append(out.pairs, pair)
			}
		}
	default:
		r.problems.add(Error{Path: path, Line: value.line, Reason: "a merge key (<<) here has no map", Accepted: "the alias of a map"})
	}
}
