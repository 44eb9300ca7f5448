package kustomization

// lateStage runs the entries of a stage one by one as the files stand, and tells of those
// that are late. Entries of a Component or a transformer that give images their names in
// the cache are movers.
func (s *simulation) lateStage(st *stage) *states {
	now := st.in
	for i, m := range st.matchers() {
		for _, e := range st.slots[i].entries {
			s.missed(st, now, e, m)
		}
		by := s.entryMover(st.slots[i].last(), m)
		now = now.each(func(one state) state {
			times := st.times(one)
			if times == 0 || !m.matches(one.text) {
				return one
			}
			if by != nil {
				one.was, one.by = one.text, by
			}
			one.text = m.again(one.text, times)
			return one
		})
		now.movedBy(by)
	}
	return now
}

// entryMover is an entry as a mover; nil for one that is none.
func (s *simulation) entryMover(e *entry, m *matcher) *mover {
	if e.in == "" || e.NewName == "" || !s.rules.Generated(e.document) && s.rules.Cached(e.Name) != e.NewName {
		return nil
	}
	if known := s.late.movers[e]; known != nil {
		return known
	}
	remedy := func(root string) string {
		return "use ecrcache generate, and list its transformers under transformers: of " + root + " instead of the Component"
	}
	if e.in == inTransformer {
		remedy = func(root string) string {
			return "list it under transformers: of " + root + ", behind all others, instead"
		}
	}
	by := &mover{at: e.at, line: e.line, what: e.in, covers: m.matches, remedy: remedy}
	s.late.movers[e] = by
	return by
}

// A function is this program as a function among the transformers.
type function struct {
	*mover
	name func(image string) string // in its cache
}

// readFunction is the function that a document configures; nil for any other document.
func (t *tree) readFunction(d *Document) *function {
	name := t.rules.Function(d)
	if name == nil {
		return nil
	}
	return &function{name: name, mover: &mover{
		at: d.place(""), line: d.line(d.Root), what: "the function",
		covers: func(image string) bool { return name(image) != "" },
		remedy: func(root string) string { return "list the function under transformers: of " + root + " instead" },
	}}
}

// run gives images their names in the function's cache.
func (f *function) run(in *states) *states {
	out := in.each(func(one state) state {
		name, tag, digest := Split(one.text)
		if moved := f.name(name); moved != "" {
			one.was, one.by = one.text, f.mover
			one.text = join(moved, tag, digest)
		}
		return one
	})
	out.movedBy(f.mover)
	return out
}

// each is the states with each image changed.
func (s *states) each(change func(state) state) *states {
	out := newStates()
	out.unread, out.specs, out.objects, out.variables, out.unsure = s.unread, s.specs, s.objects, s.variables, s.unsure
	for _, one := range s.all {
		out.add(change(one), s.fields[one])
	}
	return out
}

// movedBy notes who moved images, among them perhaps some of a part that is not read.
func (s *states) movedBy(by *mover) {
	if by != nil && len(s.unread) > 0 {
		s.unsure = append(s.unsure[:len(s.unsure):len(s.unsure)], by)
	}
}
