package kustomization

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// A Decision is what becomes of an entry.
type Decision struct {
	// Images are the entries that replace it: the entry itself, then those that are added
	// after it. Without any, the entry is removed.
	Images []imagetag.Image
	// Was is the entry as it is in its file.
	Was imagetag.Image
	// Mended says that an earlier rewriting renamed its images without it, so that it found
	// none, and that it gets their new name now.
	Mended bool
	// Kept is the reason why its newName stays when images go back, one of package problem;
	// empty when it does not.
	Kept string
}

// Changed reports whether the decision changes the entry.
func (d *Decision) Changed() bool { return len(d.Images) != 1 || d.Images[0] != d.Was }

// decision returns what becomes of an entry. New names come before its own name: kustomize runs
// them in order, and an image that the entry with its own name renames must not be found again.
func (s *solver) decision(e *tree.Entry) *Decision {
	d := &Decision{Was: s.written(e), Mended: s.mended[e] != "", Kept: e.Kept}
	if e.Copied && !e.Fixed {
		return d
	}
	if e.Fixed || !s.isKept(e) && s.onlyNamesTheCache(e) {
		d.Images = []imagetag.Image{d.Was}
		return d
	}
	names := slices.Clone(s.needsOf(e.Group).names)
	if s.isKept(e) {
		d.Images = []imagetag.Image{d.Was}
		names = slices.DeleteFunc(names, func(name string) bool { return name == e.Name || s.hasCopy(e, name) })
	} else if i := slices.Index(names, e.Name); i >= 0 {
		names = append(slices.Delete(names, i, i+1), e.Name)
	}
	for _, name := range names {
		if i := s.imageFor(e, s.needsOf(e.Group).byName[name]); len(s.needsOf(e.Group).names) == 1 || !i.ChangesNothing() {
			d.Images = append(d.Images, i)
		}
	}
	if len(d.Images) == 0 {
		d.Images = []imagetag.Image{d.Was}
	}
	if e.Alone && len(d.Images) > 1 {
		s.refuseSecond(e, d)
		d.Images = d.Images[:1]
	}
	return d
}

// onlyNamesTheCache reports whether an entry gives an image its name in the cache, and does
// nothing else. Such an entry may stay: once the manifests are rewritten, it finds nothing and is
// not needed.
func (s *solver) onlyNamesTheCache(e *tree.Entry) bool {
	return !s.Rules.Restores() && e.NewTag == "" && e.Digest == "" && e.TagSuffix == "" &&
		e.NewName != "" && e.NewName == imagetag.Name(s.Renamed(e.Name))
}

// refuseSecond reports an ImageTagTransformer that would have to find an image by several names: it
// is one entry, and no second can be put beside it.
func (s *solver) refuseSecond(e *tree.Entry, d *Decision) {
	if s.reported[e.Group] {
		return
	}
	s.reported[e.Group] = true
	s.Problems.Add(finding.Error, problem.Unsolved, e.At, e.Line, e.Name,
		fmt.Sprintf("the transformer finds the image by several names once the manifests are rewritten (%s and %s), and has room for one; "+
			"move it to images in a kustomization, where there may be two entries", d.Images[0].Name, d.Images[1].Name))
}

// imageFor returns an entry as it must be for the images of one need: their name, the newName that
// they need, tag and digest as they are.
func (s *solver) imageFor(e *tree.Entry, n *need) imagetag.Image {
	i := e.Image
	if i.Name != n.name {
		i.Name = n.name + strings.TrimPrefix(e.Name, imagetag.Name(e.Name)) // a tag in the name stays
	}
	becomes, asked := n.becomes[e]
	switch {
	case asked:
		i.NewName = becomes
	case i.NewName != "" && i.NewName != imagetag.Preserved:
		i.NewName = s.newName(i)
	}
	// kustomize takes a tag in newName for a part of the name, so it stays.
	if i.NewName != e.NewName && i.NewName != "" && !n.dropped[e] {
		i.NewName += strings.TrimPrefix(e.NewName, imagetag.Name(e.NewName))
	}
	// A new name was only ever added beside the name of an upstream, or as the name of an
	// upstream that must stay beside one that moved.
	added := i.Name == e.Name && i.NewName != e.NewName && s.Rules.Same(i.NewName, i.Name)
	stayed := i.Name != e.Name && i.NewName == e.NewName && i.NewName == i.Name
	switch {
	case e.Kept != "":
		i.NewName = e.NewName
	case s.Rules.Restores() && added && !e.NewNameLast:
		i.NewName = i.Name // newName was there, and repeated the name
	case s.Rules.Restores() && (added || stayed):
		i.NewName = ""
	}
	if n.dropped[e] {
		i.Digest = ""
	}
	return i
}

// decisions returns the decisions about all entries. When images go back, the entries that an
// earlier rewriting added are removed: they are then the same as an entry beside them.
func (s *solver) decisions() map[*tree.Entry]*Decision {
	all, entries := map[*tree.Entry]*Decision{}, s.Entries()
	for _, e := range entries {
		all[e] = s.decision(e)
	}
	if !s.Rules.Restores() {
		return all
	}
	for _, e := range entries {
		if e.Filled || s.wasAdded(e, all[e]) {
			all[e].Images = nil
		}
	}
	// What was added is next to what it was added for. So where two neighbours in a list are the
	// same now, but for a newName that repeats the name, the second goes:
	//
	//	- {name: CACHE/ghcr/o/a, newTag: v1}
	//	- {name: ghcr.io/o/a, newName: CACHE/ghcr/o/a, newTag: v1}
	//
	// And an entry goes that was added before a regular expression which does the same. One was added for
	// a name, so of two the first is the user's.
	gone := map[string]bool{} // names of entries before the expression
	for i, next := len(entries)-2, len(entries)-1; i >= 0; i-- {
		first, second := all[entries[i]], all[entries[next]]
		switch {
		case !inOneList(entries[i], entries[next]) || len(first.Images) != 1 || len(second.Images) != 1 || entries[i].Name == entries[next].Name:
			next = i
		case first.Images[0].WithoutOwnName() == second.Images[0].WithoutOwnName():
			second.Images = nil
			next = i
		case first.Changed() && s.findsNoOther(entries[i].Name) && s.covers(second.Images[0], first.Images[0]) && !gone[entries[i].Name]:
			first.Images, gone[entries[i].Name] = nil, true
		default:
			next = i
		}
		if next == i {
			clear(gone)
		}
	}
	return all
}

// covers reports whether an entry whose name is a regular expression does all that the entry one
// does: it finds that name, and gives it the same name, tag and digest.
func (s *solver) covers(pattern, one imagetag.Image) bool {
	name := strings.ReplaceAll(one.Name, `\`, "")
	if !imagetag.IsPattern(pattern.Name) || !s.Patterns.Of(pattern.Name).Finds(name) {
		return false
	}
	one.Name, one.NewName = pattern.Name, cmp.Or(one.NewName, name)
	pattern.NewName = cmp.Or(pattern.NewName, name)
	return one == pattern
}

// inOneList reports whether two entries are in one list.
func inOneList(a, b *tree.Entry) bool {
	return a.Document == b.Document && a.IsWord == b.IsWord && listOf(a.At.Path) == listOf(b.At.Path)
}

// listOf returns the path of the list of the entry at a path.
func listOf(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '[' {
			return path[:i]
		}
	}
	return path
}

// written returns the entry as it is in its file.
func (s *solver) written(e *tree.Entry) imagetag.Image {
	i := e.Image
	if s.mended[e] != "" {
		i.Name = s.mended[e]
	}
	return i
}
