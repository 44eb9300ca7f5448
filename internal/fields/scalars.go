package fields

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Spot is a scalar in an object, with its place there.
type Spot struct {
	Node *yamlbytes.Node
	// Key is true when the scalar is the key of a map and not a value.
	Key bool

	at *pathStep
}

// Path returns the spot's path as results print it.
func (s *Spot) Path() string { return s.at.String() }

// FieldSpec returns the path in the syntax of the configuration and of kustomize's fieldSpec;
// empty where no such path exists: the root is a list, or a key has another meaning in a path.
func (s *Spot) FieldSpec() string {
	var keys []string
	for at := s.at; at.above != nil; at = at.above {
		switch {
		case at.above.node.Kind == yamlbytes.Mapping && isUnwritable(at.key):
			return ""
		case at.above.node.Kind == yamlbytes.Mapping:
			keys = append([]string{strings.ReplaceAll(at.key, "/", `\/`)}, keys...)
		case len(keys) == 0 || keys[0] != "[]":
			keys = append([]string{"[]"}, keys...)
		}
	}
	if len(keys) > 0 && keys[0] == "[]" {
		return ""
	}
	return strings.ReplaceAll(strings.Join(keys, "/"), "/[]", "[]")
}

// isUnwritable reports whether a key has another meaning in a path, as ** has.
func isUnwritable(key string) bool {
	return key == "" || key == "*" || key == "**" || strings.HasSuffix(key, "[]") || strings.ContainsAny(key, "\\\n\t")
}

// Under reports whether the path to the spot has one of the keys.
func (s *Spot) Under(keys ...string) bool {
	for at := s.at; at.above != nil; at = at.above {
		for _, key := range keys {
			if at.above.node.Kind == yamlbytes.Mapping && at.key == key {
				return true
			}
		}
	}
	return false
}

// Top returns the first key of the path to the spot, such as spec.
func (s *Spot) Top() string {
	at := s.at
	for at.above != nil && at.above.above != nil {
		at = at.above
	}
	return at.key
}

// EachScalar calls visit for every scalar of the object, keys included. It visits a scalar with
// several aliases once, where the walk reaches it first. The spot is valid until visit returns.
func EachScalar(object *yamlbytes.Node, visit func(*Spot)) { new(Scalars).Each(object, visit) }

// Scalars walks over the scalars of one object after the other, as EachScalar does. It
// may be used by one goroutine at a time, and not while it walks.
type Scalars struct {
	pathStack pathStack
	seen      map[*yamlbytes.Node]bool // those with an anchor
	spot      Spot
	visit     func(*Spot)
}

// Each is EachScalar.
func (w *Scalars) Each(object *yamlbytes.Node, visit func(*Spot)) {
	w.visit = visit
	clear(w.seen)
	w.walk(w.pathStack.begin(object))
}

func (w *Scalars) walk(s *pathStep) {
	if s.node.Anchor != "" && w.hasSeen(s.node) {
		return
	}
	if s.node.Kind == yamlbytes.Scalar {
		w.spot = Spot{Node: s.node, at: s}
		w.visit(&w.spot)
	}
	for i := range s.node.Pairs {
		p := &s.node.Pairs[i]
		if p.Merged {
			continue
		}
		below := w.pathStack.toValue(s, p)
		w.key(p.Key, below)
		w.walk(below)
	}
	for i := range s.node.Items {
		w.walk(w.pathStack.toElement(s, i))
	}
}

// key visits the scalars of a key, which may be a collection.
func (w *Scalars) key(n *yamlbytes.Node, below *pathStep) {
	if n.Kind == yamlbytes.Scalar {
		w.spot = Spot{Node: n, Key: true, at: below}
		w.visit(&w.spot)
	}
	for _, p := range n.Pairs {
		w.key(p.Key, below)
		w.key(p.Value, below)
	}
	for _, element := range n.Items {
		w.key(element, below)
	}
}

// hasSeen reports whether the walk has visited a node before.
func (w *Scalars) hasSeen(n *yamlbytes.Node) bool {
	if w.seen[n] {
		return true
	}
	if w.seen == nil {
		w.seen = map[*yamlbytes.Node]bool{}
	}
	w.seen[n] = true
	return false
}
