package fields

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/document"
)

// A Finder finds the places of a set of rows. It does not change once made.
type Finder struct {
	rows []compiled
}

type compiled struct {
	*Row
	segments []segment
}

// NewFinder compiles rows. It returns the first path that cannot be read.
func NewFinder(rows []Row) (*Finder, error) {
	f := &Finder{rows: make([]compiled, 0, len(rows))}
	for i := range rows {
		segments, err := parsePath(rows[i].Path)
		if err != nil {
			return nil, err
		}
		f.rows = append(f.rows, compiled{&rows[i], segments})
	}
	return f, nil
}

// Rows returns the rows in the order they were given.
func (f *Finder) Rows() []*Row {
	rows := make([]*Row, len(f.rows))
	for i := range f.rows {
		rows[i] = f.rows[i].Row
	}
	return rows
}

// An ObjectKind is an object's group, version and kind.
type ObjectKind struct{ Group, Version, Kind string }

// applies reports whether the row is for objects of the kind.
func (r *Row) applies(k ObjectKind) bool {
	return (r.Group == "" || r.Group == k.Group) &&
		(r.Version == "" || r.Version == k.Version) &&
		(r.Kind == "" || r.Kind == k.Kind)
}

// Find walks the object and calls visit for every place, in document order. The
// object's kind selects the rows.
func (f *Finder) Find(kind ObjectKind, object *document.Node, visit func(Place)) {
	w := walker{visit: visit}
	var start []state
	for i := range f.rows {
		if r := &f.rows[i]; r.applies(kind) {
			start = append(start, state{r, 0})
		}
	}
	w.walk(&step{node: object}, start)
}

// A state is a row and how many of its segments lead to the node at hand.
type state struct {
	row  *compiled
	done int
}

type walker struct {
	visit func(Place)
}

// walk visits the node of s, then what is below it.
func (w *walker) walk(s *step, states []state) {
	states = pastDeep(states)
	for _, st := range states {
		if st.done == len(st.row.segments) {
			w.arrive(s, st.row)
		}
	}
	switch s.node.Kind {
	case document.Mapping:
		w.walkMapping(s, states)
	case document.Sequence:
		w.walkSequence(s, states)
	}
}

// pastDeep adds, for every state at a **, the state behind it: ** may match
// nothing. An element of a list has it already, from the list.
func pastDeep(states []state) []state {
	for i := 0; i < len(states); i++ {
		st := states[i]
		behind := state{st.row, st.done + 1}
		if st.done < len(st.row.segments) && st.row.segments[st.done].deep && !slices.Contains(states, behind) {
			states = append(states, behind)
		}
	}
	return states
}

func (w *walker) walkMapping(s *step, states []state) {
	for _, p := range s.node.Pairs {
		var next []state
		for _, st := range states {
			if st.done == len(st.row.segments) {
				continue
			}
			switch seg := &st.row.segments[st.done]; {
			case seg.deep:
				next = append(next, st)
			case !seg.any && seg.key != p.Key.Value:
			case seg.takes(p.Value, st.row.User):
				next = append(next, state{st.row, st.done + 1})
			}
		}
		if len(next) > 0 {
			w.walk(&step{above: s, node: p.Value, key: p.Key.Value}, next)
		}
	}
}

// takes reports whether the segment goes on to a value: a list behind [], and
// behind none only on a path of the configuration, because kustomize passes
// through lists unasked.
func (s *segment) takes(value *document.Node, user bool) bool {
	return s.list == (value.Kind == document.Sequence) || user && !s.list
}

// walkSequence passes every state on to every element.
func (w *walker) walkSequence(s *step, states []state) {
	for i, item := range s.node.Items {
		next := make([]state, 0, len(states))
		for _, st := range states {
			if st.done < len(st.row.segments) || st.row.segments[st.done-1].list {
				next = append(next, st)
			}
		}
		if len(next) > 0 {
			w.walk(&step{above: s, node: item, index: i}, next)
		}
	}
}

// arrive yields the place at the end of a row's path, if the form is there.
func (w *walker) arrive(s *step, row *compiled) {
	p := Place{Row: row.Row, Parent: s.parent(), Container: s.container()}
	if forms[row.Form](s, &p) {
		w.visit(p)
	}
}
