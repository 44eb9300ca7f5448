package messages

import (
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/causes"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// Skipped prints the files that were skipped: those of one reason on one line, because a
// repository of charts has many templates; with --verbose each.
func Skipped(c *console.Console, skipped []files.Skip) {
	all := skippedFindings(skipped)
	if c.Verbose {
		for i := range all {
			c.Warning(all[i].String())
		}
		return
	}
	for _, l := range causes.Lines(all, verboseLists) {
		c.Warning(l.Text)
	}
}

func skippedFindings(skipped []files.Skip) []finding.Finding {
	var all []finding.Finding
	for _, s := range skipped {
		all = append(all, batch.SkippedFinding(s))
	}
	return all
}
