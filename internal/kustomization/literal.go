package kustomization

import "regexp"

// collectNames notes the names that images have once files are rewritten, by their
// lengths: a dot in a name finds any character in its place.
func (s *simulation) collectNames() {
	s.names = map[int]map[string]bool{}
	for _, st := range s.stages {
		for _, one := range st.in.all {
			name := nameOf(s.after(one))
			if s.names[len(name)] == nil {
				s.names[len(name)] = map[string]bool{}
			}
			s.names[len(name)][name] = true
		}
	}
}

// literal is a name as an entry must write it: escaped where it is a regular expression
// that finds another name, or not itself.
func (s *simulation) literal(name string) string {
	pattern, err := regexp.Compile("^" + name + "$")
	if err != nil || !pattern.MatchString(name) {
		return regexp.QuoteMeta(name)
	}
	for other := range s.names[len(name)] {
		if other != name && pattern.MatchString(other) {
			return regexp.QuoteMeta(name)
		}
	}
	return name
}
