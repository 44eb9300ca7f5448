package messages

import (
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/causes"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// verboseLists ends a line that sums up findings: it says where all of them are listed.
const verboseLists = "-v lists them"

// Findings prints the errors and the warnings of a report, and the files that were skipped, those
// of one cause as one line; with --verbose every finding, in the order of the report.
func Findings(c *console.Console, r *outcome.Report, skipped []files.Skip) {
	if c.Verbose {
		for i := range r.Findings {
			Finding(c, r.Findings[i].Severity, report.Line(&r.Findings[i]))
		}
		Skipped(c, skipped)
		return
	}
	for _, l := range causes.Lines(append(slices.Clone(r.Findings), skippedFindings(skipped)...), verboseLists) {
		Finding(c, l.Severity, l.Text)
	}
}

// Finding prints one line of this severity; an info only with --verbose.
func Finding(c *console.Console, severity finding.Severity, line string) {
	switch severity {
	case finding.Error:
		c.Error(line)
	case finding.Warning:
		c.Warning(line)
	default:
		c.Detail(line)
	}
}

// Finish ends a verb whose findings are printed: it prints the summary of the run. It gives
// exit.ErrReported as an error of the work when the run failed, or when refused says that the verb
// does not accept what it found, such as skipped files with --strict.
func Finish(c *console.Console, b *batch.Batch, r *outcome.Report, refused bool) error {
	// A check counts in spite of its errors; a rewriting with errors has written nothing.
	summary, counts := r.Summary(), r.Checked || !r.Failed()
	if !counts {
		summary = "nothing was written because of the errors above"
	}
	if n := len(b.Skipped); n > 0 {
		summary += fmt.Sprintf(", %d skipped", n)
	}
	if counts && !refused && !c.Verbose && leftUnprinted(r) {
		summary += "; -v tells what is left behind, and why"
	}
	c.Note(summary)
	if r.Failed() || refused {
		return exit.Work(exit.ErrReported)
	}
	return nil
}

// leftUnprinted reports whether some of the images that the summary counts as left have no line of
// their own without --verbose.
func leftUnprinted(r *outcome.Report) bool {
	return slices.ContainsFunc(r.Findings, func(f finding.Finding) bool {
		return f.Left && f.Severity == finding.Info
	})
}
