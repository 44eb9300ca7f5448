package config

import (
	"fmt"
	"strings"
)

// An Error is one problem of a configuration: where, what was found, and what is
// accepted or to be done.
type Error struct {
	// Path is the field: spec.upstreams[0].prefix. Line is its 1-based line in the
	// document, 0 when it is not there.
	Path string
	Line int
	// Message tells the rest.
	Message string
}

// Error is one line.
func (e Error) Error() string { return e.Path + ": " + e.Message }

// Errors are all problems of a configuration, in the document's order.
type Errors []Error

// Error is one line for each problem.
func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// add notes a problem at a path.
func (es *Errors) add(path string, line int, format string, args ...any) {
	*es = append(*es, Error{Path: path, Line: line, Message: fmt.Sprintf(format, args...)})
}

// orNil keeps an empty list from becoming an error that is not nil.
func (es Errors) orNil() error {
	if len(es) == 0 {
		return nil
	}
	return es
}
