package pass

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// UnusedFields is the pass that warns of rows of rewrite.fields that no item has.
type UnusedFields struct {
	None
	report *outcome.Report
	finder *fields.Finder
	used   map[*fields.Row]bool
}

// NewUnusedFields returns the pass. The finder has the rows.
func NewUnusedFields(report *outcome.Report, finder *fields.Finder) *UnusedFields {
	return &UnusedFields{report: report, finder: finder}
}

// Found remembers that a row led to an image field. A nil row is none.
func (u *UnusedFields) Found(row *fields.Row) {
	if row == nil || !row.User {
		return
	}
	if u.used == nil {
		u.used = map[*fields.Row]bool{}
	}
	u.used[row] = true
}

// Finish warns of the rows that led to none.
func (u *UnusedFields) Finish() {
	for row := range u.finder.Rows() {
		if row.User && !u.used[row] {
			u.report.Add(finding.Finding{
				Severity: finding.Warning, Code: outcome.UnusedField,
				Message: fmt.Sprintf("rewrite.fields: the path %s led to no field in any item that was read; check group, kind and path", row.Path),
			})
		}
	}
}
