package config

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// An Error is one problem of a configuration. No part of it ever holds a token or a login.
type Error struct {
	// Path is the field, such as spec.upstreams[0].prefix, or data.prefix of the
	// flat form; empty when the problem is the whole text. Line is its 1-based
	// line in the text given to Parse, 0 when there is none.
	Path string
	Line int
	// Found is what stands there, Reason why it is refused, Accepted what would be
	// accepted, Hint what to do. Those that say nothing are empty.
	Found, Reason, Accepted, Hint string

	within string // which part of the value of a flat key, such as [1].registry
}

// Error is one line: where, what was found, what is accepted, what to do.
func (e Error) Error() string {
	var parts []string
	switch {
	case e.Found != "" && e.Reason != "":
		parts = append(parts, "found "+e.Found+": "+e.Reason)
	case e.Found != "":
		parts = append(parts, "found "+e.Found)
	default:
		parts = append(parts, e.Reason)
	}
	if e.Accepted != "" {
		parts = append(parts, "accepted: "+e.Accepted)
	}
	if e.Hint != "" {
		parts = append(parts, e.Hint)
	}
	return e.where() + strings.Join(parts, "; ")
}

// where is the field; the line only where there is no field, because inside a
// ResourceList it is not the line of the user's file.
func (e Error) where() string {
	switch {
	case e.within != "":
		return e.Path + ": " + e.within + ": "
	case e.Path != "":
		return e.Path + ": "
	case e.Line > 0:
		return "line " + strconv.Itoa(e.Line) + ": "
	}
	return ""
}

// tellable is the error without the tokens it may quote, and on one line.
func (e Error) tellable() Error {
	for _, s := range []*string{&e.Path, &e.Found, &e.Reason, &e.Accepted, &e.Hint, &e.within} {
		*s = strings.Map(printable, redact.Text(*s))
	}
	return e
}

func printable(r rune) rune {
	if unicode.IsControl(r) {
		return ' '
	}
	return r
}

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

// orNil keeps an empty list from becoming an error that is not nil.
func (es Errors) orNil() error {
	if len(es) == 0 {
		return nil
	}
	return es
}
