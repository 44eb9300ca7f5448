package kustomization

import "github.com/amerintlxperts/ecrcache/internal/finding"

// A Check is what of a kustomization a Problem is about.
type Check string

// The checks.
const (
	// Unreadable: a kustomization names what cannot be read.
	Unreadable Check = "unreadable"
	// Nameless: an entry of images without a name.
	Nameless Check = "nameless"
	// Cycle: a kustomization leads to itself.
	Cycle Check = "cycle"
	// Unsolved: no entry gives every image that it finds what it should become.
	Unsolved Check = "unsolved"
	// NotGiven: a file that was not given would have to change.
	NotGiven Check = "not-given"
	// Broken: an entry looks for a name that the manifests had before they were
	// rewritten.
	Broken Check = "broken"
)

// The codes of findings about kustomizations.
const (
	// NameCode: an entry of kustomize's images cannot go on finding what it found, or
	// does not find it any more since an earlier rewriting.
	NameCode finding.Code = "kustomize-name"
	// UnreadCode: a kustomization names what cannot be read.
	UnreadCode finding.Code = "kustomize-unread"
	// CycleCode: a kustomization leads to itself.
	CycleCode finding.Code = "kustomize-cycle"
)

// A Problem is what a user should know of a kustomization, and the check that found it.
type Problem struct {
	Check Check
	finding.Finding
}

// problem notes what is wrong at a place with what stands there.
func (t *tree) problem(severity finding.Severity, check Check, at Place, line int, current, message string) {
	t.note(Problem{Check: check, Finding: finding.Finding{
		Severity: severity, Code: check.code(), Message: message,
		File: finding.File{Path: at.File, Index: at.Index}, Line: line, Field: finding.Field{Path: at.Path, Current: current},
	}})
}

func (c Check) code() finding.Code {
	switch c {
	case Unreadable:
		return UnreadCode
	case Cycle:
		return CycleCode
	}
	return NameCode
}

// note keeps a problem, once. Of files that were not given, that is only what keeps those
// from being written that were.
func (t *tree) note(p Problem) {
	if !t.rules.Given(p.File.Path) && p.Check != Unsolved && p.Check != NotGiven {
		return
	}
	if !t.told[p] {
		t.told[p] = true
		t.problems = append(t.problems, p)
	}
}

// at is the problem at another place.
func (p Problem) at(place Place) Problem {
	p.File, p.Field.Path = finding.File{Path: place.File, Index: place.Index}, place.Path
	return p
}

// place is where the problem is.
func (p *Problem) place() Place { return Place{p.File.Path, p.File.Index, p.Field.Path} }
