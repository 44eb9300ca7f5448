package problem

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
)

// A Check names what was found wrong.
type Check string

// The checks.
const (
	// Unreadable: a kustomization names a file that cannot be read.
	Unreadable Check = "unreadable"
	// Unseen: kustomize reads an image from a file that nothing else reads.
	Unseen Check = "unseen"
	// Nameless: an entry of images has no name.
	Nameless Check = "nameless"
	// Cycle: a kustomization leads to itself.
	Cycle Check = "cycle"
	// Repeats: Components of a kustomization run on what they made, too often.
	Repeats Check = "repeats"
	// Unsolved: no change of the entries gives every image what it should become.
	Unsolved Check = "unsolved"
	// NotGiven: a file that was not given would have to change.
	NotGiven Check = "not-given"
	// Broken: an entry looks for the name that its images had before an earlier rewriting,
	// which did not change the entry.
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
	// RepeatsCode: Components of a kustomization run on what they made, too often.
	RepeatsCode finding.Code = "kustomize-repeats"
)

// A Problem is a finding about a kustomization, and the check that found it.
type Problem struct {
	Check Check
	finding.Finding
}

// code returns the code of the findings of a check.
func (c Check) code() finding.Code {
	switch c {
	case Unreadable, Unseen:
		return UnreadCode
	case Cycle:
		return CycleCode
	case Repeats:
		return RepeatsCode
	}
	return NameCode
}

// At returns the same problem at another place.
func (p Problem) At(place manifest.Place) Problem {
	p.File, p.Field.Path = finding.File{Path: place.File, Index: place.Index}, place.Path
	return p
}

// Place returns the place of the field with the problem.
func (p *Problem) Place() manifest.Place {
	return manifest.Place{File: p.File.Path, Index: p.File.Index, Path: p.Field.Path}
}
