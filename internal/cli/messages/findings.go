package messages

import (
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// Findings prints the findings of a report: errors, warnings, and with --verbose the rest.
func Findings(c *console.Console, r *outcome.Report) {
	for i := range r.Findings {
		f := &r.Findings[i]
		switch {
		case f.Severity == finding.Error:
			c.Error(report.Line(f))
		case f.Severity == finding.Warning:
			c.Warning(report.Line(f))
		case c.Verbose:
			c.Detail(report.Line(f))
		}
	}
}

// Finish ends a verb whose findings are printed: it prints what was skipped and the run in
// one line. It gives exit.ErrReported as an error of the work when the run failed, or when
// the verb refuses what it found.
func Finish(c *console.Console, b *batch.Batch, r *outcome.Report, refused bool) error {
	Skipped(c, b.Skipped)
	summary, written := r.Summary(), r.Checked || !r.Failed()
	if !written {
		summary = "nothing was written because of the errors above"
	}
	if n := len(b.Skipped); n > 0 {
		summary += fmt.Sprintf(", %d skipped", n)
	}
	if written && !refused && !c.Verbose && onlyCountsLeft(r) {
		summary += "; -v tells what is left behind, and why"
	}
	c.Note(summary)
	if r.Failed() || refused {
		return exit.Work(exit.ErrReported)
	}
	return nil
}

// onlyCountsLeft reports whether the summary counts images that were left, of which no line
// is printed without --verbose.
func onlyCountsLeft(r *outcome.Report) bool {
	return slices.ContainsFunc(r.Findings, func(f finding.Finding) bool {
		return outcome.CountsAsLeft(&f) && f.Severity == finding.Info
	})
}
