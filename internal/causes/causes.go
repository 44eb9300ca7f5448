// Package causes makes few lines of many findings: those of one cause are counted and told
// once, with the first three places, and the most harmful cause comes first.
package causes

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/codes"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// A Line is one line to print.
type Line struct {
	Severity finding.Severity
	Text     string
}

// mostInFull is how many findings of one cause are lines of their own, where each must be
// read: errors, and what changes what is deployed.
const mostInFull = 3

// Lines are the errors and warnings as lines, without the secrets that they may quote.
// Findings of one code and reason have one cause. more says where a reader finds the places
// that are left out, such as "-v lists them"; it may be empty.
func Lines(all []finding.Finding, more string) []Line {
	var lines []Line
	for _, g := range groups(all) {
		if len(g.findings) == 1 || g.mustBeRead() && len(g.findings) <= mostInFull {
			for i := range g.findings {
				lines = append(lines, Line{g.severity, g.findings[i].String()})
			}
			continue
		}
		lines = append(lines, Line{g.severity, g.text(more)})
	}
	return lines
}

// A group is the findings of one cause.
type group struct {
	severity finding.Severity
	code     codes.Code
	reason   string
	findings []finding.Finding
}

// groups are the groups of errors and warnings: errors first, then the most harmful first,
// and of those with the same harm the first one found.
func groups(all []finding.Finding) []*group {
	var found []*group
	for i := range all {
		f := &all[i]
		if f.Severity == finding.Info {
			continue
		}
		at := slices.IndexFunc(found, func(g *group) bool {
			return g.severity == f.Severity && g.code.Name == f.Code && g.reason == f.Reason
		})
		if at < 0 {
			at = len(found)
			found = append(found, &group{severity: f.Severity, code: codes.Of(f), reason: f.Reason})
		}
		found[at].findings = append(found[at].findings, f.Redacted())
	}
	slices.SortStableFunc(found, func(a, b *group) int {
		return cmp.Or(cmp.Compare(rank(a.severity), rank(b.severity)), cmp.Compare(b.code.Harm, a.code.Harm))
	})
	return found
}

func rank(s finding.Severity) int {
	if s == finding.Error {
		return 0
	}
	return 1
}

func (g *group) mustBeRead() bool {
	return g.severity == finding.Error || g.code.Harm == codes.Deploys
}

// text is the group on one line: how many there are, what is the matter, and where.
func (g *group) text(more string) string {
	what, same := g.cause()
	text := fmt.Sprintf("%d × %s: %s", len(g.findings), what, strings.Join(g.places(), ", "))
	if rest := len(g.findings) - mostPlaces; rest > 0 {
		text += fmt.Sprintf(", and %d more", rest)
	}
	switch {
	case more == "":
		return text
	case same && len(g.findings) <= mostPlaces:
		return text
	case same:
		return text + "; " + more
	}
	return text + "; " + more + ", with what to do about each"
}

// cause is what all findings of the group say, and whether none says more than that. A
// finding says clauses, with semicolons between them; where already the first ones differ it is
// what the table of codes says.
func (g *group) cause() (text string, same bool) {
	clauses := strings.Split(g.findings[0].Text(), "; ")
	common, most := slices.Clone(clauses), 0
	for i := range g.findings {
		of := strings.Split(g.findings[i].Text(), "; ")
		most = max(most, len(of))
		common = slices.DeleteFunc(common, func(c string) bool { return !slices.Contains(of, c) })
	}
	switch {
	case len(common) > 0 && common[0] == clauses[0]:
		return strings.Join(common, "; "), most == len(common)
	case g.code.Says != "":
		return g.code.Says, false
	}
	return clauses[0], false
}
