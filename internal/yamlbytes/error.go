package yamlbytes

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/internal/redact"
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

// fromParser turns the parser's error on a text into an Error. Of a character that it
// does not read the parser tells no line.
func fromParser(text []byte, err error) *Error {
	message := redact.Parser(strings.ReplaceAll(err.Error(), "\n", " "))
	m := parserLine().FindStringSubmatch(message)
	if m == nil {
		return &Error{Line: 1, Reason: message}
	}
	if n, err := strconv.Atoi(m[1]); err == nil {
		return &Error{Line: n, Reason: m[2]}
	}
	if i := unreadable(text); i >= 0 {
		return &Error{Line: lineAt(text, i), Reason: m[2]}
	}
	return &Error{Line: 1, Reason: m[2]}
}

// unreadable finds the first byte that is not UTF-8, or the first character that YAML
// text may not hold (https://yaml.org/spec/1.2.2/#51-character-set); -1 for none.
func unreadable(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size == 1,
			r < ' ' && r != '\t' && r != '\n' && r != '\r',
			r >= 0x7f && r < 0xa0 && r != 0x85, r == 0xfffe, r == 0xffff:
			return i
		}
		i += size
	}
	return -1
}
