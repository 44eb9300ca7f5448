package ignore

import "strings"

// A wildcard is the glob of an ignore file, which git reads byte by byte: a list of
// steps, each over one byte of a path. Matching takes time in proportion to the
// steps times the bytes, whatever the pattern.
type wildcard []step

// A step matches one byte of its set; a loop matches any number of them. An optional step matches
// nothing itself: the two steps after it may be left out. So **/a is
//
//	optional   any byte, loop   /   a
//
// and matches x/y/a, and a as well.
type step struct {
	set            byteSet
	loop, optional bool
}

// newWildcard reads a glob; ok is false for one that git finds malformed, which
// matches nothing.
func newWildcard(glob string) (w wildcard, ok bool) {
	first := strings.IndexAny(glob, `*?[\`)
	for at := 0; at < len(glob); {
		switch c := glob[at]; c {
		case '*':
			// git compares what is before the first wildcard by itself, so that the stars behind it are at
			// the beginning of a component: x**/a is x and then **/a.
			steps, length := stars(glob, at, at == first || glob[at-1] == '/')
			w, at = append(w, steps...), at+length
			continue
		case '?':
			w = append(w, step{set: notSlash()})
		case '[':
			set, length, ok := readClass(glob[at:])
			if !ok {
				return nil, false
			}
			w, at = append(w, step{set: set.without('/')}), at+length
			continue
		case '\\':
			if at++; at == len(glob) {
				return nil, false
			}
			fallthrough
		default:
			w = append(w, step{set: byteSet{}.with(glob[at], glob[at])})
		}
		at++
	}
	return w, true
}

// stars reads one star or more. Two stars that are a component of the path match, with their
// slash, any number of components.
func stars(glob string, at int, isComponent bool) (steps []step, length int) {
	rest := strings.TrimLeft(glob[at:], "*")
	length = len(glob) - at - len(rest)
	switch {
	case length > 1 && isComponent && strings.HasPrefix(rest, "/"):
		return []step{{optional: true}, {set: anyByte(), loop: true}, {set: byteSet{}.with('/', '/')}}, length + 1
	case length > 1 && isComponent && rest == "":
		return []step{{set: anyByte(), loop: true}}, length
	}
	return []step{{set: notSlash(), loop: true}}, length
}

// matches reports whether the whole path matches. It follows all ways through the steps at once:
// states says of each step whether one of them has come to it, states[len(w)] that one is through.
func (w wildcard) matches(path string) bool {
	var a, b [64]bool // on the stack; enough for most patterns
	states, next := a[:], b[:]
	if n := len(w) + 1; n > len(a) {
		states, next = make([]bool, n), make([]bool, n)
	}
	states, next = states[:len(w)+1], next[:len(w)+1]
	w.reach(states, 0)
	for i := range len(path) {
		clear(next)
		for at, alive := range states[:len(w)] {
			switch s := &w[at]; {
			case !alive || s.optional || !s.set.has(path[i]):
			case s.loop:
				w.reach(next, at)
			default:
				w.reach(next, at+1)
			}
		}
		states, next = next, states
	}
	return states[len(w)]
}

// reach marks the position before a step, and the positions after it that need no byte.
func (w wildcard) reach(states []bool, at int) {
	for !states[at] {
		states[at] = true
		switch {
		case at == len(w) || !w[at].loop && !w[at].optional:
			return
		case w[at].optional:
			w.reach(states, at+3)
		}
		at++
	}
}
