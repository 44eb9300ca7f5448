package build

import (
	"cmp"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// A mover gives images their names in the cache: the function, a transformer, or an entry
// of a Component.
type mover struct {
	at   manifest.Place
	line int
	// what names it in messages.
	what string
	// covers reports whether it moves an image of a name.
	covers func(name string) bool
	// remedy is what the user can do; root is the kustomization that is built.
	remedy func(root string) string
}

// isBefore orders movers by their places.
func (m *mover) isBefore(other *mover) bool {
	return cmp.Or(cmp.Compare(m.at.File, other.at.File), cmp.Compare(m.line, other.line)) < 0
}

// lateStage runs the entries of a stage one by one, reports those that are late, and returns what
// comes out. Entries of a Component or a transformer that give images their names in the cache are
// movers.
func (s *Simulation) lateStage(st *Stage) *States {
	now := st.In
	for i, m := range st.Matchers() {
		for _, e := range st.Slots[i].Entries {
			s.reportMissed(st, now, e, m)
		}
		by := s.entryMover(st.Slots[i].Last(), m)
		now = now.each(func(one State) State {
			times := st.Times(one)
			if times == 0 || !m.Matches(one.Text) {
				return one
			}
			if by != nil {
				one.before, one.by = one.Text, by
			}
			one.Text = m.ApplyTimes(one.Text, times)
			return one
		})
		now.movedBy(by)
	}
	return now
}

// entryMover returns an entry as a mover; nil for an entry that moves nothing to the cache.
func (s *Simulation) entryMover(e *tree.Entry, m *imagetag.Matcher) *mover {
	if e.In == "" || e.NewName == "" || !s.Rules.Generated(e.Document) && s.Rules.Cached(e.Name) != e.NewName {
		return nil
	}
	if known := s.late.movers[e]; known != nil {
		return known
	}
	remedy := func(root string) string {
		return "use ecrcache generate, and list its transformers under transformers: of " + root + " instead of the Component"
	}
	if e.In == tree.InTransformer {
		remedy = func(root string) string {
			return "list it under transformers: of " + root + ", after all others, instead"
		}
	}
	by := &mover{at: e.At, line: e.Line, what: e.In, covers: m.Matches, remedy: remedy}
	s.late.movers[e] = by
	return by
}

// A function is ecrcache as a KRM function among the transformers.
type function struct {
	*mover
	// name is the name of an image in the cache of the function; empty for an image that it
	// leaves.
	name func(image string) string
}

// functionMover returns the function that a transformer runs, as a mover.
func (s *Simulation) functionMover(tr *tree.Transformer) *function {
	if known := s.late.functions[tr]; known != nil {
		return known
	}
	name, d := tr.Function, tr.FunctionDocument
	f := &function{name: name, mover: &mover{
		at: d.PlaceOf(""), line: d.LineOf(d.Root), what: "the function",
		covers: func(image string) bool { return name(image) != "" },
		remedy: func(root string) string { return "list the function under transformers: of " + root + " instead" },
	}}
	s.late.functions[tr] = f
	return f
}

// run gives images their names in the cache of the function.
func (f *function) run(in *States) *States {
	out := in.each(func(one State) State {
		name, tag, digest := imagetag.Split(one.Text)
		if moved := f.name(name); moved != "" {
			one.before, one.by = one.Text, f.mover
			one.Text = imagetag.Join(moved, tag, digest)
		}
		return one
	})
	out.movedBy(f.mover)
	return out
}

// each returns a copy in which every image is what change makes of it.
func (s *States) each(change func(State) State) *States {
	all := make([]State, len(s.All))
	for i, one := range s.All {
		all[i] = change(one)
	}
	return s.with(all)
}

// movedBy notes a mover that may have moved images of parts which are not read.
func (s *States) movedBy(by *mover) {
	if by != nil && len(s.Unread) > 0 {
		s.addUnsure(by)
	}
}
