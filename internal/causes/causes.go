// Package causes sums up many findings in few lines, for the verbs and for the KRM function when
// they are not verbose. Findings of one cause are one line, such as
//
//	4 × not a known image field: a.yaml:2 (ghcr.io/acme/web), b.yaml:4 (ghcr.io/acme/c), c.yaml:5 (ghcr.io/acme/d), and 1 more; -v lists them
//
// and the most harmful cause comes first.
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

// mostErrors is up to how many errors of one cause have a line each, because each has to be fixed.
const mostErrors = 10

// mostMessages is up to how many different messages of one code have a line each. Where there are
// more, such as one for each name of a duplicate key, they become one line with the text that the
// table of codes has.
const mostMessages = 3

// Lines are the errors and warnings as lines, without the secrets that they may quote. Infos are
// left out. Findings of one code and reason are one cause; with up to mostMessages different
// messages, each message is one. Of the causes that do not change what is deployed, only the first
// has a line of its own. If two or more follow, they are counted on one last line:
//
//	also 2 × short-name, 3 × moving-tag; -v lists them
//
// more says where a reader finds what is left out, such as "-v lists them".
func Lines(all []finding.Finding, more string) []Line {
	var lines []Line
	var minor []*group
	for _, g := range groups(all) {
		parts := g.byMessage()
		if len(parts) > mostMessages && g.code.Says != "" {
			parts = []*group{g}
		}
		for _, part := range parts {
			if part.isMinor() {
				minor = append(minor, part)
			} else {
				lines = append(lines, part.lines(more)...)
			}
		}
	}
	for i, g := range minor {
		if i == 1 && len(minor) > 2 { // counting a single one would save no line
			return append(lines, Line{finding.Warning, alsoText(minor[1:], more)})
		}
		lines = append(lines, g.lines(more)...)
	}
	return lines
}

// isMinor reports whether the group may be only counted: its warnings do not change what is
// deployed. A code that is in no table is never minor: nobody would know what it is about.
func (g *group) isMinor() bool {
	return g.severity == finding.Warning && g.code.Harm < codes.Deploys && g.code.Says != ""
}

// lines are the findings of one cause: one line for all, or one for each where there are few errors.
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

// groups puts errors and warnings of one severity, code and reason together: errors first, then the
// most harmful, and of those with the same harm the one found first.
func groups(all []finding.Finding) []*group {
	var found []*group
	for i := range all {
		f := &all[i]
		if f.Severity == finding.Info {
			continue
		}
		at := slices.IndexFunc(found, func(g *group) bool {
			return isGroupable(f) && isGroupable(&g.findings[0]) && g.severity == f.Severity && g.code.Name == f.Code && g.reason == f.Reason
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

// isGroupable reports whether a finding is about one place in a file or an object. Those that are
// not stay single: two errors of the configuration have nothing in common but the code, and a
// message about many images lists them already.
func isGroupable(f *finding.Finding) bool {
	return f.Code != finding.Refused && (f.File.Path != "" || f.Resource != finding.Resource{})
}

// byMessage splits the group by the first clause of the messages, up to "; ". The parts are in the
// order in which they were found.
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

// text is the group on one line: how many findings, what they say, and where they are.
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

// cause is what all findings of the group say, and whether none says more than that. The text of a
// finding is clauses with "; " between them, and the cause is the clauses that all have in common:
// of "is no image; a covers it" and "is no image; b covers it" it is "is no image". Where already
// the first clauses differ, it is the text of the table of codes.
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
	// "`mode: Check` only: a setter comment is to be written" begins with where the code occurs,
	// which a reader of the finding sees.
	_, says, isOnly := strings.Cut(g.code.Says, " only: ")
	if !isOnly {
		says = g.code.Says
	}
	return says, false
}
