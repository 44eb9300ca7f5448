package kustomization

import (
	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// kustomize looks at most image fields twice, and an entry that adds a suffix to the tag adds it
// again where it finds the image again: when its newName is its name. So the entry
// {name: ghcr.io/o/a, newName: CACHE/ghcr/o/a, tagSuffix: -x} adds it once to images of
// ghcr.io/o/a, and no entry can do that once the manifests have CACHE/ghcr/o/a. Such images stay in
// the manifests, and the entry goes on giving them their name. When images go back, a newName in
// the cache stays where its upstream is the name of the entry.

// avoidSecondSuffix makes an image, or the newName of an entry, stay where a suffix would be added
// once more. It reports whether that is new, so that the solver must begin anew.
func (s *solver) avoidSecondSuffix(st *build.Stage, one build.State, want, got string) bool {
	if imagetag.Name(want) != imagetag.Name(got) {
		return false
	}
	for i, m := range st.Matchers() {
		giver := st.NamingEntry(st.Slots[i])
		if !m.AddsSuffix() || m.NewName == "" || !m.Matches(one.Text) {
			continue
		}
		if s.Rules.Restores() {
			return s.keepNewName(giver, problem.SuffixTwice)
		}
		return s.Rules.InCache(m.NewName) && s.keepInManifest(st.In.Fields[one], one)
	}
	return false
}

// keepInManifest makes the field of an image stay, and reports whether that is new.
func (s *solver) keepInManifest(from *build.ImageField, one build.State) bool {
	if from.Unread != nil || one.Mode != build.ModeMoves || s.Staying[from.At()] != "" {
		return false
	}
	s.Staying[from.At()], s.planAnew = problem.SuffixTwice, true
	return true
}

// keepNewName makes the newName of an entry stay in the cache, and reports whether that is new.
func (s *solver) keepNewName(e *tree.Entry, why string) bool {
	if e.Kept != "" || s.Renamed(e.NewName) == e.NewName {
		return false
	}
	e.Kept, s.planAnew = why, true
	return true
}

// writeInFull makes an image of Docker Hub that goes back be written in full, as
// docker.io/library/nginx, because an entry would find nginx. It reports whether that is new.
func (s *solver) writeInFull(one build.State) bool {
	name := imagetag.Name(s.Rules.Name(one.Text))
	if !s.Rules.Restores() || one.Mode != build.ModeMoves || s.InFull[name] || imagetag.Name(s.Rules.InFull(name)) == name {
		return false
	}
	s.InFull[name], s.planAnew = true, true
	return true
}
