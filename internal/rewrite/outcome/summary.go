package outcome

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// Summary returns the counts of the run in one line.
func (r *Report) Summary() string {
	done := "rewritten"
	if r.Restored {
		done = "restored"
	}
	if r.Checked {
		done = "to be " + done
	}
	parts := []string{fmt.Sprintf("%s %s in %d of %s",
		finding.Count(r.Rewritten, "image reference"), done, r.Changed, finding.Count(r.Items, "item"))}
	if r.Filled > 0 {
		verb := "added"
		if r.Restored {
			verb = "taken out"
		}
		if r.Checked {
			verb = "to be " + verb
		}
		parts = append(parts, fmt.Sprintf("%s of images %s", EntryCount(r.Filled), verb))
	}
	if r.Marked > 0 {
		verb := "written"
		if r.Checked {
			verb = "missing"
		}
		parts = append(parts, fmt.Sprintf("%s %s", finding.Count(r.Marked, "setter comment"), verb))
	}
	if r.Cached > 0 {
		parts = append(parts, fmt.Sprintf("%d already through the cache", r.Cached))
	}
	if r.Excluded > 0 {
		parts = append(parts, fmt.Sprintf("%d excluded by the configuration", r.Excluded))
	}
	if r.Ignored > 0 {
		parts = append(parts, fmt.Sprintf("%s opted out by annotation", finding.Count(r.Ignored, "object")))
	}
	if r.Accepted > 0 {
		parts = append(parts, fmt.Sprintf("%s accepted", finding.Count(r.Accepted, "finding")))
	}
	if r.Left > 0 {
		parts = append(parts, fmt.Sprintf("%d left behind", r.Left))
	}
	if r.Comments > 0 {
		parts = append(parts, fmt.Sprintf("%s in comments", finding.Count(r.Comments, "mention")))
	}
	return strings.Join(parts, ", ")
}

// EntryCount returns a number of entries in words.
func EntryCount(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}
