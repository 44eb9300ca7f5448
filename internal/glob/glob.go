// Package glob matches names and repository paths against the patterns of a configuration, such
// as include and exclude, the way doublestar does
// (https://pkg.go.dev/github.com/bmatcuk/doublestar/v4#Match):
//
//   - * matches any characters but /,
//   - ** as a whole path component matches any number of components, also none:
//     **/app matches app and org/app, org/** matches org and org/app,
//   - ** beside other characters is the same as *,
//   - ? matches one character but /.
//
// Package config refuses patterns with [ ] { } and \, which have a meaning to doublestar and none
// here.
package glob

import "github.com/bmatcuk/doublestar/v4"

// Match reports whether the whole text matches; a pattern that is malformed matches
// nothing.
func Match(pattern, text string) bool {
	return beginsAlike(pattern, text) && doublestar.MatchUnvalidated(pattern, text)
}

// beginsAlike reports whether a text differs from a pattern nowhere before the first special
// character. Most of many patterns are told apart by it, which costs little.
func beginsAlike(pattern, text string) bool {
	for i := range min(len(pattern), len(text)) {
		switch pattern[i] {
		case '*', '?', '[', ']', '{', '}', '\\':
			return true
		case text[i]:
		default:
			return false
		}
	}
	return true
}

// MatchAny reports whether one of the patterns matches.
func MatchAny(patterns []string, text string) bool {
	for _, pattern := range patterns {
		if Match(pattern, text) {
			return true
		}
	}
	return false
}
