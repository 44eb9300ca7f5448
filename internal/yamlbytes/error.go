package yamlbytes

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// problemAt says what is wrong on a line of a text, 1-based; 0 when the place is unknown.
func problemAt(line int, message string) *finding.Finding {
	return &finding.Finding{Severity: finding.Error, Code: finding.Refused, Line: line, Message: message}
}

// parserLine finds the line in a message of the YAML parser.
var parserLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)
})

// asFinding is an error of this package as what it is.
func asFinding(err error) *finding.Finding {
	if f, is := finding.Of(err); is {
		return f
	}
	return problemAt(0, err.Error())
}

// fromParser turns the parser's error on a text into a finding. Of a character that it
// does not read the parser tells no line.
func fromParser(text []byte, err error) *finding.Finding {
	message := redact.Parser(strings.ReplaceAll(err.Error(), "\n", " "))
	m := parserLine().FindStringSubmatch(message)
	if m == nil {
		return problemAt(1, message)
	}
	if n, err := strconv.Atoi(m[1]); err == nil {
		return problemAt(n, m[2])
	}
	if i := unreadable(text); i >= 0 {
		return problemAt(lineAt(text, i), m[2])
	}
	return problemAt(1, m[2])
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
