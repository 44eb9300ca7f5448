package kustomization

import (
	"regexp"
	"strings"
)

// collectNames notes the names that images have once files are rewritten, by their
// lengths, and which they had before: a dot in a name finds any character in its place.
func (s *simulation) collectNames() {
	s.names = map[int]map[string]string{}
	for _, st := range s.stages {
		for _, one := range st.in.all {
			if st.in.fields[one].unread != nil {
				continue // nobody knows whether it comes
			}
			name := nameOf(s.after(one))
			if s.names[len(name)] == nil {
				s.names[len(name)] = map[string]string{}
			}
			s.names[len(name)][name] = nameOf(one.text)
		}
	}
}

// moved is the name by which an entry goes on finding an image that has a new one: its
// own, moved as the image's; or the image's, where that would find others than before.
func (s *simulation) moved(e *entry, image string) string {
	own := nameOf(s.renamed(e.Name))
	if pattern := whole(own); own != e.Name && !isPattern(e.Name) && pattern.MatchString(image) {
		before := whole(e.Name)
		if s.others(own, func(was string) bool { return before.MatchString(was) }) {
			return own
		}
	}
	return s.literal(image)
}

// literal is a name as an entry must write it: escaped where it is a regular expression
// that finds another name, or not itself.
func (s *simulation) literal(name string) string {
	pattern, err := regexp.Compile("^" + name + "$")
	if err != nil || !pattern.MatchString(name) || !s.others(name, func(string) bool { return false }) {
		return regexp.QuoteMeta(name)
	}
	return name
}

// others reports whether every other name that a name finds may be found, by what that
// was before.
func (s *simulation) others(name string, may func(was string) bool) bool {
	pattern := whole(name)
	for other, was := range s.names[len(name)] {
		if other != name && pattern.MatchString(other) && !may(was) {
			return false
		}
	}
	return true
}

// findsOne reports whether a name finds no other image than its own. What is added beside
// a regular expression is written so that it does.
func (s *simulation) findsOne(name string) bool {
	pattern, own := whole(name), strings.ReplaceAll(name, `\`, "")
	for _, names := range s.names {
		for _, was := range names {
			if was != own && pattern.MatchString(was) {
				return false
			}
		}
	}
	return true
}

// whole is the regular expression of a name that is one, as a whole.
func whole(name string) *regexp.Regexp {
	pattern, err := regexp.Compile("^" + name + "$")
	if err != nil {
		return regexp.MustCompile("^" + regexp.QuoteMeta(name) + "$")
	}
	return pattern
}
