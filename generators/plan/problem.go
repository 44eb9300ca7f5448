package plan

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// Severity grades a Problem.
type Severity string

// The severities.
const (
	// Error is what AWS would refuse, or what could never work.
	Error Severity = "error"
	// Warning is what AWS takes and what will surprise.
	Warning Severity = "warning"
)

// A Problem is one thing AWS refuses, or that a user should know before anything
// is applied.
type Problem struct {
	Code     Code
	Severity Severity
	// Path is the field of the configuration; empty when it is about no field.
	Path string
	// Found is what stands there, empty when that says nothing.
	Found string
	// Message is what AWS does, and what to write instead.
	Message string
}

// String is one line: where, what was found, what AWS does, what to do.
func (p Problem) String() string {
	s := p.Message
	if p.Found != "" {
		s = "found " + strconv.Quote(p.Found) + ": " + s
	}
	if p.Path != "" {
		s = p.Path + ": " + s
	}
	return s
}

// Failed reports whether a problem is an error.
func Failed(ps []Problem) bool {
	for i := range ps {
		if ps[i].Severity == Error {
			return true
		}
	}
	return false
}

// Untold are the errors, of those that a configuration met which is refused already,
// that do not follow from what is told of it, each field by its name in the document.
// What is derived of a field that holds a token does not repeat it.
func Untold(r *config.Reading, problems []Problem) []Problem {
	var untold []Problem
	for _, p := range problems {
		if p.Severity == Error && !r.Told(p.Path) {
			p.Path, p.Found, p.Message = redact.Text(r.FieldName(p.Path)), redact.Text(p.Found), redact.Text(p.Message)
			untold = append(untold, p)
		}
	}
	return untold
}

// Problems collects the problems of one plan, or of one generator.
type Problems []Problem

// Refuse adds an error.
func (ps *Problems) Refuse(code Code, path, found, message string) {
	*ps = append(*ps, Problem{code, Error, path, found, message})
}

// Warn adds a warning.
func (ps *Problems) Warn(code Code, path, found, message string) {
	*ps = append(*ps, Problem{code, Warning, path, found, message})
}
