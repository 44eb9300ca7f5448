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

// mostErrors and mostHarmful are how many findings of one cause are lines of their own: of errors,
// which are to be mended one after the other, and of warnings about what is deployed.
const (
	mostErrors  = 10
	mostHarmful = 3
)

// mostMessages is up to how many messages of one code are told apart. Where there are more, such
// as one for each key that a map has twice, the table of codes says what they have in common.
const mostMessages = 3

// Lines are the errors and warnings as lines, without the secrets that they may quote.
// Findings of one code and reason have one cause, unless they say few different things. more
// says where a reader finds the places that are left out, such as "-v lists them".
func Lines(all []finding.Finding, more string) []Line {
	var lines []Line
	for _, g := range groups(all) {
		parts := g.byMessage()
		if len(parts) > mostMessages && g.code.Says != "" {
			parts = []*group{g}
		}
		for _, part := range parts {
			lines = append(lines, part.lines(more)...)
		}
	}
	return lines
}

// lines are the findings of one cause: as one line, or each as one where they must be read.
func (g *group) lines(more string) []Line {
	if len(g.findings) > g.inFull() {
		return []Line{{g.severity, g.text(more)}}
	}
	lines := make([]Line, len(g.findings))
	for i := range g.findings {
		lines[i] = Line{g.severity, g.findings[i].String()}
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
			return hasOrigin(f) && hasOrigin(&g.findings[0]) && g.severity == f.Severity && g.code.Name == f.Code && g.reason == f.Reason
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

// hasOrigin reports whether a finding is about a file or an object. One about the configuration is
// not like another, and one about many images lists them already.
func hasOrigin(f *finding.Finding) bool {
	return f.Code != finding.Refused && (f.File.Path != "" || f.Resource != finding.Resource{})
}

// byMessage parts the group by the first clause of what the findings say, in the order of the first
// of each.
func (g *group) byMessage() []*group {
	var parts []*group
	at := map[string]*group{}
	for _, f := range g.findings {
		first, _, _ := strings.Cut(f.Text(), "; ")
		if at[first] == nil {
			at[first] = &group{severity: g.severity, code: g.code, reason: g.reason}
			parts = append(parts, at[first])
		}
		at[first].findings = append(at[first].findings, f)
	}
	return parts
}

func rank(s finding.Severity) int {
	if s == finding.Error {
		return 0
	}
	return 1
}

// inFull is up to how many findings of the group are lines of their own.
func (g *group) inFull() int {
	switch {
	case g.severity == finding.Error:
		return mostErrors
	case g.code.Harm == codes.Deploys:
		return mostHarmful
	}
	return 1
}

// text is the group on one line: how many there are, what is the matter, and where.
func (g *group) text(more string) string {
	what, same := g.cause()
	text := fmt.Sprintf("%d × %s: %s", len(g.findings), what, strings.Join(g.places(), ", "))
	if rest := len(g.findings) - mostPlaces; rest > 0 {
		text += fmt.Sprintf(", and %d more", rest)
	}
	switch {
	case !same:
		return text + "; " + more + ", with what to do about each"
	case len(g.findings) > mostPlaces:
		return text + "; " + more
	}
	return text
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
	if len(common) > 0 && common[0] == clauses[0] {
		return strings.Join(common, "; "), most == len(common)
	}
	return g.code.Says, false
}
