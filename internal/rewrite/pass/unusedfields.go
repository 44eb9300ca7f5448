package pass

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// UnusedFields is the pass that warns of fields of the configuration that no item has.
type UnusedFields struct {
	None
	report *outcome.Report
	finder *fields.Finder
	used   map[*fields.Row]bool
}

func NewUnusedFields(report *outcome.Report, finder *fields.Finder) *UnusedFields {
	return &UnusedFields{report: report, finder: finder}
}

// Found takes a row that led to an image field.
func (u *UnusedFields) Found(row *fields.Row) {
	if row == nil || !row.User {
		return
	}
	if u.used == nil {
		u.used = map[*fields.Row]bool{}
	}
	u.used[row] = true
}

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
