package kustomization

import (
	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// A solver finds what each entry must become, so that every build gives what it should.
type solver struct {
	*build.Simulation // the last one
	// simulateAgain says that the last simulation did not know all that must stay, so that
	// another one is needed, and that needs are collected from that.
	simulateAgain bool
	// planAnew says that also decisions must be made again, and all problems found again,
	// because an image must be written in full, or must stay.
	planAnew bool
	// names are the names that images have after the rewriting, by their lengths, with what
	// they were before.
	names map[int]map[string]string
	// needs are what the groups of entries must find and do.
	needs map[*tree.Group]*needs
	// reported are the groups of which a problem is reported: one is enough.
	reported map[*tree.Group]bool
	// mended are the entries whose images an earlier rewriting renamed without them, with the
	// name that is in the file: the entry gets the new one.
	mended map[*tree.Entry]string
	// late are the entries that run after their images were moved, which is reported already.
	late map[*tree.Entry]bool
}

// newSolver makes a solver for a tree. late are the entries that Session.LateEntries found.
func newSolver(session *build.Session, late []build.Late) *solver {
	s := &solver{Simulation: &build.Simulation{Session: session}, reported: map[*tree.Group]bool{}, mended: map[*tree.Entry]string{}, late: map[*tree.Entry]bool{}}
	for _, l := range late {
		if l.Entry != nil {
			s.late[l.Entry] = l.Sure
		}
	}
	return s
}

// solve decides what becomes of every entry. It begins anew as long as it finds an image that
// must be written in full, or must stay because it would get a suffix once more.
func (s *solver) solve() map[*tree.Entry]*Decision {
	known := s.Problems.Clone()
	for {
		s.simulate()
		if s.mend() {
			s.simulate()
		}
		for s.collectNeeds(); s.simulateAgain; s.collectNeeds() {
			s.simulate()
		}
		decisions := s.decisions()
		s.verify(decisions)
		if !s.planAnew {
			return decisions
		}
		*s.Problems = *known.Clone()
		s.reported = map[*tree.Group]bool{}
	}
}

// simulate runs all builds, as often as it takes to know which fields must stay.
func (s *solver) simulate() {
	s.simulateAgain, s.planAnew = false, false
	for {
		if s.Simulation = s.Session.Simulate(); !s.Simulation.Again {
			return
		}
	}
}
