package kustomization

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// collectNeeds finds for every group of entries the names that it must find once files are
// rewritten, and the names that its entries must give.
func (s *solver) collectNeeds() {
	s.needs = map[*tree.Group]*needs{}
	s.collectNames()
	slices.SortStableFunc(s.Stages, func(a, b *build.Stage) int { return cmp.Compare(a.Overlay, b.Overlay) })
	for _, st := range s.Stages {
		for _, one := range st.In.All {
			s.followImage(st, 0, one, st.In.Fields[one])
		}
		for i := range st.Slots {
			if one, from := s.FromPattern(st, i); from != nil {
				s.followImage(st, i+1, one, from)
			}
		}
	}
	for _, st := range s.Stages {
		s.keepPatterns(st)
	}
	reached := s.reached()
	for _, e := range s.Entries() {
		if len(s.needsOf(e.Group).names) == 0 && !e.Fixed && s.Rules.Given(e.At.File) && !(reached[e.Group] && s.looksBroken(e)) {
			s.keepName(e, e.Image)
		}
	}
	s.restoreNames()
}

// restoreNames gives entries that find no image the names of the upstreams again, when images go
// back to those.
func (s *solver) restoreNames() {
	if !s.Rules.Restores() {
		return
	}
	for _, e := range s.Entries() {
		back, all := imagetag.Name(s.Renamed(e.Name)), s.needsOf(e.Group)
		if back == e.Name || len(all.names) > 1 || len(all.names) == 1 && all.names[0] != e.Name {
			continue
		}
		if len(all.names) == 1 && all.byName[e.Name].from != (build.State{}) {
			continue // the entry finds an image that stays
		}
		delete(s.needs, e.Group)
		n := s.needsOf(e.Group).need(s.literal(back), build.State{})
		for _, m := range e.Group.Members {
			n.becomes[m] = ""
			if m.NewName != "" {
				n.becomes[m] = s.newName(m.Image)
			}
		}
	}
}

// reached returns the groups that images reach, whether the entries find them or not. An entry of
// such a group that finds none of them is left as it is, if it would look like one that an earlier
// rewriting broke.
func (s *solver) reached() map[*tree.Group]bool {
	reached := map[*tree.Group]bool{}
	for _, st := range s.Stages {
		for _, o := range st.Slots {
			reached[o.Group()] = reached[o.Group()] || len(st.In.All) > 0
		}
	}
	return reached
}

// followImage sends one image through the slots of a stage, from the one at first on, and notes
// what each slot that finds it must do.
func (s *solver) followImage(st *build.Stage, first int, one build.State, from *build.ImageField) {
	times := st.Times(one)
	for i := first; i < len(st.Slots) && times > 0; i++ {
		m := st.Matchers()[i]
		if !m.Matches(one.Text) {
			if s.MovesAgain(one, m, times, st.Slots[i]) {
				one.Mode = build.ModeStays
			}
			continue
		}
		next := s.Step(one, m, times, st, st.Slots[i])
		s.require(st, st.Slots[i], m, one, next, from)
		one = next
	}
}

// require notes that a slot, whose entry is m, must make the image next of the image one once both
// are rewritten. from is the field that one comes from. So the entry
//
//	{name: ghcr.io/o/a, newTag: v2}       must find CACHE/ghcr/o/a, and needs no newName
//	{name: app, newName: ghcr.io/o/a}     must find app, and give the newName CACHE/ghcr/o/a
func (s *solver) require(st *build.Stage, o build.Slot, m *imagetag.Matcher, one, next build.State, from *build.ImageField) {
	now, then := s.After(one), s.After(next)
	name := o.Group().Members[0].Name
	if now != one.Text && !(imagetag.IsPattern(name) && m.Matches(now)) {
		name = s.movedName(o.Group().Members[0], imagetag.Name(now))
	}
	n := s.needsOf(o.Group()).need(name, one)
	becomes := imagetag.Name(then)
	if becomes == imagetag.Name(now) && m.NewName == "" {
		becomes = ""
	}
	_, _, digest := imagetag.Split(then)
	giver := s.namingEntry(st, o, n, becomes)
	if giver == nil {
		return
	}
	was, set := n.becomes[giver]
	// Two images need different newNames, and one of them is in a file that is not written: that
	// one stays, which the builds must know.
	if set && was != becomes && (one.Mode == build.ModeOutside) != n.yields[giver] && !o.Group().Keeps {
		o.Group().Keeps, s.simulateAgain = true, true
	}
	switch {
	case !set || n.yields[giver]:
		n.becomes[giver], n.yields[giver] = becomes, one.Mode == build.ModeOutside
	case was != becomes && s.Rules.Restores() && s.keepNewName(giver, problem.Shared):
		s.simulateAgain = true
	case was != becomes && one.Mode != build.ModeOutside:
		s.reportConflict(o, giver, from, was, becomes)
		return
	}
	if m.Digest != "" && digest == "" {
		for _, e := range o.Entries {
			n.dropped[e] = e.Digest != ""
		}
	}
}

