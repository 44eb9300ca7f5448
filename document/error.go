package document

import (
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

// fromParser turns the parser's error on text that starts on the given line of
// the source into an Error with the source's line.
func fromParser(err error, first int) *Error {
	message := redact.Parser(strings.ReplaceAll(err.Error(), "\n", " "))
	m := parserLine().FindStringSubmatch(message)
	if m == nil {
		return &Error{Line: first, Reason: message}
	}
	if n, err := strconv.Atoi(m[1]); err == nil {
		return &Error{Line: first + n - 1, Reason: m[2]}
	}
	return &Error{Line: first, Reason: m[2]}
}
