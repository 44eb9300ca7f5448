package kustomization

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// solve finds, for every group of entries, the names that it must find once files are
// rewritten, and what each entry makes of them.
func (s *simulation) solve() {
	for _, e := range s.entries() {
		e.group.needs, e.group.byName = nil, nil
	}
	s.collectNames()
	slices.SortStableFunc(s.stages, func(a, b *stage) int { return cmp.Compare(a.way, b.way) })
	for _, st := range s.stages {
		for _, one := range st.in.all {
			s.follow(st, 0, one, st.in.fields[one])
		}
		for i := range st.slots {
			if one, from := s.fromPattern(st, i); from != nil {
				s.follow(st, i+1, one, from)
			}
		}
	}
	for _, st := range s.stages {
		s.keepPatterns(st)
	}
	fed := s.fed()
	for _, e := range s.entries() {
		if len(e.group.needs) == 0 && !e.fixed && s.rules.Given(e.at.File) && !(fed[e.group] && s.looksBroken(e)) {
			s.keepName(e, e.Image)
		}
	}
	s.takeNamesBack()
}

// takeNamesBack has entries that find nothing that is read look for the names of the
// upstreams again, when images go back to them.
func (s *simulation) takeNamesBack() {
	if !s.rules.Restores() {
		return
	}
	for _, e := range s.entries() {
		back := nameOf(s.renamed(e.Name))
		if back == e.Name || len(e.group.needs) > 1 || len(e.group.needs) == 1 && e.group.needs[0] != e.Name {
			continue
		}
		if len(e.group.needs) == 1 && e.group.byName[e.Name].from != (state{}) {
			continue // it finds an image that stays
		}
		members := e.group.members
		e.group.needs, e.group.byName = nil, nil
		n := e.group.need(s.literal(back), state{})
		for _, m := range members {
			n.becomes[m] = ""
			if m.NewName != "" {
				n.becomes[m] = s.newName(m.Image)
			}
		}
	}
}

// fed are the groups to which images come. An entry of such a group that finds none is
// left as it is, where it would look like one that an earlier rewriting broke.
func (s *simulation) fed() map[*group]bool {
	fed := map[*group]bool{}
	for _, st := range s.stages {
		for _, o := range st.slots {
			fed[o.group()] = fed[o.group()] || len(st.in.all) > 0
		}
	}
	return fed
}

// follow sends one image through the slots of a stage, from one on, and notes what each entry that finds it must do
// for what it will be.
func (s *simulation) follow(st *stage, first int, one state, from *Field) {
	times := st.times(one)
	for i := first; i < len(st.slots) && times > 0; i++ {
		m := st.matchers()[i]
		if !m.matches(one.text) {
			if s.movesAgain(one, m, times, st.slots[i]) {
				one.mode = stays
			}
			continue
		}
		next := s.step(one, m, times, st, st.slots[i])
		s.require(st, st.slots[i], m, one, next, from)
		one = next
	}
}

// require notes that a slot must make one image of another.
func (s *simulation) require(st *stage, o slot, m *matcher, one, next state, from *Field) {
	now, then := s.after(one), s.after(next)
	name := o.group().members[0].Name
	if now != one.text && !(isPattern(name) && m.matches(now)) {
		name = s.moved(o.group().members[0], nameOf(now))
	}
	n := o.group().need(name, one)
	becomes := nameOf(then)
	if becomes == nameOf(now) && m.NewName == "" {
		becomes = ""
	}
	_, _, digest := Split(then)
	giver := s.giver(st, o, n, becomes)
	if giver == nil {
		return
	}
	was, set := n.becomes[giver]
	if set && was != becomes && (one.mode == outside) != n.yields[giver] && !o.group().keeps {
		o.group().keeps, s.again = true, true
	}
	switch {
	case !set || n.yields[giver]:
		n.becomes[giver], n.yields[giver] = becomes, one.mode == outside
	case was != becomes && s.rules.Restores() && s.keepNewName(giver, Shared):
		s.again = true
	case was != becomes && one.mode != outside:
		s.conflict(o, giver, from, was, becomes)
		return
	}
	if m.Digest != "" && digest == "" {
		for _, e := range o.entries {
			n.dropped[e] = e.Digest != ""
		}
	}
}

// giver is the entry of a slot that must give the new name; nil where another gives it
// already.
func (s *simulation) giver(st *stage, o slot, n *need, becomes string) *entry {
	last := o.last()
	if len(o.entries) == 1 || last.NewName != "" && last.NewName != preserved {
		return last
	}
	if st.way == merged || last.NewName == preserved {
		for _, e := range o.entries[:len(o.entries)-1] {
			if n.becomes[e] == becomes {
				return nil
			}
		}
	} else if becomes == "" {
		return nil
	}
	return last
}

func (s *simulation) conflict(o slot, e *entry, from *Field, was, becomes string) {
	if o.group().bad || s.again { // all is solved again
		return
	}
	o.group().bad = true
	s.problem(finding.Error, Unsolved, e.at, e.line, e.Name,
		fmt.Sprintf("the entry finds %s, at %s and elsewhere, which would have to become both %s and %s; "+
			"write the image in one way everywhere, or give each its own entry", from.Text, s.where(from), orSame(was), orSame(becomes)))
}

func orSame(name string) string {
	if name == "" {
		return "what it is"
	}
	return name
}

// where says where an image stands.
func (t *tree) where(f *Field) string {
	if f.unread != nil {
		return f.unread.what
	}
	return fmt.Sprintf("%s:%d (%s)", t.rules.Shown(f.Document.File), f.Line(), f.At().Path)
}

// keepName has an entry go on finding its name, and give it the one that it has after
// the rewriting.
func (s *simulation) keepName(e *entry, image Image) {
	n := e.group.need(e.Name, state{})
	if _, set := n.becomes[e]; set {
		return
	}
	n.becomes[e] = ""
	if becomes := s.newName(image); image.NewName != "" || becomes != image.Name && !isPattern(image.Name) {
		n.becomes[e] = becomes
	}
}

// newName is the name that an entry gives once it is rewritten.
func (s *simulation) newName(image Image) string {
	name := image.NewName
	if name == "" || name == preserved {
		name = image.Name
	}
	return nameOf(s.renamed(join(name, image.NewTag, image.Digest)))
}

// entries are all entries of the tree, those of one list one behind the other.
func (t *tree) entries() []*entry {
	var all []*entry
	for _, k := range t.order {
		all = append(all, k.entries...)
		for _, tr := range k.transformers {
			if tr.entry != nil {
				all = append(all, tr.entry)
			}
		}
	}
	for _, b := range t.builds {
		all = append(all, b.entries...)
	}
	return all
}
