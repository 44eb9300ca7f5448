package kustomization

import (
	"regexp"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// collectNames collects the names that images have once files are rewritten, and had before. By
// their lengths, because a dot in the name of an entry finds any one character.
func (s *solver) collectNames() {
	s.names = map[int]map[string]string{}
	for _, st := range s.Stages {
		for _, one := range st.In.All {
			if st.In.Fields[one].Unread != nil {
				continue // the part may not have it
			}
			name := imagetag.Name(s.After(one))
			if s.names[len(name)] == nil {
				s.names[len(name)] = map[string]string{}
			}
			s.names[len(name)][name] = imagetag.Name(one.Text)
		}
	}
}

// movedName returns the name by which an entry goes on finding an image that has a new name: what
// the rewriting makes of the name of the entry; or the name of the image, where that would find
// other images than before.
func (s *solver) movedName(e *tree.Entry, image string) string {
	own := imagetag.Name(s.Renamed(e.Name))
	if own != e.Name && !imagetag.IsPattern(e.Name) && s.Patterns.Of(own).Is(image) {
		if s.findsOnly(own, s.Patterns.Of(e.Name).Is) {
			return own
		}
	}
	return s.literal(image)
}

// literal returns the name of an image as an entry must write it: escaped where, as a regular
// expression, it would find another image, or not its own.
func (s *solver) literal(name string) string {
	if p := s.Patterns.Of(name); !p.IsExpression() || !p.Is(name) || !s.findsOnly(name, func(string) bool { return false }) {
		return regexp.QuoteMeta(name)
	}
	return name
}

// findsOnly reports whether the name of an entry finds no other image than its own and those that
// may be found, by the name that they had before.
func (s *solver) findsOnly(name string, may func(was string) bool) bool {
	pattern := s.Patterns.Of(name)
	for other, was := range s.names[len(name)] {
		if other != name && pattern.Is(other) && !may(was) {
			return false
		}
	}
	return true
}

// findsNoOther reports whether the name of an entry finds no image that had another name before.
// The names of entries that a rewriting adds beside a regular expression find no other.
func (s *solver) findsNoOther(name string) bool {
	pattern, own := s.Patterns.Of(name), strings.ReplaceAll(name, `\`, "")
	for _, names := range s.names {
		for _, was := range names {
			if was != own && pattern.Is(was) {
				return false
			}
		}
	}
	return true
}
