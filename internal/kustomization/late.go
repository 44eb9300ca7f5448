package kustomization

import (
	"cmp"
	"fmt"
	"slices"
)

// Movers know what gives images their names in the cache while a build runs, beside the
// rewriting of files.
type Movers interface {
	// Cached is the name of an image in the cache; empty for one of no upstream.
	Cached(image string) string
	// Function is what the function that a document configures makes of an image's name,
	// empty for one that it leaves; nil for a document that configures none, or one that
	// writes nothing.
	Function(d *Document) func(image string) string
	// Generated reports whether ecrcache generate wrote a document.
	Generated(d *Document) bool
}

// A Late entry is one that kustomize applies after something gave images their names in
// the cache: it looks for a name of the upstream and finds nothing, so what it sets is
// lost without a word.
type Late struct {
	At    Place
	Line  int
	Found string // the name of the entry
	// Sure says that another image is deployed. Where a part of the build cannot be read,
	// or where it depends on the version of Flux, one may be.
	Sure    bool
	Message string
	// Name is the name that rewriting gives the entry, if it does: what it sets is deployed
	// then.
	Name  string
	entry *entry
}

// A mover gives images their names in the cache: the function, a transformer, or an entry
// of a Component.
type mover struct {
	at   Place
	line int
	what string
	// covers reports whether it moves an image.
	covers func(name string) bool
	// remedy is what to do about it, where the kustomization that is built is named.
	remedy func(root string) string
}

func (m *mover) isBefore(other *mover) bool {
	return cmp.Or(cmp.Compare(m.at.File, other.at.File), cmp.Compare(m.line, other.line)) < 0
}

// A lateness is what a simulation collects that looks for late entries.
type lateness struct {
	all    []Late
	told   map[string]bool
	movers map[*entry]*mover
}

// lateEntries runs all builds as the files stand, and returns the entries that are late.
func (t *tree) lateEntries() []Late {
	if !t.hasMovers() {
		return nil
	}
	l := &lateness{told: map[string]bool{}, movers: map[*entry]*mover{}}
	t.simulateFor(l)
	slices.SortStableFunc(l.all, func(a, b Late) int {
		return cmp.Or(cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Found, b.Found))
	})
	return l.all
}

// hasMovers reports whether something in the tree may move images in a build.
func (t *tree) hasMovers() bool {
	return slices.ContainsFunc(t.order, func(k *target) bool {
		return len(k.transformers) > 0 || k.component && len(k.entries) > 0 || t.rules.Generated(k.document)
	}) || slices.ContainsFunc(t.builds, func(b *build) bool { return b.way == merged && len(b.entries) > 0 })
}

// tellLate notes an entry once, whatever builds it is in, when the run has to do with it:
// the entry, what moves the image, or what is built, is in a file that was given.
func (s *simulation) tellLate(l Late, by ...string) {
	key := fmt.Sprint(l.At.File, ":", l.Line, " ", l.Found)
	if !s.late.told[key] && (slices.ContainsFunc(append(by, s.building...), s.rules.Given) || s.rules.Given(l.At.File)) {
		s.late.told[key] = true
		s.late.all = append(s.late.all, l)
	}
}

// root is what is being built, as the user knows it.
func (s *simulation) root() string { return s.rules.Shown(s.building[len(s.building)-1]) }

// missed tells of an entry that finds nothing because images were moved before.
func (s *simulation) missed(st *stage, now *states, e *entry, m *matcher) {
	if !s.sets(e) {
		return
	}
	by, sure := st.misses(now, m)
	if by == nil {
		return
	}
	hint := by.remedy(s.root())
	if cached := s.rules.Cached(e.Name); cached != "" {
		hint += "; or name the entry " + cached
	}
	what := "this entry finds no image, and what it sets is lost"
	if !sure {
		what = "a part of the build cannot be read here; where that has the image, this entry does not find it, and what it sets is lost"
	}
	s.tellLate(Late{
		At: e.at, Line: e.line, Found: e.Name, Sure: sure, entry: e,
		Message: fmt.Sprintf("%s: %s in %s:%d runs before it, and gives the image its name in the cache; %s", what, by.what, s.rules.Shown(by.at.File), by.line, hint),
	}, by.at.File)
}

// misses is who moved an image that an entry looks for, before the entry, and whether the
// image is certainly there.
func (s *stage) misses(now *states, m *matcher) (by *mover, sure bool) {
	for _, one := range now.all {
		if one.by != nil && s.times(one) > 0 && m.matches(one.was) && !m.matches(one.text) && (by == nil || one.by.isBefore(by)) {
			by = one.by
		}
	}
	if by != nil {
		return by, true
	}
	for _, one := range now.unsure {
		if one.covers(m.Name) {
			return one, false
		}
	}
	return nil, false
}

// sets reports whether an entry changes more than the name into that of the cache.
func (s *simulation) sets(e *entry) bool {
	return e.NewTag != "" || e.Digest != "" || e.TagSuffix != "" || e.NewName != "" && e.NewName != s.rules.Cached(e.Name)
}

// renaming notes the names that rewriting gives to late entries.
func renaming(late []Late, decisions map[*entry]*Decision) []Late {
	for i := range late {
		d := decisions[late[i].entry]
		if d != nil && len(d.Images) > 0 && d.Images[0].Name != d.Was.Name && late[i].Sure {
			late[i].Name = d.Images[0].Name
		}
	}
	return late
}
