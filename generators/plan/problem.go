package plan

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// A Problem is one thing AWS refuses, or that a user should know before anything is
// applied: its Severity is Error or Warning, its Code names the check, Field.Path is the
// field of the configuration, Found what stands there, in words or quoted, and Message what
// AWS does, and what to write instead. It is the type by which the whole program reports.
type Problem = finding.Finding

// The types of a Problem's fields.
type (
	Code     = finding.Code
	Severity = finding.Severity
	Field    = finding.Field
)

// The severities.
const (
	// Error is what AWS would refuse, or what could never work.
	Error = finding.Error
	// Warning is what AWS takes and what will surprise.
	Warning = finding.Warning
)

// Failed reports whether a problem is an error.
func Failed(ps []Problem) bool { return finding.Failed(ps) }

// Untold are the errors, of those that a configuration met which is refused already,
// that do not follow from what is told of it, each field by its name in the document.
// What is derived of a field that holds a token does not repeat it.
func Untold(r *config.Reading, problems []Problem) []Problem {
	var untold []Problem
	for _, p := range problems {
		if p.Severity == Error && !r.HasProblemAt(p.Field.Path) {
			p.Field.Path = r.FieldName(p.Field.Path)
			untold = append(untold, p.Redacted())
		}
	}
	return untold
}

// Problems collects the problems of one plan, or of one generator.
type Problems []Problem

// Refuse adds an error about a field and the value that stands there, empty when that says
// nothing.
func (ps *Problems) Refuse(code Code, path, found, message string) {
	ps.add(Error, code, path, found, message)
}

// Warn adds a warning likewise.
func (ps *Problems) Warn(code Code, path, found, message string) {
	ps.add(Warning, code, path, found, message)
}

func (ps *Problems) add(severity Severity, code Code, path, found, message string) {
	if found != "" {
		found = strconv.Quote(found)
	}
	*ps = append(*ps, Problem{Severity: severity, Code: code, Field: Field{Path: path}, Found: found, Message: message})
}
