package build

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// A Late is an entry that kustomize applies after something moved its images to the cache: it
// looks for the name at the upstream and finds nothing, so what it sets is lost, and kustomize
// says nothing.
type Late struct {
	At   manifest.Place
	Line int
	// Found is the name of the entry.
	Found string
	// Sure says that another image is certainly deployed. It is not certain where a part of
	// the build is not read, or where the version of Flux matters.
	Sure    bool
	Message string
	// Name is the name that rewriting gives the entry, by which it finds its images; empty
	// where it gives none.
	Name string
	// Entry is the entry; nil where the problem is that of a whole kustomization.
	Entry *tree.Entry
}

// A lateRun is what the simulation that looks for late entries collects.
type lateRun struct {
	all       []Late
	reported  map[string]bool
	movers    map[*tree.Entry]*mover
	functions map[*tree.Transformer]*function
}

// LateEntries runs all builds of the files as they are now, before any rewriting, and gives the
// entries that are late, sorted by their places.
func (session *Session) LateEntries() []Late {
	if !session.hasMovers() {
		return nil
	}
	l := &lateRun{reported: map[string]bool{}, movers: map[*tree.Entry]*mover{}, functions: map[*tree.Transformer]*function{}}
	session.simulateFor(l)
	slices.SortStableFunc(l.all, func(a, b Late) int {
		return cmp.Or(cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Found, b.Found))
	})
	return l.all
}

// hasMovers reports whether something in the tree may move images while a build runs.
func (session *Session) hasMovers() bool {
	return slices.ContainsFunc(session.Order, func(k *tree.Kustomization) bool {
		return len(k.Transformers) > 0 || k.Component && len(k.Entries) > 0 || session.Rules.Generated(k.Document)
	}) || slices.ContainsFunc(session.Builds, func(b *tree.Build) bool { return b.Overlay == tree.OverlayMerged && len(b.Entries) > 0 })
}

// reportLate adds an entry once, however many builds have it, and only where one of the files that
// matter was given to the command: that of the entry, of what moves the image (by), or of what is
// built.
func (s *Simulation) reportLate(l Late, by ...string) {
	key := fmt.Sprint(l.At.File, ":", l.Line, " ", l.Found)
	if !s.late.reported[key] && (slices.ContainsFunc(append(by, s.path...), s.Rules.Given) || s.Rules.Given(l.At.File)) {
		s.late.reported[key] = true
		s.late.all = append(s.late.all, l)
	}
}

// root returns the file of what is being built, as messages print it.
func (s *Simulation) root() string { return s.Rules.Shown(s.path[len(s.path)-1]) }

// reportMissed reports an entry that finds nothing because its images were moved before it ran. now
// is what reaches the entry, whose matcher is m.
func (s *Simulation) reportMissed(st *Stage, now *States, e *tree.Entry, m *imagetag.Matcher) {
	if !s.sets(e) {
		return
	}
	by, sure := st.misses(now, m)
	if by == nil {
		return
	}
	hint := by.remedy(s.root())
	if cached := s.Rules.Cached(e.Name); cached != "" {
		hint += "; or name the entry " + cached
	}
	what := "this entry finds no image, and what it sets is lost"
	if !sure {
		what = "a part of the build cannot be read here; where that has the image, this entry does not find it, and what it sets is lost"
	}
	s.reportLate(Late{
		At: e.At, Line: e.Line, Found: e.Name, Sure: sure, Entry: e,
		Message: fmt.Sprintf("%s: %s in %s:%d runs before it, and gives the image its name in the cache; %s", what, by.what, s.Rules.Shown(by.at.File), by.line, hint),
	}, by.at.File)
}

// misses returns what moved an image that an entry looks for before the entry ran, the first by its
// place, and whether the image is certainly there; nil for an entry that misses nothing.
func (s *Stage) misses(now *States, m *imagetag.Matcher) (by *mover, sure bool) {
	for _, one := range now.All {
		if one.by != nil && s.Times(one) > 0 && m.Matches(one.before) && !m.Matches(one.Text) && (by == nil || one.by.isBefore(by)) {
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

// sets reports whether an entry does more than to give an image its name in the cache.
func (s *Simulation) sets(e *tree.Entry) bool {
	return e.NewTag != "" || e.Digest != "" || e.TagSuffix != "" || e.NewName != "" && e.NewName != s.Rules.Cached(e.Name)
}
