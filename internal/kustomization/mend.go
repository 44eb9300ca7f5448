package kustomization

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// mend finds the entries whose images an earlier rewriting renamed without them: the entry looks
// for a name at the upstream, and its builds have only that name in the cache. It gives them the
// new name, and reports whether there are some.
func (s *solver) mend() bool {
	if s.Rules.Restores() {
		return false
	}
	s.collectNames()
	found := false
	for _, e := range s.Entries() {
		if e.Fixed || s.mended[e] != "" || !s.Rules.Given(e.At.File) || !s.isBroken(e) {
			continue
		}
		s.mended[e], found = e.Name, true
		if !s.late[e] {
			s.reportBroken(e)
		}
		e.Name = s.nameInCache(e)
	}
	return found
}

// reportBroken reports an entry whose images an earlier rewriting renamed without it.
func (s *solver) reportBroken(e *tree.Entry) {
	s.Problems.Add(finding.Error, problem.Broken, e.At, e.Line, e.Name,
		fmt.Sprintf("the entry looks for %s, and the manifests hold %s: they were rewritten without it, so what it sets reaches no image; "+
			"ecrcache rewrite gives it the new name", e.Name, imagetag.Name(s.Renamed(e.Name))))
}

// isBroken reports whether an entry that sets something finds nothing, and would find images by
// its name in the cache.
func (s *solver) isBroken(e *tree.Entry) bool {
	moved := imagetag.Name(s.Renamed(e.Name))
	if s.Renamed(e.Name) == e.Name || e.NewTag == "" && e.Digest == "" && e.TagSuffix == "" && (e.NewName == "" || e.NewName == moved) {
		return false
	}
	// It may look for another spelling of the name, and have found nothing before either.
	host, _, _ := strings.Cut(e.Name, "/")
	if imagetag.IsDockerHub(e.Name) && e.NewName != moved || host != strings.ToLower(host) {
		return false
	}
	comes := false
	for _, st := range s.Stages {
		for _, o := range st.Slots {
			if o.Group() != e.Group {
				continue
			}
			if len(st.In.Unread) > 0 {
				return false
			}
			m, its := s.Patterns.Matcher(st.Image(o)), s.Patterns.Of(s.nameInCache(e))
			for _, one := range st.In.All {
				switch {
				case st.Times(one) == 0:
				case m.Matches(one.Text):
					return false
				case its.Finds(one.Text) && !st.Finds(one.Text):
					comes = true
				}
			}
		}
	}
	return comes
}

// nameInCache returns the name in the cache of the images that an entry looks for; a tag in the
// name of the entry stays.
func (s *solver) nameInCache(e *tree.Entry) string {
	return s.literal(imagetag.Name(s.Renamed(e.Name))) + strings.TrimPrefix(e.Name, imagetag.Name(e.Name))
}

// looksBroken reports whether an entry gives its images their name in the cache, so that the next
// run would take it for one that an earlier rewriting broke.
func (s *solver) looksBroken(e *tree.Entry) bool {
	return !s.Rules.Restores() && s.newName(e.Image) == imagetag.Name(s.Renamed(e.Name))
}
