package kustomization

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// An entry whose newName is in the cache already stays as it is when its manifests are
// rewritten, and a copy after it has the new name of the manifests. So of two such entries the
// second was added, and restoring removes it; the first keeps its newName, which was in the cache
// from the beginning.

// isKept reports whether an entry stays as it is, beside copies with the new names of its images.
// An entry with a suffix cannot have a copy that finds the same image: each would add the suffix.
func (s *solver) isKept(e *tree.Entry) bool {
	if s.Rules.Restores() || e.Alone || s.mended[e] != "" || len(s.needsOf(e.Group).names) == 0 || !s.Rules.InCache(e.NewName) {
		return false
	}
	return !e.AddsSuffix() || s.needsOf(e.Group).byName[e.Name] == nil
}

// hasCopy reports whether the list has the copy of an entry with a name already.
func (s *solver) hasCopy(e *tree.Entry, name string) bool {
	one := s.imageFor(e, s.needsOf(e.Group).byName[name])
	return slices.ContainsFunc(e.List, func(o *tree.Entry) bool { return o.Image == one })
}

// markCopies finds, when images go back, the entries of a list that have copies, and the copies.
func (s *solver) markCopies(all []*tree.Entry) {
	if !s.Rules.Restores() {
		return
	}
	for i, first := range all {
		for _, second := range all[i+1:] {
			if !s.isCopy(second, first) {
				break
			}
			first.Kept, second.Copied = problem.WasInCache, true
		}
	}
}

// isCopy reports whether the second entry has the name in the cache of the images of the first,
// and sets the same.
func (s *solver) isCopy(second, first *tree.Entry) bool {
	one, other := first.Image, second.Image
	one.Name, other.Name = "", ""
	cached := imagetag.Name(strings.ReplaceAll(second.Name, `\`, ""))
	back := s.Renamed(cached)
	return one == other && back != cached && s.Renamed(first.NewName) != first.NewName &&
		(s.Rules.Same(back, imagetag.Name(first.Name)) || s.Patterns.Of(first.Name).Finds(back))
}
