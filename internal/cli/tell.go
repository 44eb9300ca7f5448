package cli

import (
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// tell says on standard error what a report found.
func tell(c *console.Console, r *outcome.Report) {
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

// told ends a verb: what was skipped, the run in one line, and whether it failed.
func told(c *console.Console, b *batch.Batch, r *outcome.Report, refused bool) error {
	tellSkipped(c, b.Skipped)
	summary, written := r.Summary(), r.Checked || !r.Failed()
	if !written {
		summary = "nothing was written because of the errors above"
	}
	if n := len(b.Skipped); n > 0 {
		summary += fmt.Sprintf(", %d skipped", n)
	}
	if written && !refused && !c.Verbose && hidesLeft(r) {
		summary += "; -v tells what is left behind, and why"
	}
	c.Note(summary)
	if r.Failed() || refused {
		return failed(errTold)
	}
	return nil
}

// hidesLeft reports whether something is left behind of which only the count is told.
func hidesLeft(r *outcome.Report) bool {
	return slices.ContainsFunc(r.Findings, func(f finding.Finding) bool {
		return outcome.CountsAsLeft(&f) && f.Severity == finding.Info
	})
}

// preview is a report of what would be done.
func preview(r *outcome.Report) *outcome.Report {
	would := *r
	would.Checked = !r.Failed()
	return &would
}
