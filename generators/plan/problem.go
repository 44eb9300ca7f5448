package plan

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// A Problem is one thing that AWS refuses, or that a user should know before anything is
// applied. Its Severity is Error or Warning, its Code names the check, Field.Path is the
// field of the configuration, Found its value, in words or quoted, and Message what AWS
// does and what to write instead. The whole program reports with this type.
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
	// Warning is what AWS accepts, and what then works differently than one may expect.
	Warning = finding.Warning
)

// Failed reports whether a problem is an error.
func Failed(ps []Problem) bool { return finding.Failed(ps) }

// Problems collects the problems of one plan, or of one generator.
type Problems []Problem

// Refuse adds an error about the field at a path. found is the field's value, which is
// quoted; it is empty when the value does not help.
func (ps *Problems) Refuse(code Code, path, found, message string) {
	ps.add(Error, code, path, found, message)
}

// Warn adds a warning about the field at a path; see Refuse.
func (ps *Problems) Warn(code Code, path, found, message string) {
	ps.add(Warning, code, path, found, message)
}

func (ps *Problems) add(severity Severity, code Code, path, found, message string) {
	if found != "" {
		found = strconv.Quote(found)
	}
	*ps = append(*ps, Problem{Severity: severity, Code: code, Field: Field{Path: path}, Found: found, Message: message})
}
