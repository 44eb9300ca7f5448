package report

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// A LiveExamination is what doctor --live found.
type LiveExamination struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	live.Report
}

// NewLiveExamination makes the form of a report, without the tokens in its texts.
func NewLiveExamination(r *live.Report) *LiveExamination {
	e := &LiveExamination{APIVersion: v1alpha1.APIVersion, Kind: "LiveExamination", Report: *r}
	e.Findings = []live.Finding{}
	for _, f := range r.Findings {
		f.Subject, f.Message = redact.Text(f.Subject), redact.Text(f.Message)
		f.Has, f.Wants, f.Do = redact.Text(f.Has), redact.Text(f.Wants), redact.Text(f.Do)
		f.Command = redact.Tokens(f.Command)
		e.Findings = append(e.Findings, f)
	}
	return e
}

// Rows are the findings as a table.
func (e *LiveExamination) Rows() [][]string {
	rows := [][]string{{"STATUS", "CHECK", "SUBJECT", "MESSAGE"}}
	for _, f := range e.Findings {
		rows = append(rows, []string{string(f.Status), string(f.Check), f.Subject, f.Message})
	}
	return rows
}

// Details say of everything that is not ok what AWS has, what is wanted and what to do.
func (e *LiveExamination) Details() string {
	var b strings.Builder
	for _, f := range e.Findings {
		if f.Status == live.OK || f.Has+f.Wants+f.Do+f.Command == "" && f.Needs == nil {
			continue // the table has all of it
		}
		b.WriteString("\n")
		writeLine(&b, fmt.Sprintf("%s: %s: %s: %s", f.Status, f.Check, f.Subject, f.Message))
		for _, line := range []struct{ what, text string }{
			{"AWS has", f.Has}, {"wanted", f.Wants}, {"needs", strings.Join(f.Needs, ", ")}, {"do", f.Do},
		} {
			if line.text != "" {
				writeLine(&b, fmt.Sprintf("  %-8s %s", line.what+":", line.text))
			}
		}
		if f.Command != "" {
			fmt.Fprintf(&b, "  %-8s %s\n", "run:", f.Command)
		}
	}
	return b.String()
}

// Summary is the report in one line.
func (e *LiveExamination) Summary() string {
	text := fmt.Sprintf("as %s: ok %d, warnings %d, errors %d, unknown %d; calls to AWS %d", e.Principal,
		e.Count(live.OK), e.Count(live.Warning), e.Count(live.Error), e.Count(live.Unknown), e.Calls)
	if needs := e.Needs(); len(needs) > 0 {
		text += "; permissions that are missing: " + strings.Join(needs, ", ")
	}
	return text
}
