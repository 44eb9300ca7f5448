package redact

import (
	"regexp"
	"strings"
	"sync"
)

// quotedValue matches the value in "cannot unmarshal !!str `value` into []string".
var quotedValue = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("(?s) `.*?`( into )") })

// Parser returns a message of the YAML parser without the texts that it quotes. They may be
// secrets: the parser quotes the beginning of a value of another type than it expects, and reads
// a password that begins with * as an alias, whose name it quotes.
func Parser(message string) string {
	message = quotedValue().ReplaceAllString(message, "$1")
	before, rest, found := strings.Cut(message, "unknown anchor '")
	if !found {
		return message
	}
	_, behind, _ := strings.Cut(rest, "' referenced")
	return before + "an alias refers to an anchor that is not there" + behind
}
