package build

import "github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"

// run sends the images through the stage, and returns what comes out.
func (session *Session) run(s *Stage) *States {
	matchers := s.Matchers()
	after := make([]State, len(s.In.All))
	for i, one := range s.In.All {
		after[i] = session.Through(s, matchers, 0, one)
	}
	out := s.In.with(after)
	for i := range matchers {
		if one, from := session.FromPattern(s, i); from != nil {
			out.add(session.Through(s, matchers, i+1, one), from)
		}
	}
	return out
}

// Through sends one image through the slots of a stage, from the one at the index first on, and
// returns what it becomes. matchers are those of the slots.
func (session *Session) Through(s *Stage, matchers []*imagetag.Matcher, first int, one State) State {
	times := s.Times(one)
	for i := first; i < len(matchers) && times > 0; i++ {
		if matchers[i].Matches(one.Text) {
			one = session.Step(one, matchers[i], times, s, s.Slots[i])
		} else if session.MovesAgain(one, matchers[i], times, s.Slots[i]) {
			one.Mode = ModeStays
		}
	}
	return one
}

// Step returns what the slot o of a stage makes of the image s, which it finds; m is its entry.
// kustomize looks at a field as many times as field specs lead to it, and changes the image each
// time that it finds it. An image that gets a newName which was always in the cache stays there.
func (session *Session) Step(s State, m *imagetag.Matcher, times int, st *Stage, o Slot) State {
	s.Text = m.ApplyTimes(s.Text, times)
	switch namer := st.NamingEntry(o); {
	case namer.Filled:
		s.Mode = ModeMoves // also an image that must not change is what it was, once the entry is gone
	case namer.Kept != "" || namer.Copied:
		s.Mode = ModeStays
	case s.Mode == ModeOutside && session.mayRename(st, o) && m.CanRename(), s.Mode == ModeStays && m.NewName != "":
		s.Mode = ModeMoves
	}
	if s.bare != nil && m.NewName != "" {
		s.bare.renamed = true
		s.bare = nil
	}
	return s
}

// MovesAgain reports whether an entry that must not change, such as that of a generated
// transformer, moves an image to the cache again once it is back at its upstream. The build then
// has the same image as before.
func (session *Session) MovesAgain(one State, m *imagetag.Matcher, times int, o Slot) bool {
	return session.Rules.Restores() && one.Mode == ModeMoves && o.Last().Fixed && m.ApplyTimes(session.After(one), times) == one.Text
}
