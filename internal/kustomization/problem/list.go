package problem

import (
	"maps"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
)

// A List holds problems, each once.
type List struct {
	// All are the problems in the order in which they were found.
	All   []Problem
	seen  map[Problem]bool
	given func(file string) bool
}

// NewList makes an empty list. given reports whether a file was given to the command, and may
// be written.
func NewList(given func(file string) bool) *List {
	return &List{seen: map[Problem]bool{}, given: given}
}

// Add adds a problem of the field at a place; current is the value of the field. For a file
// that was not given, it adds only Unsolved and NotGiven, which keep given files from being
// written, and Unseen.
func (l *List) Add(severity finding.Severity, check Check, at manifest.Place, line int, current, message string) {
	p := Problem{Check: check, Finding: finding.Finding{
		Severity: severity, Code: check.code(), Message: message,
		File: finding.File{Path: at.File, Index: at.Index}, Line: line, Field: finding.Field{Path: at.Path, Current: current},
	}}
	if !l.given(at.File) && check != Unsolved && check != NotGiven && check != Unseen {
		return
	}
	if !l.seen[p] {
		l.seen[p] = true
		l.All = append(l.All, p)
	}
}

// Clone returns a copy of the list, to go back to when a plan is made anew.
func (l *List) Clone() *List {
	return &List{All: slices.Clone(l.All), seen: maps.Clone(l.seen), given: l.given}
}
