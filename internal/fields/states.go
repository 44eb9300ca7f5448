package fields

import (
	"encoding/binary"
	"slices"
)

// A state is a row, and how many segments of its path match the path of the current node: at
// spec.template, the row spec/template/spec/image has 2.
type state struct {
	row  *compiledRow
	done int
}

// states are all states at one node, in the order of the rows, with the transitions to the states
// below it. Together they are a deterministic automaton over paths, whose transitions are made
// when they are first needed, because objects of one kind need the same few.
type states struct {
	all []state
	// accepting are the rows whose path ends at the node.
	accepting []*compiledRow
	// keys are the transitions for the keys that the states name, others is the transition for
	// any other key.
	keys   []transition
	others transition
	// elements are the states at an element of a list, lists those at an element that is a list
	// itself.
	elements, lists *states
}

// A transition is the states after a key.
type transition struct {
	key  string
	next [2]*states // for a value that is no list, and for a list; nil before it is needed
}

// A table has all states made so far, so that equal states are the same pointer.
type table struct {
	known map[string]*states
	// next are the states to look up, name is their key in the table.
	next []state
	name []byte
	// seen and named are for intern: the states in next, and the keys that they name.
	seen  map[state]bool
	named map[string]bool
}

// intern returns the states in next: the ones made before, where they are equal. There are states
// for an empty list, too, which match nothing.
func (t *table) intern() *states {
	t.next = t.epsilonClosure(t.next)
	t.name = t.name[:0]
	for _, st := range t.next {
		t.name = binary.AppendUvarint(binary.AppendUvarint(t.name, uint64(st.row.number)), uint64(st.done))
	}
	if s := t.known[string(t.name)]; s != nil {
		return s
	}
	s := &states{all: slices.Clone(t.next), keys: make([]transition, 0, len(t.next))}
	clear(t.named)
	for _, st := range s.all {
		if st.done == len(st.row.segments) {
			s.accepting = append(s.accepting, st.row)
		} else if seg := &st.row.segments[st.done]; !seg.any && !seg.deep && !t.named[seg.key] {
			t.named[seg.key] = true
			s.keys = append(s.keys, transition{key: seg.key})
		}
	}
	t.known[string(t.name)] = s
	return s
}

// epsilonClosure adds, for every state before a **, the state after it, because ** may match
// nothing. An element of a list has it already, from the list.
func (t *table) epsilonClosure(all []state) []state {
	clear(t.seen)
	for _, st := range all {
		t.seen[st] = true
	}
	for i := 0; i < len(all); i++ {
		st := all[i]
		behind := state{st.row, st.done + 1}
		if st.done < len(st.row.segments) && st.row.segments[st.done].deep && !t.seen[behind] {
			t.seen[behind] = true
			all = append(all, behind)
		}
	}
	return all
}

// transition returns the transition for a key.
func (s *states) transition(key string) *transition {
	for i := range s.keys {
		if s.keys[i].key == key {
			return &s.keys[i]
		}
	}
	return &s.others
}

// after returns the states at the value of a key.
func (t *table) after(s *states, key string, list bool) *states {
	a, i := s.transition(key), 0
	if list {
		i = 1
	}
	if a.next[i] == nil {
		t.next = s.follow(t.next[:0], key, list)
		a.next[i] = t.intern()
	}
	return a.next[i]
}

// follow appends the states at the value of a key to next.
func (s *states) follow(next []state, key string, list bool) []state {
	for _, st := range s.all {
		if st.done == len(st.row.segments) {
			continue
		}
		switch seg := &st.row.segments[st.done]; {
		case seg.deep:
			next = append(next, st)
		case !seg.any && seg.key != key:
		case seg.matchesValue(list, st.row.User):
			next = append(next, state{st.row, st.done + 1})
		}
	}
	return next
}

// matchesValue reports whether the segment matches a value: a segment with [] matches a list.
// Without [] it matches a list only on a path of the configuration, because kustomize descends
// into lists without being told.
func (s *segment) matchesValue(list, user bool) bool {
	return s.list == list || user && !s.list
}

// inside returns the states at the elements of a list.
func (t *table) inside(s *states) *states {
	if s.elements == nil {
		t.next = t.next[:0]
		for _, st := range s.all {
			if st.done < len(st.row.segments) || st.done > 0 && st.row.segments[st.done-1].list {
				t.next = append(t.next, st)
			}
		}
		s.elements = t.intern()
	}
	return s.elements
}

// insideTwice returns the states at an element of a list that is a list itself. [] in a path of
// the table matches one list and not a list in it, and ** passes through none, but in the groups that have them;
// paths of the configuration match both, as paths of kustomize do.
func (t *table) insideTwice(s *states) *states {
	if s.lists == nil {
		t.next = t.next[:0]
		for _, st := range s.all {
			if st.row.User || st.row.nested && st.done < len(st.row.segments) && st.row.segments[st.done].deep {
				t.next = append(t.next, st)
			}
		}
		s.lists = t.intern()
	}
	return s.lists
}
