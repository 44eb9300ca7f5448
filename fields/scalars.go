package fields

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/document"
)

// A Spot is where a scalar stands in an object.
type Spot struct {
	Node *document.Node
	// Key says that the scalar is the key of a map, not a value.
	Key bool

	at *step
}

// Path is the spot's path as results print it.
func (s *Spot) Path() string { return s.at.String() }

// FieldSpec is the path in the syntax of the table and of kustomize's fieldSpec.
func (s *Spot) FieldSpec() string {
	var keys []string
	for at := s.at; at.above != nil; at = at.above {
		switch {
		case at.above.node.Kind == document.Mapping:
			keys = append([]string{strings.ReplaceAll(at.key, "/", `\/`)}, keys...)
		case len(keys) == 0 || keys[0] != "[]":
			keys = append([]string{"[]"}, keys...)
		}
	}
	return strings.ReplaceAll(strings.Join(keys, "/"), "/[]", "[]")
}

// Under reports whether one of the keys leads to the spot.
func (s *Spot) Under(keys ...string) bool {
	for at := s.at; at.above != nil; at = at.above {
		for _, key := range keys {
			if at.above.node.Kind == document.Mapping && at.key == key {
				return true
			}
		}
	}
	return false
}

// Top returns the key of the object's own field that the spot is in.
func (s *Spot) Top() string {
	at := s.at
	for at.above != nil && at.above.above != nil {
		at = at.above
	}
	return at.key
}

// EachScalar calls visit for every scalar of the object, keys included, once for
// each node: a value used by alias is met where its anchor stands, or where the
// walk comes to it first.
func EachScalar(object *document.Node, visit func(*Spot)) {
	seen := map[*document.Node]bool{}
	eachScalar(&step{node: object}, seen, visit)
}

func eachScalar(s *step, seen map[*document.Node]bool, visit func(*Spot)) {
	if s.node.Anchor != "" {
		if seen[s.node] {
			return
		}
		seen[s.node] = true
	}
	if s.node.Kind == document.Scalar {
		visit(&Spot{Node: s.node, at: s})
	}
	for _, p := range s.node.Pairs {
		if p.Merged {
			continue
		}
		below := &step{above: s, node: p.Value, key: p.Key.Value}
		if p.Key.Kind == document.Scalar {
			visit(&Spot{Node: p.Key, Key: true, at: below})
		}
		eachScalar(below, seen, visit)
	}
	for i, item := range s.node.Items {
		eachScalar(&step{above: s, node: item, index: i}, seen, visit)
	}
}
