package yamlbytes

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// problemAt says what is wrong on a line of a text, 1-based; 0 when the place is unknown.
func problemAt(line int, message string) *finding.Finding {
	return &finding.Finding{Severity: finding.Error, Code: finding.Refused, Line: line, Message: message}
}

// parserLine finds the line in a message of the YAML parser.
var parserLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)
})

// asFinding returns an error of this package as what it is.
func asFinding(err error) *finding.Finding {
	if f, is := finding.Of(err); is {
		return f
	}
	return problemAt(0, err.Error())
}

// fromParser turns the parser's error on a text into a finding. The parser
// names no line for a character that it does not read.
func fromParser(text []byte, err error) *finding.Finding {
	message := redact.Parser(strings.ReplaceAll(err.Error(), "\n", " "))
	m := parserLine().FindStringSubmatch(message)
	if m == nil {
		return problemAt(1, message)
	}
	if n, err := strconv.Atoi(m[1]); err == nil {
		return problemAt(n, m[2])
	}
	if i := unreadable(text); i >= 0 {
		return problemAt(scan.LineNumber(text, i), m[2])
	}
	return problemAt(1, m[2])
}

// unreadable finds the first byte that is not UTF-8, or the first character that YAML
// text may not hold (https://yaml.org/spec/1.2.2/#51-character-set); -1 for none.
func unreadable(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size == 1,
			r < ' ' && r != '\t' && r != '\n' && r != '\r',
			r >= 0x7f && r < 0xa0 && r != 0x85, r == 0xfffe, r == 0xffff:
			return i
		}
		i += size
	}
	return -1
}

// NewText makes a scalar that YAML reads as a string, whatever it holds.
func NewText(value string, line int) *Node {
	return &Node{Kind: Scalar, Value: value, Line: line, tag: "!!str"}
}

// A Refusal is an error after which reading went on, and the value that it is about,
// nil where that is not known.
type Refusal struct {
	finding.Finding
	At *Node

	duplicate bool // the error is a key that is twice in one map
}

// refusals are those of a text, in its order.
type refusals struct{ refused []Refusal }

// refuse notes an error after which reading goes on.
func (r *refusals) refuse(at *Node, err *finding.Finding) {
	r.refused = append(r.refused, Refusal{Finding: *err, At: at})
}

// duplicates refuses keys that are twice in one map, and marks the later ones.
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
// [Item.Parse] it returns all that is refused, and the tree as well where there is one: a
// key that is twice in a map is refused here, and the tree has both. The root is nil, and
// nothing refused, for a text that holds nothing but comments.
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
	return parseOn(text, scan.TextStart(text), len(text))
}

// A Duplicate is a key that the same map has before. YAML forbids it, and readers differ:
// Helm and kubectl use the last one, kustomize refuses the text.
type Duplicate struct {
	Key   string
	Node  *Node // the later one
	First int   // the line of the first one
}

// String says what is wrong.
func (d Duplicate) String() string {
	return fmt.Sprintf("the key %q is twice in one map, first at line %d", d.Key, d.First)
}

// Duplicates returns the keys of a tree of the item that are twice in one map.
func (it *Item) Duplicates(root *Node) []Duplicate {
	if root == nil || !root.duplicateKey {
		return nil
	}
	var all []Duplicate
	it.duplicates(root, map[*Node]bool{}, &all)
	return all
}

func (it *Item) duplicates(n *Node, seen map[*Node]bool, all *[]Duplicate) {
	if n.Anchor != "" {
		if seen[n] {
			return
		}
		seen[n] = true
	}
	for _, p := range n.Pairs {
		if p.again {
			*all = append(*all, Duplicate{p.Key.Value, p.Key, it.LineOf(n.keyNamed(p.Key.Value))})
		}
		it.duplicates(p.Value, seen, all)
	}
	for _, item := range n.Items {
		it.duplicates(item, seen, all)
	}
}

// keyNamed returns the first key of a name.
func (n *Node) keyNamed(name string) *Node {
	for _, p := range n.Pairs {
		if p.Key.Value == name {
			return p.Key
		}
	}
	return n
}

// refuseDuplicates returns an error where a map itself holds a key twice.
func (n *Node) refuseDuplicates() error {
	for _, p := range n.Pairs {
		if p.again {
			return problemAt(p.Key.Line, Duplicate{p.Key.Value, p.Key, n.keyNamed(p.Key.Value).Line}.String())
		}
	}
	return nil
}
