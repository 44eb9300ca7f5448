package kustomization

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Of an entry that stayed, because its newName was in the cache already, and its copy, the
// copy finds the manifests. Who changes the tag of the first alone, as kustomize edit set
// image and updaters do, changes nothing that is deployed.

// apart are the entries whose copies say something else: what they set is lost.
func (s *simulation) apart() []Late {
	var all []Late
	told := map[*entry]bool{}
	for _, st := range s.stages {
		for _, o := range st.slots {
			e := o.last()
			copied, found := s.copyOf(st, o)
			if !found || told[e] || !s.rules.Given(e.at.File) || s.sayTheSame(st.image(o), st.image(copied)) || s.hasTwin(e, copied) {
				continue
			}
			told[e] = true
			all = append(all, s.lost(st, o, copied))
		}
	}
	return all
}

// copyOf is the slot that has the name in the cache of what another looks for, where that
// one finds nothing that is read.
func (s *simulation) copyOf(st *stage, o slot) (slot, bool) {
	image := st.image(o)
	moved := s.rules.Cached(image.Name)
	if moved == "" || nameOf(image.Name) != image.Name || isPattern(image.Name) || isHub(image.Name) && !o.gives(moved) {
		return slot{}, false
	}
	its, copies := newMatcher(image), newMatcher(Image{Name: regexp.QuoteMeta(moved)})
	finds := false
	for _, one := range st.in.all {
		switch {
		case st.times(one) == 0 || st.in.fields[one].unread != nil:
		case its.matches(one.text):
			return slot{}, false
		case copies.matches(one.text):
			finds = true
		}
	}
	for _, other := range st.slots {
		if finds && strings.ReplaceAll(st.image(other).Name, `\`, "") == moved {
			return other, true
		}
	}
	return slot{}, false
}

// hasTwin reports whether the copy stands in the list of the entry, and says the same there:
// something over both changes the copy, which is what is deployed.
func (s *simulation) hasTwin(e *entry, copied slot) bool {
	return slices.ContainsFunc(copied.entries, func(o *entry) bool { return beside(e, o) && s.sayTheSame(e.Image, o.Image) })
}

// gives reports whether an entry of the slot gives a name.
func (s slot) gives(name string) bool {
	return slices.ContainsFunc(s.entries, func(e *entry) bool { return e.NewName == name })
}

// sayTheSame reports whether two entries make the same of the image that they find.
func (s *simulation) sayTheSame(first, copied Image) bool {
	for _, i := range []*Image{&first, &copied} {
		i.NewName = firstOf(i.NewName, i.Name)
		i.NewName = firstOf(s.rules.Cached(i.NewName), i.NewName)
		i.Name = ""
	}
	return first == copied
}

func (s *simulation) lost(st *stage, o, copied slot) Late {
	e, by := o.last(), copied.last()
	finds := "finds no image"
	if len(st.in.unread) > 0 {
		finds = "finds no image that can be read here"
	}
	return Late{
		At: e.at, Line: e.line, Found: e.Name, Sure: len(st.in.unread) == 0, entry: e,
		Message: fmt.Sprintf("this entry sets %s, and %s: the one at %s:%d has the name that the manifests have in the cache, and sets %s, which is deployed; "+
			"let both set the same", st.image(o).sets(), finds, s.rules.Shown(by.at.File), by.line, st.image(copied).sets()),
	}
}

// sets says what an entry sets.
func (i Image) sets() string {
	switch {
	case i.NewTag != "" || i.Digest != "":
		return strings.TrimPrefix(join("", i.NewTag, i.Digest), ":")
	case i.TagSuffix != "":
		return "the suffix " + i.TagSuffix
	case i.NewName != "":
		return "the name " + i.NewName
	}
	return "nothing"
}
