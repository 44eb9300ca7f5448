package build

import (
	"cmp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// A Slot is an entry as kustomize gets it: one of a kustomization, joined with those of a build
// (Flux's spec.images, say) that have the same name. Each takes precedence over the ones before it.
type Slot struct {
	Entries  []*tree.Entry
	fromBase bool // the first is the kustomization's; else all are the build's
}

// Group returns the group of the entries.
func (s Slot) Group() *tree.Group { return s.Entries[0].Group }

// Last returns the entry that takes precedence.
func (s Slot) Last() *tree.Entry { return s.Entries[len(s.Entries)-1] }

// A Stage is a point of a build at which entries change images.
type Stage struct {
	// Base are the entries of the kustomization, Over those of the build that adds to it;
	// Overlay is how they are joined, Slots what comes out of that.
	Overlay    tree.Overlay
	Base, Over []*tree.Entry
	Slots      []Slot
	// In is what reaches the stage.
	In       *States
	patterns imagetag.Patterns
	matchers []*imagetag.Matcher
	// sees are the keys of the specs by which the stage finds images.
	sees map[string]bool
}

// newStage makes a stage that joins the entries over with base. Those that kustomize gets as one
// are one group from then on.
func (session *Session) newStage(w tree.Overlay, base, over []*tree.Entry, in *States, sees map[string]bool) *Stage {
	s := &Stage{Overlay: w, Base: base, Over: over, In: in.fork(), patterns: session.Patterns, sees: sees}
	first := map[string]int{} // the first slot of each name
	add := func(e *tree.Entry, fromBase bool) {
		if _, there := first[e.Name]; !there {
			first[e.Name] = len(s.Slots)
		}
		s.Slots = append(s.Slots, Slot{[]*tree.Entry{e}, fromBase})
	}
	for _, e := range base {
		add(e, true)
	}
	for _, e := range over {
		i, there := first[e.Name]
		if !there {
			add(e, false)
			continue
		}
		s.Slots[i].Entries = append(s.Slots[i].Entries, e)
		s.Slots[i].Group().Join(e.Group)
	}
	if w == tree.OverlaySet {
		slices.SortStableFunc(s.Slots, func(a, b Slot) int { return cmp.Compare(s.Image(a).Name, s.Image(b).Name) })
	}
	return s
}

// Image returns the entry that kustomize gets for a slot.
func (s *Stage) Image(o Slot) imagetag.Image {
	image := imagetag.Image{}
	for i, e := range o.Entries {
		if i == 0 && o.fromBase {
			image = e.Image
		} else {
			image = combined(s.Overlay, image, e.Image)
		}
	}
	return image
}

// combined joins an entry with one of the same name that a build adds.
func combined(w tree.Overlay, base, over imagetag.Image) imagetag.Image {
	switch w {
	case tree.OverlayMerged:
		if over.NewName != "" {
			base.NewName = over.NewName
		}
		if over.NewTag != "" || over.Digest != "" {
			base.NewTag, base.Digest = over.NewTag, over.Digest
		}
		base.Name = over.Name
		return base
	case tree.OverlaySet:
		for _, part := range []struct{ over, base *string }{{&over.NewName, &base.NewName}, {&over.NewTag, &base.NewTag}, {&over.Digest, &base.Digest}} {
			if *part.over == imagetag.Preserved {
				*part.over = *part.base
			}
		}
	}
	return over
}

// Images joins two lists of entries as those of the stage were.
func (s *Stage) Images(base, over []imagetag.Image) []imagetag.Image {
	all, first := slices.Clone(base), map[string]int{} // the first of each name
	for i, b := range slices.Backward(base) {
		first[b.Name] = i
	}
	for _, o := range over {
		if i, there := first[o.Name]; there {
			all[i] = combined(s.Overlay, all[i], o)
			continue
		}
		first[o.Name] = len(all)
		all = append(all, combined(s.Overlay, imagetag.Image{}, o))
	}
	if s.Overlay == tree.OverlaySet {
		slices.SortStableFunc(all, func(a, b imagetag.Image) int { return cmp.Compare(a.Name, b.Name) })
	}
	return all
}

// NamingEntry returns the entry of a slot whose newName kustomize takes, or would take if it had
// one: the last that has one; else the first where the others are merged into it, and the last
// where they replace it.
func (s *Stage) NamingEntry(o Slot) *tree.Entry {
	for i := len(o.Entries) - 1; i >= 0; i-- {
		if e := o.Entries[i]; e.NewName != "" && e.NewName != imagetag.Preserved {
			return e
		}
		if s.Overlay != tree.OverlayMerged && o.Entries[i].NewName != imagetag.Preserved {
			break
		}
	}
	if s.Overlay == tree.OverlayMerged {
		return o.Entries[0]
	}
	return o.Last()
}

// Times returns how often the stage looks at a field with the image: once for each spec.
func (s *Stage) Times(one State) int {
	n := 0
	for key := range strings.SplitSeq(one.specs, "\n") {
		if s.sees[key] {
			n++
		}
	}
	return n
}

// Matchers returns the entries of the slots as matchers, in their order.
func (s *Stage) Matchers() []*imagetag.Matcher {
	if s.matchers == nil {
		s.matchers = make([]*imagetag.Matcher, len(s.Slots))
		for i, o := range s.Slots {
			s.matchers[i] = s.patterns.Matcher(s.Image(o))
		}
	}
	return s.matchers
}

// Finds reports whether an entry of the stage finds an image.
func (s *Stage) Finds(text string) bool {
	return slices.ContainsFunc(s.Matchers(), func(m *imagetag.Matcher) bool { return m.Matches(text) })
}

// mayRename reports whether the name that a slot gives to an image of a file that is not written
// may be changed.
func (session *Session) mayRename(s *Stage, o Slot) bool {
	return session.Writable(s.NamingEntry(o)) && !o.Group().Keeps
}

// Writable reports whether an entry may be changed in its file.
func (session *Session) Writable(e *tree.Entry) bool {
	return !e.Fixed && session.Rules.Given(e.At.File)
}
