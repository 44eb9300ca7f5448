package cli

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/batch"
	"github.com/amerintlxperts/ecrcache/console"
	"github.com/amerintlxperts/ecrcache/files"
	"github.com/amerintlxperts/ecrcache/report"
	"github.com/amerintlxperts/ecrcache/rewrite"
)

// tell says on standard error what a report found.
func tell(c *console.Console, r *rewrite.Report) {
	for i := range r.Findings {
		f := &r.Findings[i]
		switch line := report.Line(f); f.Severity {
		case rewrite.Error:
			c.Error(line)
		case rewrite.Warning:
			c.Warning(line)
		default:
			c.Detail(line)
		}
	}
}

// tellSkipped names the files that were left out, once each.
func tellSkipped(c *console.Console, skipped []files.Skip) {
	for _, s := range skipped {
		c.Warning(s.Path + ": skipped: " + s.Reason)
	}
}

// told ends a verb: what was skipped, the run in one line, and whether it failed.
func told(c *console.Console, b *batch.Batch, r *rewrite.Report, refused bool) error {
	tellSkipped(c, b.Skipped)
	summary := r.Summary()
	if r.Failed() && !r.Checked {
		summary = "nothing was written because of the errors above"
	}
	if n := len(b.Skipped); n > 0 {
		summary += fmt.Sprintf(", %d skipped", n)
	}
	c.Note(summary)
	if r.Failed() || refused {
		return failed(errTold)
	}
	return nil
}
