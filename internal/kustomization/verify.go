package kustomization

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// verify runs the new entries over the rewritten images and compares what they make of them with
// the rewriting of what the old ones made. It reports every difference.
func (s *solver) verify(decisions map[*tree.Entry]*Decision) {
	for _, st := range s.Stages {
		now := s.matchersAfter(st, decisions)
		before := st.Matchers()
		for _, one := range st.In.All {
			was, got, times := s.Through(st, before, 0, one), s.After(one), st.Times(one)
			for _, m := range now {
				got = m.ApplyTimes(got, times)
			}
			if one.Mode == build.ModeOutside && got == was.Text {
				continue
			}
			// On the way back, an entry that may not be changed, such as one of the generated
			// transformers, goes on to make the name in the cache: nothing is built otherwise.
			if s.Rules.Restores() && got == was.Text && s.entryFor(st, one).Fixed {
				continue
			}
			if want := s.After(was); !s.Rules.Same(got, want) {
				s.reportUnsolved(st, one, want, got)
			}
		}
	}
}

// matchersAfter returns the matchers of the entries that a stage has once the decisions are carried out.
func (s *solver) matchersAfter(st *build.Stage, decisions map[*tree.Entry]*Decision) []*imagetag.Matcher {
	list := func(entries []*tree.Entry) []imagetag.Image {
		var all []imagetag.Image
		for _, e := range entries {
			all = append(all, decisions[e].Images...)
		}
		return all
	}
	var all []*imagetag.Matcher
	for _, i := range st.Images(list(st.Base), list(st.Over)) {
		all = append(all, s.Patterns.Matcher(i))
	}
	return all
}

// reportUnsolved reports an image of which a stage would make got and should make want, unless the
// solver can begin anew without it.
func (s *solver) reportUnsolved(st *build.Stage, one build.State, want, got string) {
	from := st.In.Fields[one]
	e := s.entryFor(st, one)
	if s.reported[e.Group] || s.writeInFull(one) || s.avoidSecondSuffix(st, one, want, got) {
		return
	}
	s.reported[e.Group] = true
	why := "no entry of images keeps both apart; " +
		"write the image in one way everywhere, or annotate the object with ecrcache.amerintlxperts.github.io/ignore: \"true\""
	if other := s.newFinder(st, one); other != nil {
		why = fmt.Sprintf("the entry at %s:%d would find it by its name at the upstream, and does not find it now; "+
			"take that entry out where nothing needs it, or let it set the same as the one that finds the image", s.Rules.Shown(other.At.File), other.Line)
	}
	if e.Fixed {
		why = "the entry finds it by its name, and may not be changed with it: " + s.Rules.Fixed(e.Document)
	}
	s.Problems.Add(finding.Error, problem.Unsolved, e.At, e.Line, e.Name,
		fmt.Sprintf("the image %s at %s would be built as %s, and should be as %s: %s", one.Text, s.where(from), got, want, why))
}

// newFinder returns an entry that would find an image once it is back at its upstream, and does
// not find it now; nil where there is none.
func (s *solver) newFinder(st *build.Stage, one build.State) *tree.Entry {
	if !s.Rules.Restores() {
		return nil
	}
	times := st.Times(one)
	for i, m := range st.Matchers() {
		switch {
		case m.Matches(one.Text):
			one = s.Step(one, m, times, st, st.Slots[i])
		case m.Matches(s.After(one)):
			return st.Slots[i].Last()
		}
	}
	return nil
}

// entryFor returns the entry to name in a message about an image: the first that finds it, before
// or after the rewriting.
func (s *solver) entryFor(st *build.Stage, one build.State) *tree.Entry {
	for _, text := range []string{one.Text, s.After(one)} {
		for i, m := range st.Matchers() {
			if m.Matches(text) {
				return st.Slots[i].Entries[0]
			}
		}
	}
	return st.Slots[0].Entries[0]
}
