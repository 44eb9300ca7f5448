package fields

import (
	"iter"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Finder has the rows by which searches find fields. It never changes, so several goroutines may
// use it. A Search of it belongs to one goroutine.
type Finder struct {
	rows [][]Row
}

// NewFinder returns a finder for all rows of some lists. It fails at the first path of a row of
// the configuration that cannot be parsed. A test parses the paths of the table.
func NewFinder(rows ...[]Row) (*Finder, error) {
	f := &Finder{rows: rows}
	for row := range f.Rows() {
		if row.User {
			if err := CheckPath(row.Path); err != nil {
				return nil, err
			}
		}
	}
	return f, nil
}

// Rows yields the rows in the order they were given.
func (f *Finder) Rows() iter.Seq[*Row] {
	return func(yield func(*Row) bool) {
		for _, rows := range f.rows {
			for i := range rows {
				if !yield(&rows[i]) {
					return
				}
			}
		}
	}
}

// An ObjectKind is an object's group, version and kind.
type ObjectKind struct{ Group, Version, Kind string }

// applies reports whether the row is for objects of the kind.
func (r *Row) applies(k ObjectKind) bool {
	return (r.Group == "" || r.Group == k.Group) &&
		(r.Version == "" || r.Version == k.Version) &&
		(r.Kind == "" || r.Kind == k.Kind)
}

// KindOf returns the kind of an object. It reports false for a map that is not an object: an
// object has a kind, and an apiVersion whose version is v1, v2beta1 or the like.
func KindOf(n *yamlbytes.Node) (ObjectKind, bool) {
	kind := n.Text("kind")
	if kind == "" {
		return ObjectKind{}, false
	}
	apiVersion := n.Text("apiVersion")
	group, version, found := strings.Cut(apiVersion, "/")
	if !found {
		group, version = "", apiVersion
	}
	isVersion := len(version) > 1 && version[0] == 'v' && version[1] >= '0' && version[1] <= '9'
	return ObjectKind{Group: group, Version: version, Kind: kind}, isVersion
}

// enter adds the rows for the kind of an object inside the searched one to the rows that may still
// match there. It reports false where nothing in the inner object may change.
func (s *Search) enter(at *pathStep, now *states) (*states, bool) {
	kind, ok := KindOf(at.node)
	if !ok {
		return now, true
	}
	if s.Enters != nil && !s.Enters(kind) {
		return now, false
	}
	s.inner = at.node
	return s.table.union(now, s.start(kind)), true
}

// union returns the union of two sets of states.
func (t *table) union(a, b *states) *states {
	t.next = append(append(t.next[:0], a.all...), b.all...)
	seen := map[state]bool{}
	all := t.next[:0]
	for _, st := range t.next {
		if !seen[st] {
			seen[st] = true
			all = append(all, st)
		}
	}
	t.next = all
	return t.intern()
}

// Objects returns the objects around the spot that are inside the searched object, the outermost
// first.
func (s *Spot) Objects() []*yamlbytes.Node { return s.at.objects() }

// Objects returns the objects around the place that are inside the searched object, the outermost
// first.
func (p *Place) Objects() []*yamlbytes.Node { return p.at.objects() }

func (s *pathStep) objects() []*yamlbytes.Node {
	var objects []*yamlbytes.Node
	for at := s; at != nil && at.above != nil; at = at.above {
		if _, ok := KindOf(at.node); ok && at.node.Kind == yamlbytes.Mapping {
			objects = append([]*yamlbytes.Node{at.node}, objects...)
		}
	}
	return objects
}
