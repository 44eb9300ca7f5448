package config

import (
	"errors"
	"strings"
)

// A Glob matches names and repository paths: * any characters but /, ** any
// characters, ? one character but /. Everything else stands for itself.
type Glob string

// Check reports a pattern that matches nothing anybody could mean.
func (g Glob) Check() error {
	switch {
	case g == "":
		return errors.New("the pattern is empty")
	case strings.Contains(string(g), "***"):
		return errors.New("the pattern holds ***; accepted: * within a path component, ** across them")
	case strings.ContainsAny(string(g), "[]{}\\ "):
		return errors.New("the pattern holds a character that is no part of a name; accepted beside names: *, ** and ?")
	}
	return nil
}

// Match reports whether the whole text matches. It takes time in proportion to
// the pattern times the text at most.
func (g Glob) Match(text string) bool {
	pattern := string(g)
	reach := make([]bool, len(text)+1) // reach[i]: the pattern so far matches text[:i]
	reach[0] = true
	for len(pattern) > 0 {
		switch {
		case strings.HasPrefix(pattern, "**"):
			spread(reach, text, false)
			pattern = pattern[2:]
			continue
		case pattern[0] == '*':
			spread(reach, text, true)
		default:
			advance(reach, text, pattern[0])
		}
		pattern = pattern[1:]
	}
	return reach[len(text)]
}

// spread lets every position reach all behind it, up to the next / if bounded.
func spread(reach []bool, text string, bounded bool) {
	for i := range len(text) {
		if reach[i] && !(bounded && text[i] == '/') {
			reach[i+1] = true
		}
	}
}

// advance moves every position over one character.
func advance(reach []bool, text string, c byte) {
	for i := len(text); i > 0; i-- {
		reach[i] = reach[i-1] && (text[i-1] == c || c == '?' && text[i-1] != '/')
	}
	reach[0] = false
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