// namingEntry returns the entry of a slot that must give the name becomes; nil where nothing has to
// be noted: another entry of the slot gives it already, or none is needed.
func (s *solver) namingEntry(st *build.Stage, o build.Slot, n *need, becomes string) *tree.Entry {
	last := o.Last()
	if len(o.Entries) == 1 || last.NewName != "" && last.NewName != imagetag.Preserved {
		return last
	}
	if st.Overlay == tree.OverlayMerged || last.NewName == imagetag.Preserved {
		for _, e := range o.Entries[:len(o.Entries)-1] {
			if n.becomes[e] == becomes {
				return nil
			}
		}
	} else if becomes == "" {
		return nil
	}
	return last
}

// keepPatterns keeps the names of entries that are regular expressions, beside new ones: they go
// on finding images that are not read, and images that somebody adds later.
func (s *solver) keepPatterns(st *build.Stage) {
	for _, o := range st.Slots {
		if image := st.Image(o); imagetag.IsPattern(image.Name) && s.Writable(o.Entries[0]) && (!o.Entries[0].Alone || len(st.In.Unread) > 0) && !s.Rules.Restores() {
			s.keepName(o.Entries[0], image)
		}
	}
}

// keepName keeps the name of an entry, whose newName becomes what the rewriting makes of it.
func (s *solver) keepName(e *tree.Entry, image imagetag.Image) {
	n := s.needsOf(e.Group).need(e.Name, build.State{})
	if _, set := n.becomes[e]; set {
		return
	}
	n.becomes[e] = ""
	if becomes := s.newName(image); image.NewName != "" || becomes != image.Name && !imagetag.IsPattern(image.Name) {
		n.becomes[e] = becomes
	}
}

// newName returns the name that an entry gives once the files are rewritten.
func (s *solver) newName(image imagetag.Image) string {
	name := image.NewName
	if name == "" || name == imagetag.Preserved {
		name = image.Name
	}
	return imagetag.Name(s.Renamed(imagetag.Join(name, image.NewTag, image.Digest)))
}

// reportConflict reports an entry that would have to give two names: was, for other images, and
// becomes for the image of the field.
func (s *solver) reportConflict(o build.Slot, e *tree.Entry, from *build.ImageField, was, becomes string) {
	if s.reported[o.Group()] || s.simulateAgain { // the next simulation may have no conflict
		return
	}
	s.reported[o.Group()] = true
	s.Problems.Add(finding.Error, problem.Unsolved, e.At, e.Line, e.Name,
		fmt.Sprintf("the entry finds %s, at %s and elsewhere, which would have to become both %s and %s; "+
			"write the image in one way everywhere, or give each its own entry", from.Text, s.where(from), nameOrSame(was), nameOrSame(becomes)))
}

// nameOrSame returns a name that an entry gives, as messages print it.
func nameOrSame(name string) string {
	if name == "" {
		return "what it is"
	}
	return name
}

// where returns the place of an image, as messages print it.
func (s *solver) where(f *build.ImageField) string {
	if f.Unread != nil {
		return f.Unread.What
	}
	return fmt.Sprintf("%s:%d (%s)", s.Rules.Shown(f.Document.File), f.Line(), f.At().Path)
}
