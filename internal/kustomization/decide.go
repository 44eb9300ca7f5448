package kustomization

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// A Decision is what becomes of an entry.
type Decision struct {
	// Images are what stands in its place: the entry itself, then those that are added
	// behind it. None: the entry goes.
	Images []Image
	Was    Image
	// Mended says that it finds its images again, which an earlier rewriting hid from
	// it.
	Mended bool
	// Kept is why its newName stays when images go back, a reason of Plan.Stay or WasInCache;
	// empty when it does not.
	Kept string
}

// Changed reports whether the entry is written anew.
func (d *Decision) Changed() bool { return len(d.Images) != 1 || d.Images[0] != d.Was }

// decision is what becomes of an entry. The names that moved come first: what a name
// that stayed becomes must not be found again.
func (s *simulation) decision(e *entry) *Decision {
	d := &Decision{Was: e.written(), Mended: e.mended != "", Kept: e.kept}
	if e.copied && !e.fixed {
		return d
	}
	if e.fixed || !s.isKept(e) && s.onlyMoves(e) {
		d.Images = []Image{d.Was}
		return d
	}
	names := slices.Clone(e.group.needs)
	if s.isKept(e) {
		d.Images = []Image{d.Was}
		names = slices.DeleteFunc(names, func(name string) bool { return name == e.Name || s.hasCopy(e, name) })
	} else if i := slices.Index(names, e.Name); i >= 0 {
		names = append(slices.Delete(names, i, i+1), e.Name)
	}
	for _, name := range names {
		if i := s.imageFor(e, e.group.byName[name]); len(e.group.needs) == 1 || !i.isIdle() {
			d.Images = append(d.Images, i)
		}
	}
	if len(d.Images) == 0 {
		d.Images = []Image{d.Was}
	}
	if e.alone && len(d.Images) > 1 {
		s.notAlone(e, d)
		d.Images = d.Images[:1]
	}
	return d
}

// onlyMoves reports whether an entry gives an image its name in the cache, and does nothing
// else: it is as good for manifests that are rewritten as for those that are not.
func (s *simulation) onlyMoves(e *entry) bool {
	return !s.rules.Restores() && e.NewTag == "" && e.Digest == "" && e.TagSuffix == "" &&
		e.NewName != "" && e.NewName == nameOf(s.renamed(e.Name))
}

// isIdle reports whether an entry leaves images as they are.
func (i Image) isIdle() bool {
	return i == Image{Name: i.Name} || i == Image{Name: i.Name, NewName: i.Name}
}

// notAlone tells that a transformer would have to find an image by several names.
func (s *simulation) notAlone(e *entry, d *Decision) {
	if e.group.bad {
		return
	}
	e.group.bad = true
	s.problem(finding.Error, Unsolved, e.at, e.line, e.Name,
		fmt.Sprintf("the transformer finds the image by several names once the manifests are rewritten (%s and %s), and has room for one; "+
			"move it to images in a kustomization, where there may be two entries", d.Images[0].Name, d.Images[1].Name))
}

// imageFor is an entry as it must be for images of one name.
func (s *simulation) imageFor(e *entry, n *need) Image {
	i := e.Image
	if i.Name != n.name {
		i.Name = n.name + strings.TrimPrefix(e.Name, nameOf(e.Name)) // a tag in the name stays
	}
	becomes, asked := n.becomes[e]
	switch {
	case asked:
		i.NewName = becomes
	case i.NewName != "" && i.NewName != preserved:
		i.NewName = s.newName(i)
	}
	// kustomize takes a tag in newName for a part of the name, so it stays.
	if i.NewName != e.NewName && i.NewName != "" && !n.dropped[e] {
		i.NewName += strings.TrimPrefix(e.NewName, nameOf(e.NewName))
	}
	// A new name was only ever added beside the name of an upstream, or as the name of an
	// upstream that must stay beside one that moved.
	added := i.Name == e.Name && i.NewName != e.NewName && s.rules.Same(i.NewName, i.Name)
	stayed := i.Name != e.Name && i.NewName == e.NewName && i.NewName == i.Name
	switch {
	case e.kept != "":
		i.NewName = e.NewName
	case s.rules.Restores() && added && !e.newNameLast:
		i.NewName = i.Name // it stood there, and was its name
	case s.rules.Restores() && (added || stayed):
		i.NewName = ""
	}
	if n.dropped[e] {
		i.Digest = ""
	}
	return i
}

