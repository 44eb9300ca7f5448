package kustomization

import "fmt"

// findFunctions looks for this program's function among the transformers of kustomizations
// below entries of images. It runs before them, so that they look for names that are not
// there any more.
func (s *simulation) findFunctions() {
	for _, k := range s.order {
		if e := s.looksForUpstream(k.entries); e != nil {
			s.functionsBelow(k, e, map[*target]bool{})
		}
	}
	for _, b := range s.builds {
		if e := s.looksForUpstream(b.entries); e != nil && s.targets[b.dir] != nil {
			s.functionIn(s.targets[b.dir], e)
			s.functionsBelow(s.targets[b.dir], e, map[*target]bool{})
		}
	}
}

// looksForUpstream is the first entry whose name the function would move.
func (s *simulation) looksForUpstream(entries []*entry) *entry {
	for _, e := range entries {
		if s.rules.Name(e.Name) != e.Name {
			return e
		}
	}
	return nil
}

func (s *simulation) functionsBelow(k *target, e *entry, seen map[*target]bool) {
	for _, r := range k.resources {
		below := s.targets[within(k.dir, r.text)]
		if below == nil || seen[below] {
			continue
		}
		seen[below] = true
		s.functionIn(below, e)
		s.functionsBelow(below, e, seen)
	}
}

func (s *simulation) functionIn(k *target, e *entry) {
	for _, f := range k.functions {
		s.problem(Problem{
			Severity: Error, Code: Below, At: f.at, Line: f.line,
			Message: fmt.Sprintf("the function runs in this kustomization, before the entry %s in %s, which then does not find its image: move the function to the kustomization that is deployed, or the entry down to this one",
				e.Name, s.rules.Shown(e.at.File)),
		})
	}
}
