// Package codes says in one line what each code of a finding is about, and each reason for
// which something is left behind: for those who read many findings of one code at once.
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
	// Surprises: what works, and not as one may expect.
	Surprises Harm = iota
	// Pulls: an image is not pulled through the cache, or its pull may fail.
	Pulls
	// Deploys: something else is deployed than before, or nothing.
	Deploys
)

// A Code is a code of findings, or one reason of left-behind.
type Code struct {
	Name   finding.Code
	Reason string
	// Says is the line, without a period.
	Says string
	Harm Harm
}

// ID is the code, and below it the reason: left-behind/args.
func (c *Code) ID() string {
	return strings.TrimSuffix(string(c.Name)+"/"+c.Reason, "/")
}

// Of is the code of a finding: with its reason where that has a line of its own. A code that
// is in no table says nothing.
func Of(f *finding.Finding) Code {
	if i := slices.IndexFunc(reasons[:], func(c Code) bool { return c.Name == f.Code && c.Reason == f.Reason }); i >= 0 {
		return reasons[i]
	}
	if i := slices.IndexFunc(codes[:], func(c Code) bool { return c.Name == f.Code }); i >= 0 {
		return codes[i]
	}
	return Code{Name: f.Code}
}
