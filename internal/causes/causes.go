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

// mostErrors is how many errors of one cause are lines of their own: each is to be mended.
const mostErrors = 10

// mostMessages is up to how many messages of one code are told apart. Where there are more, such
// as one for each key that a map has twice, the table of codes says what they have in common.
const mostMessages = 3

// Lines are the errors and warnings as lines, without the secrets that they may quote.
// Findings of one code and reason have one cause, unless they say few different things. Of the
// causes that change nothing in what is deployed, one is told and the others only counted. more
// says where a reader finds what is left out, such as "-v lists them".
func Lines(all []finding.Finding, more string) []Line {
	var lines []Line
	var others []*group
	for _, g := range groups(all) {
		parts := g.byMessage()
		if len(parts) > mostMessages && g.code.Says != "" {
			parts = []*group{g}
		}
		for _, part := range parts {
			if part.canWait() {
				others = append(others, part)
			} else {
				lines = append(lines, part.lines(more)...)
			}
		}
	}
	for i, g := range others {
		if i == 1 && len(others) > 2 {
			return append(lines, Line{finding.Warning, alsoText(others[1:], more)})
		}
		lines = append(lines, g.lines(more)...)
	}
	return lines
}

// canWait reports whether the group may be counted with others. A code that is in no table may not:
// nobody would know what it is about.
func (g *group) canWait() bool {
	return g.severity == finding.Warning && g.code.Harm < codes.Deploys && g.code.Says != ""
}

// lines are the findings of one cause: as one line, or each as one where they must be read.
func (g *group) lines(more string) []Line {
	if len(g.findings) > 1 && (g.severity != finding.Error || len(g.findings) > mostErrors) {
		return []Line{{g.severity, g.text(more)}}
	}
	lines := make([]Line, len(g.findings))
	for i := range g.findings {
		lines[i] = Line{g.severity, g.findings[i].String()}
	}
	return lines
}

// alsoText is several groups on one line: the reason of each, or its code, and how many there are.
func alsoText(all []*group, more string) string {
	var names []string
	count := map[string]int{}
	for _, g := range all {
		name := cmp.Or(g.reason, string(g.code.Name))
		if count[name] == 0 {
			names = append(names, name)
		}
		count[name] += len(g.findings)
	}
	for i, name := range names {
		if n := count[name]; n > 1 {
			names[i] = fmt.Sprintf("%d × %s", n, name)
		}
	}
	return "also " + strings.Join(names, ", ") + "; " + more
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

// text is the group on one line: how many there are, what is the matter, and where.
func (g *group) text(more string) string {
	what, same := g.cause()
	places := finding.WithMore(strings.Join(g.places(), ", "), len(g.findings)-mostPlaces)
	text := fmt.Sprintf("%d × %s: %s", len(g.findings), what, places)
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
	_, says, isOnly := strings.Cut(g.code.Says, " only: ") // where there are such findings
	if !isOnly {
		says = g.code.Says
	}
	return says, false
}
