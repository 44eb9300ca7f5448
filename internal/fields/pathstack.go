package fields

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A pathStep is a node with the step that leads to it from the one above. The text of a path is
// only made when it is needed.
type pathStep struct {
	above *pathStep
	node  *yamlbytes.Node
	key   string
	index int
	depth int
	// number is different for every step of all walks, see Place.Number.
	number int
}

// A pathStack has the steps of a walk, one for every depth. It uses a step again after the walk
// has left its node.
type pathStack struct {
	steps []*pathStep
	made  int
}

func (w *pathStack) begin(object *yamlbytes.Node) *pathStep {
	s := w.at(0)
	s.above, s.node = nil, object
	return s
}

func (w *pathStack) toValue(above *pathStep, p *yamlbytes.Pair) *pathStep {
	s := w.at(above.depth + 1)
	s.above, s.node, s.key = above, p.Value, p.Key.Value
	return s
}

func (w *pathStack) toElement(above *pathStep, index int) *pathStep {
	s := w.at(above.depth + 1)
	s.above, s.node, s.index = above, above.node.Items[index], index
	return s
}

func (w *pathStack) at(depth int) *pathStep {
	for len(w.steps) <= depth {
		w.steps = append(w.steps, &pathStep{depth: len(w.steps)})
	}
	w.made++
	w.steps[depth].number = w.made
	return w.steps[depth]
}

// kept returns a copy of a step and those above it, which no walk changes.
func (s *pathStep) kept() *pathStep {
	if s == nil {
		return nil
	}
	c := *s
	c.above = s.above.kept()
	return &c
}

// parent returns the nearest map above the node.
func (s *pathStep) parent() *yamlbytes.Node {
	for s = s.above; s != nil; s = s.above {
		if s.node.Kind == yamlbytes.Mapping {
			return s.node
		}
	}
	return nil
}

// container returns the name of the container that the node is in, or is.
func (s *pathStep) container() string {
	for ; s.above != nil && s.above.above != nil; s = s.above {
		if s.above.node.Kind == yamlbytes.Sequence && strings.HasSuffix(strings.ToLower(s.above.key), "containers") {
			return s.node.Text("name")
		}
	}
	return ""
}

// String writes the path from the root: keys joined by dots, list positions in
// brackets, and keys that hold more than letters, digits, _ and - quoted.
func (s *pathStep) String() string {
	path := s.appendTo(make([]byte, 0, usualPath))
	return string(bytes.TrimPrefix(path, []byte(".")))
}

// usualPath is a length that few paths exceed, so that most take one allocation.
const usualPath = 96

// appendTo appends the path to a text, with a dot before every key.
func (s *pathStep) appendTo(path []byte) []byte {
	if s.above == nil {
		return path
	}
	path = s.above.appendTo(path)
	switch {
	case s.above.node.Kind == yamlbytes.Sequence:
		path = append(path, '[')
		path = strconv.AppendInt(path, int64(s.index), 10)
		return append(path, ']')
	case isSimpleKey(s.key):
		path = append(path, '.')
		return append(path, s.key...)
	}
	return append(path, KeyPart(s.key)...)
}

// KeyPart returns the part of a path for the value of a key: .image, or ["example.com/image"].
func KeyPart(key string) string {
	if isSimpleKey(key) {
		return "." + key
	}
	return "[" + strconv.Quote(key) + "]"
}

func isSimpleKey(key string) bool {
	for _, c := range []byte(key) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '_', c == '-':
		default:
			return false
		}
	}
	return key != ""
}
