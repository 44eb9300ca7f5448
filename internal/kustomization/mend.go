package kustomization

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// mend looks for entries that an earlier rewriting hid their images from: the name of an
// upstream is looked for, and only its name in the cache comes in. It reports whether
// there are some.
func (s *simulation) mend() bool {
	if s.rules.Restores() {
		return false
	}
	s.collectNames()
	found := false
	for _, e := range s.entries() {
		if e.fixed || e.mended != "" || !s.rules.Given(e.at.File) || !s.isBroken(e) {
			continue
		}
		e.mended, found = e.Name, true
		if !e.isLate {
			s.broken(e)
		}
		e.Name = s.movedName(e)
	}
	return found
}

// broken tells of an entry that an earlier rewriting hid its images from.
func (s *simulation) broken(e *entry) {
	s.problem(finding.Error, Broken, e.at, e.line, e.Name,
		fmt.Sprintf("the entry looks for %s, and the manifests hold %s: they were rewritten without it, so what it sets reaches no image; "+
			"ecrcache rewrite gives it the new name", e.Name, nameOf(s.renamed(e.Name))))
}

// isBroken reports whether an entry finds nothing, could have found images by its name in
// the cache, and says something of them.
func (s *simulation) isBroken(e *entry) bool {
	moved := nameOf(s.renamed(e.Name))
	if s.renamed(e.Name) == e.Name || e.NewTag == "" && e.Digest == "" && e.TagSuffix == "" && (e.NewName == "" || e.NewName == moved) {
		return false
	}
	// It may look for another spelling, and always have found nothing.
	host, _, _ := strings.Cut(e.Name, "/")
	if isHub(e.Name) && e.NewName != moved || host != strings.ToLower(host) {
		return false
	}
	comes := false
	for _, st := range s.stages {
		for _, o := range st.slots {
			if o.group() != e.group {
				continue
			}
			if len(st.in.unread) > 0 {
				return false
			}
			m, its := newMatcher(st.image(o)), newMatcher(Image{Name: s.movedName(e)})
			for _, one := range st.in.all {
				switch {
				case st.times(one) == 0:
				case m.matches(one.text):
					return false
				case its.matches(one.text) && !st.finds(one.text):
					comes = true
				}
			}
		}
	}
	return comes
}

// movedName is the name in the cache of what an entry looks for; a tag in the name stays.
func (s *simulation) movedName(e *entry) string {
	return s.literal(nameOf(s.renamed(e.Name))) + strings.TrimPrefix(e.Name, nameOf(e.Name))
}

// isHub reports whether a name is Docker Hub's, whose images are written in several ways.
func isHub(name string) bool {
	host, _, _ := strings.Cut(name, "/")
	return isBare(name) || host == "docker.io" || host == "index.docker.io" || host == "registry-1.docker.io"
}

// looksBroken reports whether an entry would have its name in the cache as its new name.
func (s *simulation) looksBroken(e *entry) bool {
	return !s.rules.Restores() && s.newName(e.Image) == nameOf(s.renamed(e.Name))
}

// written is the entry as it stands in its file.
func (e *entry) written() Image {
	i := e.Image
	if e.mended != "" {
		i.Name = e.mended
	}
	return i
}