// decisions are those of all entries. Those that an earlier run added go with Restore:
// they say again what an entry beside them says.
func (s *simulation) decisions() map[*entry]*Decision {
	all, entries := map[*entry]*Decision{}, s.entries()
	for _, e := range entries {
		all[e] = s.decision(e)
	}
	if !s.rules.Restores() {
		return all
	}
	for i, behind := len(entries)-2, len(entries)-1; i >= 0; i-- {
		first, second := all[entries[i]], all[entries[behind]]
		switch {
		case !beside(entries[i], entries[behind]) || len(first.Images) != 1 || len(second.Images) != 1 || entries[i].Name == entries[behind].Name:
			behind = i
		case first.Images[0].plain() == second.Images[0].plain():
			second.Images = nil
			behind = i
		case first.Changed() && s.findsOne(entries[i].Name) && covers(second.Images[0], first.Images[0]):
			first.Images = nil
		default:
			behind = i
		}
	}
	return all
}

// plain is an entry without a new name that is its name.
func (i Image) plain() Image {
	if i.NewName == i.Name {
		i.NewName = ""
	}
	return i
}

// covers reports whether an entry whose name is a regular expression does all that another
// does.
func covers(pattern, one Image) bool {
	name := strings.ReplaceAll(one.Name, `\`, "")
	if !isPattern(pattern.Name) || !newMatcher(pattern).matches(name) {
		return false
	}
	one.Name, one.NewName = pattern.Name, firstOf(one.NewName, name)
	pattern.NewName = firstOf(pattern.NewName, name)
	return one == pattern
}

// beside reports whether two entries stand in one list.
func beside(a, b *entry) bool {
	return a.document == b.document && a.word == b.word && listOf(a.at.Path) == listOf(b.at.Path)
}

func listOf(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '[' {
			return path[:i]
		}
	}
	return path
}

// verify runs the new entries over the rewritten images, and compares with what the
// entries made of them before.
func (s *simulation) verify(decisions map[*entry]*Decision) {
	for _, st := range s.stages {
		now := s.matchersAfter(st, decisions)
		before := st.matchers()
		for _, one := range st.in.all {
			was, got := s.through(st, before, 0, one), s.after(one)
			for _, m := range now {
				got = m.again(got, st.times(one))
			}
			if one.mode == outside && got == was.text {
				continue
			}
			if want := s.after(was); !s.rules.Same(got, want) {
				s.unsolved(st, one, want, got)
			}
		}
	}
}

func (s *simulation) matchersAfter(st *stage, decisions map[*entry]*Decision) []*matcher {
	list := func(entries []*entry) []Image {
		var all []Image
		for _, e := range entries {
			all = append(all, decisions[e].Images...)
		}
		return all
	}
	var all []*matcher
	for _, i := range st.images(list(st.base), list(st.over)) {
		all = append(all, newMatcher(i))
	}
	return all
}

// unsolved tells that a stage would make another image of one than it must.
func (s *simulation) unsolved(st *stage, one state, want, got string) {
	from := st.in.fields[one]
	e := s.finding(st, one)
	if e.group.bad || s.writeInFull(one) || s.leaveSuffixed(st, one, want, got) {
		return
	}
	e.group.bad = true
	why := "no entry of images keeps both apart; " +
		"write the image in one way everywhere, or annotate the object with ecrcache.amerintlxperts.github.io/ignore: \"true\""
	if other := s.taker(st, one); other != nil {
		why = fmt.Sprintf("the entry at %s:%d would find it by its name at the upstream, and does not find it now; "+
			"take that entry out where nothing needs it, or let it set the same as the one that finds the image", s.rules.Shown(other.at.File), other.line)
	}
	if e.fixed {
		why = "the entry finds it by its name, and may not be changed with it: " + s.rules.Fixed(e.document)
	}
	s.problem(finding.Error, Unsolved, e.at, e.line, e.Name,
		fmt.Sprintf("the image %s at %s would be built as %s, and should be as %s: %s", one.text, s.where(from), got, want, why))
}

// taker is an entry that finds an image once it goes back, and did not find it before;
// nil for none.
func (s *simulation) taker(st *stage, one state) *entry {
	if !s.rules.Restores() {
		return nil
	}
	times := st.times(one)
	for i, m := range st.matchers() {
		switch {
		case m.matches(one.text):
			one = s.step(one, m, times, st, st.slots[i])
		case m.matches(s.after(one)):
			return st.slots[i].last()
		}
	}
	return nil
}

// finding is the entry to name for an image: the first that finds it, before or after.
func (s *simulation) finding(st *stage, one state) *entry {
	for _, text := range []string{one.text, s.after(one)} {
		for i, m := range st.matchers() {
			if m.matches(text) {
				return st.slots[i].entries[0]
			}
		}
	}
	return st.slots[0].entries[0]
}
