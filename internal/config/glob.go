package config

import (
	"strings"
	"unicode/utf8"
)

// A Glob is a pattern over names and repository paths:
//
//   - * stands for any characters but /,
//   - ** for any characters, and **/ at the start of a path component also for
//     nothing: **/app matches app and org/app,
//   - ? for one character but /,
//   - everything else for itself.
type Glob string

// Match reports whether the whole text matches. It takes time in proportion to
// the length of the pattern times that of the text at most, and no memory for
// patterns of usual length.
func (g Glob) Match(text string) bool {
	var a, b [64]bool
	states, next := a[:], b[:]
	if n := len(g) + 1; n > len(a) {
		states, next = make([]bool, n), make([]bool, n)
	}
	states, next = states[:len(g)+1], next[:len(g)+1]
	g.reach(states, 0, true)
	for i, r := range text {
		clear(next)
		starts := r == '/' // what follows starts a path component
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(text[i:])
		}
		for at, alive := range states[:len(g)] {
			if alive {
				g.step(next, at, text[i:i+size], starts)
			}
		}
		states, next = next, states
	}
	return states[len(g)]
}

// reach marks the position at in the pattern, and those behind it that need no
// character of the text. starts tells that a path component of the text starts.
func (g Glob) reach(states []bool, at int, starts bool) {
	for !states[at] {
		states[at] = true
		switch rest := string(g[at:]); {
		case starts && strings.HasPrefix(rest, "**/") && (at == 0 || g[at-1] == '/'):
			g.reach(states, at+len("**/"), starts)
			at += len("**")
		case strings.HasPrefix(rest, "**"):
			at += len("**")
		case strings.HasPrefix(rest, "*"):
			at++
		default:
			return
		}
	}
}

// step marks where one character of the text leads from the position at.
func (g Glob) step(next []bool, at int, char string, starts bool) {
	switch rest := string(g[at:]); {
	case strings.HasPrefix(rest, "**"):
		g.reach(next, at, starts)
	case rest[0] == '*':
		if char != "/" {
			g.reach(next, at, starts)
		}
	case rest[0] == '?':
		if char != "/" {
			g.reach(next, at+1, starts)
		}
	case strings.HasPrefix(rest, char):
		g.reach(next, at+len(char), starts)
	}
}

// matchesAny reports whether one of the patterns matches.
func matchesAny(patterns []string, text string) bool {
	for _, p := range patterns {
		if Glob(p).Match(text) {
			return true
		}
	}
	return false
}
