package document

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/amerintlxperts/ecrcache/redact"
)

// An Error says where input is not what it should be. Line is 1-based in the
// source; 0 when the place is unknown.
type Error struct {
	Line   int
	Reason string
}

// Error gives the line, then the reason.
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Reason
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Reason)
}

// parserLine finds the line in a message of the YAML parser.
var parserLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)
})

// asError is an error of this package as what it is.
func asError(err error) *Error {
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Reason: err.Error()}
	}
	return e
}

// fromParser turns the parser's error into an Error.
func fromParser(err error) *Error {
	message := redact.Parser(strings.ReplaceAll(err.Error(), "\n", " "))
	m := parserLine().FindStringSubmatch(message)
	if m == nil {
		return &Error{Line: 1, Reason: message}
	}
	if n, err := strconv.Atoi(m[1]); err == nil {
		return &Error{Line: n, Reason: m[2]}
	}
	return &Error{Line: 1, Reason: m[2]}
}
