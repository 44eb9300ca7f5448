package kustomization

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// An entry whose newName was in the cache already stays, and gets a copy with the new name of its
// manifests (kept.go). From then on only the copy finds them. Changing the tag of the first alone,
// as kustomize edit set image and updaters do, changes nothing that is deployed.

// divergedCopies returns the entries whose copies set something else, as entries that are late:
// what they set is lost.
func (s *solver) divergedCopies() []build.Late {
	var all []build.Late
	reported := map[*tree.Entry]bool{}
	for _, st := range s.Stages {
		for _, o := range st.Slots {
			e := o.Last()
			copied, found := s.copyOf(st, o)
			if !found || reported[e] || s.onlyFills(e, copied) || !s.Rules.Given(e.At.File) || s.setTheSame(st.Image(o), st.Image(copied)) || s.hasSameCopy(e, copied) {
				continue
			}
			reported[e] = true
			all = append(all, s.lateCopy(st, o, copied))
		}
	}
	return all
}

// copyOf returns the copy of the slot o: the one that looks for the same images by their name in
// the cache. It is false unless the copy finds images, and o none of those that are read.
func (s *solver) copyOf(st *build.Stage, o build.Slot) (build.Slot, bool) {
	image := st.Image(o)
	moved := s.Rules.Cached(image.Name)
	if moved == "" || imagetag.Name(image.Name) != image.Name || imagetag.IsPattern(image.Name) || imagetag.IsDockerHub(image.Name) && !gives(o, moved) {
		return build.Slot{}, false
	}
	its, copies := s.Patterns.Of(image.Name), s.Patterns.Of(regexp.QuoteMeta(moved))
	finds := false
	for _, one := range st.In.All {
		its, copied := its.Finds(one.Text), copies.Finds(one.Text)
		switch {
		case !its && !copied || st.Times(one) == 0 || st.In.Fields[one].Unread != nil:
		case its:
			return build.Slot{}, false
		default:
			finds = true
		}
	}
	for _, other := range st.Slots {
		if finds && strings.ReplaceAll(st.Image(other).Name, `\`, "") == moved {
			return other, true
		}
	}
	return build.Slot{}, false
}

// hasSameCopy reports whether the copy is in the list of the entry and sets the same there. What
// differs is then what a build adds to the copy, as it should.
func (s *solver) hasSameCopy(e *tree.Entry, copied build.Slot) bool {
	return slices.ContainsFunc(copied.Entries, func(o *tree.Entry) bool { return inOneList(e, o) && s.setTheSame(e.Image, o.Image) })
}

// onlyFills reports whether an entry gives an image its name in the cache, and does nothing else, as
// those that a run adds to Flux's objects: where the manifests have that name, nothing of it is lost. Where
// copied gives that name as well, beside it, that is its copy, and the entry may have lost its tag.
func (s *solver) onlyFills(e *tree.Entry, copied build.Slot) bool {
	isCopy := slices.ContainsFunc(copied.Entries, func(o *tree.Entry) bool { return inOneList(e, o) && o.NewName == e.NewName })
	return !isCopy && e.NewTag == "" && e.Digest == "" && e.TagSuffix == "" && e.NewName == s.Rules.Cached(e.Name)
}

// gives reports whether an entry of a slot gives a name.
func gives(o build.Slot, name string) bool {
	return slices.ContainsFunc(o.Entries, func(e *tree.Entry) bool { return e.NewName == name })
}

// setTheSame reports whether two entries give their images the same name, tag and digest.
func (s *solver) setTheSame(first, copied imagetag.Image) bool {
	for _, i := range []*imagetag.Image{&first, &copied} {
		i.NewName = cmp.Or(i.NewName, i.Name)
		i.NewName = cmp.Or(s.Rules.Cached(i.NewName), i.NewName)
		i.Name = ""
	}
	return first == copied
}

// lateCopy returns the slot o as an entry that finds no image, because its copy does.
func (s *solver) lateCopy(st *build.Stage, o, copied build.Slot) build.Late {
	e, by := o.Last(), copied.Last()
	finds := "finds no image"
	if len(st.In.Unread) > 0 {
		finds = "finds no image that can be read here"
	}
	return build.Late{
		At: e.At, Line: e.Line, Found: e.Name, Sure: len(st.In.Unread) == 0, Entry: e,
		Message: fmt.Sprintf("this entry sets %s, and %s: the one at %s:%d has the name that the manifests have in the cache, and sets %s, which is deployed; "+
			"let both set the same", whatItSets(st.Image(o)), finds, s.Rules.Shown(by.At.File), by.Line, whatItSets(st.Image(copied))),
	}
}

// whatItSets returns what an entry sets, as messages print it.
func whatItSets(i imagetag.Image) string {
	switch {
	case i.NewTag != "" || i.Digest != "":
		return strings.TrimPrefix(imagetag.Join("", i.NewTag, i.Digest), ":")
	case i.TagSuffix != "":
		return "the suffix " + i.TagSuffix
	case i.NewName != "":
		return "the name " + i.NewName
	}
	return "nothing"
}
