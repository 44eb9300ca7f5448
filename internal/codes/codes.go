// Package codes says in one line what each code of a finding is about, and each reason of
// left-behind. Package causes prints the line for many findings of one code, and package ci as the
// rule of a SARIF log. The texts are those of docs/results.md; a test compares them.
package codes

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// Harm grades what happens to somebody who does not read a finding.
type Harm int

// The grades, the least first.
const (
	// Surprises: it works, but perhaps not as expected.
	Surprises Harm = iota
	// Pulls: an image is not pulled through the cache, or its pull may fail.
	Pulls
	// Deploys: something else is deployed than before, or nothing.
	Deploys
)

// A Code is a row of the tables: a code of findings, or one reason of left-behind.
type Code struct {
	Name   finding.Code
	Reason string
	// Says is the line, without a period.
	Says string
	Harm Harm
}

// ID is the code, with its reason where it has one: moving-tag, left-behind/args.
func (c *Code) ID() string {
	return strings.TrimSuffix(string(c.Name)+"/"+c.Reason, "/")
}

// Of is the row for a finding: that of its reason if there is one, else that of its code. For a
// code that is in no table, Says is empty.
func Of(f *finding.Finding) Code {
	if i := slices.IndexFunc(reasons[:], func(c Code) bool { return c.Name == f.Code && c.Reason == f.Reason }); i >= 0 {
		return reasons[i]
	}
	if i := slices.IndexFunc(codes[:], func(c Code) bool { return c.Name == f.Code }); i >= 0 {
		return codes[i]
	}
	return Code{Name: f.Code}
}
