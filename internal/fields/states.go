package fields

import (
	"encoding/binary"
	"slices"
)

// A state is a row and how many of its segments lead to the node at hand.
type state struct {
	row  *compiledSpec
	done int
}

// states are all states at one node, in the order of the rows, and where they lead.
// What follows is worked out when it is first needed: objects of one kind ask for the
// same again and again.
type states struct {
	all []state
	// accepting are the rows whose path ends here.
	accepting []*compiledSpec
	// keys are those that the states name, others what follows any other key.
	keys   []transition
	others transition
	// elements is what follows for the elements of a list, lists for those of them that
	// are lists themselves.
	elements, lists *states
}

// An transition is what follows a key: for a value that is no list, and for one that is.
type transition struct {
	key  string
	next [2]*states
}

// table holds the states that are known, so that the same are the same pointer.
type table struct {
	known map[string]*states
	// next are the states that are looked for, name what they are known by.
	next []state
	name []byte
}

// found returns the next states; an empty list has them too, and they lead nowhere.
func (t *table) found() *states {
	t.next = epsilonClosure(t.next)
	t.name = t.name[:0]
	for _, st := range t.next {
		t.name = binary.AppendUvarint(binary.AppendUvarint(t.name, uint64(st.row.number)), uint64(st.done))
	}
	if s := t.known[string(t.name)]; s != nil {
		return s
	}
	s := &states{all: slices.Clone(t.next), keys: make([]transition, 0, len(t.next))}
	for _, st := range s.all {
		if st.done == len(st.row.segments) {
			s.accepting = append(s.accepting, st.row)
		} else if seg := &st.row.segments[st.done]; !seg.any && !seg.deep && s.transition(seg.key) == &s.others {
			s.keys = append(s.keys, transition{key: seg.key})
		}
	}
	t.known[string(t.name)] = s
	return s
}

// epsilonClosure adds, for every state at a **, the state behind it: ** may match
// nothing. An element of a list has it already, from the list.
func epsilonClosure(all []state) []state {
	for i := 0; i < len(all); i++ {
		st := all[i]
		behind := state{st.row, st.done + 1}
		if st.done < len(st.row.segments) && st.row.segments[st.done].deep && !slices.Contains(all, behind) {
			all = append(all, behind)
		}
	}
	return all
}

// transition returns the one of a key.
func (s *states) transition(key string) *transition {
	for i := range s.keys {
		if s.keys[i].key == key {
			return &s.keys[i]
		}
	}
	return &s.others
}

// behind returns the states at the value of a key.
func (t *table) behind(s *states, key string, list bool) *states {
	a, i := s.transition(key), 0
	if list {
		i = 1
	}
	if a.next[i] == nil {
		t.next = s.follow(t.next[:0], key, list)
		a.next[i] = t.found()
	}
	return a.next[i]
}

func (s *states) follow(next []state, key string, list bool) []state {
	for _, st := range s.all {
		if st.done == len(st.row.segments) {
			continue
		}
		switch seg := &st.row.segments[st.done]; {
		case seg.deep:
			next = append(next, st)
		case !seg.any && seg.key != key:
		case seg.takes(list, st.row.User):
			next = append(next, state{st.row, st.done + 1})
		}
	}
	return next
}

// takes reports whether the segment goes on to a value: a list behind [], and
// behind none only on a path of the configuration, because kustomize passes
// through lists unasked.
func (s *segment) takes(list, user bool) bool {
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
		s.elements = t.found()
	}
	return s.elements
}

// insideTwice returns the states at an element of a list that is a list itself. A path of
// the table names one list with [], and does not go on to a list in it; ** and the paths
// of the configuration, as kustomize's, pass through.
func (t *table) insideTwice(s *states) *states {
	if s.lists == nil {
		t.next = t.next[:0]
		for _, st := range s.all {
			if st.row.User || st.done < len(st.row.segments) && st.row.segments[st.done].deep {
				t.next = append(t.next, st)
			}
		}
		s.lists = t.found()
	}
	return s.lists
}
