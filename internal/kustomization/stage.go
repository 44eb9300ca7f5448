package kustomization

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// A way is how entries over a kustomization are joined with its own.
type way uint8

const (
	plain    way = iota // there are none over it
	merged              // Flux: into an entry of the same name, field by field
	replaced            // Flux's older releases: instead of an entry of the same name
	set                 // Argo CD: as kustomize edit set image does, sorted by name
)

// A slot is an entry as kustomize sees it: one of a kustomization, and those over it that
// have the same name, the last of which counts most.
type slot struct {
	entries []*entry
	based   bool // the first is the kustomization's
}

func (s slot) group() *group { return s.entries[0].group }

// last is the entry that counts most.
func (s slot) last() *entry { return s.entries[len(s.entries)-1] }

// A stage is a point of a build at which entries change images.
type stage struct {
	way        way
	base, over []*entry
	slots      []slot
	compiled   []*matcher
	in         *states
	// sees are the keys of the specs by which it finds images.
	sees map[string]bool
}

func newStage(w way, base, over []*entry, in *states, sees map[string]bool) *stage {
	s := &stage{way: w, base: base, over: over, sees: sees}
	s.in = &states{all: slices.Clone(in.all), fields: maps.Clone(in.fields), unread: slices.Clone(in.unread), specs: in.specs, objects: in.objects, variables: in.variables, unsure: in.unsure}
	for _, e := range base {
		s.slots = append(s.slots, slot{[]*entry{e}, true})
	}
	for _, e := range over {
		i := slices.IndexFunc(s.slots, func(o slot) bool { return o.entries[0].Name == e.Name })
		if i < 0 {
			s.slots = append(s.slots, slot{[]*entry{e}, false})
			continue
		}
		s.slots[i].entries = append(s.slots[i].entries, e)
		s.slots[i].group().join(e.group)
	}
	if w == set {
		slices.SortStableFunc(s.slots, func(a, b slot) int { return cmp.Compare(s.image(a).Name, s.image(b).Name) })
	}
	return s
}

// image is the entry that kustomize gets of a slot.
func (s *stage) image(o slot) Image {
	image := Image{}
	for i, e := range o.entries {
		if i == 0 && o.based {
			image = e.Image
		} else {
			image = combined(s.way, image, e.Image)
		}
	}
	return image
}

// combined is what becomes of an entry and one of the same name over it.
func combined(w way, base, over Image) Image {
	switch w {
	case merged:
		if over.NewName != "" {
			base.NewName = over.NewName
		}
		if over.NewTag != "" || over.Digest != "" {
			base.NewTag, base.Digest = over.NewTag, over.Digest
		}
		base.Name = over.Name
		return base
	case set:
		for _, part := range []struct{ over, base *string }{{&over.NewName, &base.NewName}, {&over.NewTag, &base.NewTag}, {&over.Digest, &base.Digest}} {
			if *part.over == preserved {
				*part.over = *part.base
			}
		}
	}
	return over
}

// images joins lists of entries as the way has it.
func (s *stage) images(base, over []Image) []Image {
	all := slices.Clone(base)
	for _, o := range over {
		i := slices.IndexFunc(all, func(b Image) bool { return b.Name == o.Name })
		if i < 0 {
			all = append(all, combined(s.way, Image{}, o))
		} else {
			all[i] = combined(s.way, all[i], o)
		}
	}
	if s.way == set {
		slices.SortStableFunc(all, func(a, b Image) int { return cmp.Compare(a.Name, b.Name) })
	}
	return all
}

// given reports whether what the slot makes of an image of a file that is not written is
// ours.
func (t *tree) given(s *stage, o slot) bool {
	return t.writable(s.namer(o)) && !o.group().keeps
}

// writable reports whether an entry can be written.
func (t *tree) writable(e *entry) bool { return !e.fixed && t.rules.Given(e.at.File) }

// namer is the entry that gives what the slot finds its name, or could: the last that has
// a new name; else the first where the others are merged into it, and the last where they
// replace it.
func (s *stage) namer(o slot) *entry {
	for i := len(o.entries) - 1; i >= 0; i-- {
		if e := o.entries[i]; e.NewName != "" && e.NewName != preserved {
			return e
		}
		if s.way != merged && o.entries[i].NewName != preserved {
			break
		}
	}
	if s.way == merged {
		return o.entries[0]
	}
	return o.last()
}

// run sends the images through the stage.
func (t *tree) run(s *stage) *states {
	in, out := s.in, newStates()
	out.unread, out.specs, out.objects, out.variables, out.unsure = in.unread, in.specs, in.objects, in.variables, in.unsure
	matchers := s.matchers()
	for _, one := range in.all {
		from := in.fields[one]
		out.add(t.through(s, matchers, 0, one), from)
	}
	for i := range matchers {
		if one, from := t.fromPattern(s, i); from != nil {
			out.add(t.through(s, matchers, i+1, one), from)
		}
	}
	return out
}

// through sends one image through the slots, from one on.
func (t *tree) through(s *stage, matchers []*matcher, first int, one state) state {
	times := s.times(one)
	for i := first; i < len(matchers) && times > 0; i++ {
		if matchers[i].matches(one.text) {
			one = t.step(one, matchers[i], times, s, s.slots[i])
		} else if t.movesAgain(one, matchers[i], times, s.slots[i]) {
			one.mode = stays
		}
	}
	return one
}

// times is how often the stage looks at a field with the image, once for each spec.
func (s *stage) times(one state) int {
	n := 0
	for key := range strings.SplitSeq(one.specs, "\n") {
		if s.sees[key] {
			n++
		}
	}
	return n
}

// matchers are the entries of the slots, compiled once.
func (s *stage) matchers() []*matcher {
	if s.compiled == nil {
		s.compiled = make([]*matcher, len(s.slots))
		for i, o := range s.slots {
			s.compiled[i] = newMatcher(s.image(o))
		}
	}
	return s.compiled
}
