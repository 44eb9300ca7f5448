package kustomization

import "maps"

// renamed is what an image becomes where it may change. Going back, one of Docker Hub is
// written in the short way, or in full where the short name would be found by an entry
// that did not find it before.
func (t *tree) renamed(image string) string {
	name := t.rules.Name(image)
	if name != image && t.inFull[nameOf(name)] {
		return t.rules.InFull(name)
	}
	return name
}

// writeInFull has an image that goes back be written in full, and reports whether that is
// another way than it would be.
func (s *simulation) writeInFull(one state) bool {
	name := nameOf(s.rules.Name(one.text))
	if !s.rules.Restores() || one.mode != moves || s.inFull[name] || nameOf(s.rules.InFull(name)) == name {
		return false
	}
	s.inFull[name], s.anew = true, true
	return true
}

// solved plans, until every image that goes back is spelled so that its entries alone find
// it, and what a suffix would be added to once more stays.
func (t *tree) solved() (*simulation, map[*entry]*Decision) {
	problems, told := t.problems, maps.Clone(t.told)
	for {
		s := t.settled()
		if s.mend() {
			s = t.settled()
		}
		for s.solve(); s.again; s.solve() {
			s = t.settled()
		}
		decisions := s.decisions()
		s.verify(decisions)
		if !s.anew {
			return s, decisions
		}
		t.problems, t.told = problems[:len(problems):len(problems)], maps.Clone(told)
		for _, e := range t.entries() {
			e.group.bad = false
		}
	}
}
