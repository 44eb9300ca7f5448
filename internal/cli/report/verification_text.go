package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/verify"
)

// Text is the result for standard output: the differences, each once with the builds that have it.
func (v *Verification) Text() string {
	var b strings.Builder
	for _, l := range v.LateEntries {
		if l.Severity == string(finding.Error) {
			writeLine(&b, l.text())
		}
	}
	for i := range v.Builds {
		if build := &v.Builds[i]; build.Status == verify.Different && build.Message != "" {
			writeLine(&b, build.Name+": "+build.Message)
		}
	}
	for _, g := range v.grouped() {
		writeLine(&b, g.place()+", in "+inBuilds(g.builds))
		g.lines(&b)
	}
	return b.String()
}

// writeLine writes a text as one line: the name of an object may have line breaks.
func writeLine(b *strings.Builder, text string) { b.WriteString(redact.Line(text) + "\n") }

func (l *LateEntry) text() string {
	return fmt.Sprintf("%s:%d: %s: %s", l.File, l.Line, l.Name, l.Message)
}

// A group is a difference that several builds have.
type group struct {
	Difference
	builds []string
}

func (v *Verification) grouped() []*group {
	var all []*group
	byKey := map[string]*group{}
	for i := range v.Builds {
		for _, d := range v.Builds[i].Differences {
			key := strings.Join([]string{d.Kind, d.Name, d.Field, d.Before, d.Expected, d.After, fmt.Sprint(d.RoundTrip)}, "\x00")
			g := byKey[key]
			if g == nil {
				g = &group{Difference: d}
				byKey[key] = g
				all = append(all, g)
			}
			g.builds = append(g.builds, v.Builds[i].Name)
			g.From = append(g.From, d.From...)
		}
	}
	return all
}

// place is the object and the field, as other verbs print them.
func (d *Difference) place() string {
	place := strings.TrimSpace(d.Kind + " " + d.Name)
	if d.Field != "" {
		place += ": " + d.Field
	}
	if d.Container != "" {
		place += " (" + d.Container + ")"
	}
	if d.RoundTrip {
		place += ", after the round trip"
	}
	return place
}

func (d *Difference) lines(b *strings.Builder) {
	for _, line := range []struct{ name, value string }{
		{"before", cmp.Or(d.Before, "not there")},
		{"expected", cmp.Or(d.Expected, "not there")},
		{"after", cmp.Or(d.After, "not there")},
	} {
		writeLine(b, fmt.Sprintf("  %-9s %s", line.name, line.value))
	}
	if len(d.From) > 0 {
		writeLine(b, fmt.Sprintf("  %-9s %s", "from", positions(d.From)))
	}
}

// mostPositions is how many lines of files are named, mostListed how many builds, images or files.
const (
	mostPositions = 6
	mostListed    = 3
)

func positions(from []Position) string {
	slices.SortFunc(from, func(a, b Position) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
	from = slices.Compact(from)
	var all []string
	for _, p := range from {
		all = append(all, fmt.Sprintf("%s:%d", p.File, p.Line))
	}
	return finding.Listed(all, mostPositions)
}

func inBuilds(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return fmt.Sprintf("%d builds: %s", len(names), finding.Listed(names, mostListed))
}

// Remarks are the lines for standard error: what was not built, grouped by cause; the images that
// were left, grouped by reason; what else a user should know. all names each of them.
func (v *Verification) Remarks(all bool) []string {
	lines := v.notBuilt(all)
	lines = append(lines, v.left(all)...)
	for _, l := range v.LateEntries {
		if l.Severity != string(finding.Error) {
			lines = append(lines, l.text())
		}
	}
	for _, s := range v.NotCopied {
		if all {
			lines = append(lines, s.File+": not copied: "+s.Reason)
		}
	}
	if r := v.RoundTrip; r != nil && len(r.Unlike) > 0 {
		most := mostListed
		if all {
			most = len(r.Unlike)
		}
		lines = append(lines, fmt.Sprintf("%d of %d files have other bytes after the round trip: %s", len(r.Unlike), r.Files, finding.Listed(r.Unlike, most)))
	}
	return lines
}

func (v *Verification) notBuilt(all bool) []string {
	var lines []string
	for _, cause := range v.causes() {
		var names []string
		first := (*Build)(nil)
		for i := range v.Builds {
			b := &v.Builds[i]
			if b.Status != verify.NotBuilt || b.Cause != cause {
				continue
			}
			if all {
				lines = append(lines, fmt.Sprintf("%s: not built: %s: %s", b.Name, cause, b.Message))
			}
			names, first = append(names, b.Name), cmp.Or(first, b)
		}
		hint := ""
		if first.Hint != "" {
			hint = "; " + first.Hint
		}
		if !all {
			lines = append(lines, fmt.Sprintf("%d not built: %s%s: %s: %s", len(names), cause, hint, finding.Listed(names, mostListed), first.Message))
		}
	}
	return lines
}

// causes are those of what was not built, the most frequent first.
func (v *Verification) causes() []string {
	counts := map[string]int{}
	for i := range v.Builds {
		if v.Builds[i].Status == verify.NotBuilt {
			counts[v.Builds[i].Cause]++
		}
	}
	var all []string
	for cause := range counts {
		all = append(all, cause)
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return all
}

func (v *Verification) left(all bool) []string {
	var reasons, lines []string
	images := map[string][]string{}
	for i := range v.Builds {
		for _, d := range v.Builds[i].Left {
			if images[d.Reason] == nil {
				reasons = append(reasons, d.Reason)
			}
			images[d.Reason] = append(images[d.Reason], d.Before)
		}
	}
	for _, reason := range reasons {
		n := len(images[reason])
		distinct := slices.Compact(slices.Sorted(slices.Values(images[reason])))
		most := mostListed
		if all {
			most = len(distinct)
		}
		lines = append(lines, fmt.Sprintf("%d left at the upstream: %s: %s", n, reason, finding.Listed(distinct, most)))
	}
	return lines
}

// Summarised is the verification in one line.
func (v *Verification) Summarised() string {
	s := &v.Summary
	if s.Built+s.NotBuilt == 0 {
		return "nothing to build: there is no kustomization below the paths; --helm builds charts, too"
	}
	line := fmt.Sprintf("%d built, %d differ, %d not built", s.Built, s.Differ, s.NotBuilt)
	var causes []string
	for _, cause := range v.causes() {
		n := 0
		for i := range v.Builds {
			if v.Builds[i].Status == verify.NotBuilt && v.Builds[i].Cause == cause {
				n++
			}
		}
		causes = append(causes, fmt.Sprintf("%d %s", n, cause))
	}
	if len(causes) > 0 {
		line += ": " + strings.Join(causes, ", ")
	}
	line += fmt.Sprintf("; %s compared, %d left at the upstream, %s rewritten in the copy", finding.Count(s.Images, "image"), s.Left, finding.Count(s.ChangedFiles, "file"))
	if r := v.RoundTrip; r != nil {
		line += fmt.Sprintf("; %d of %d with their original bytes after the round trip", r.Files-len(r.Unlike), r.Files)
	}
	return line
}
