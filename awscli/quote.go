package awscli

import (
	"regexp"
	"strings"
)

var (
	plainWord = regexp.MustCompile(`^[a-zA-Z0-9./:@_=-]+$`)
	// openWord has placeholders, which a shell fills in from its variables.
	openWord = regexp.MustCompile(`^(?:[a-zA-Z0-9./:@_=-]|\$\{[a-zA-Z_][a-zA-Z0-9_]*\})+$`)
)

// Quote makes a text one word of a shell: as it is when its characters mean nothing
// there, in double quotes when it holds placeholders such as ${AWS_REGION}, so that
// variables of these names fill them in, otherwise in single quotes.
func Quote(text string) string {
	switch {
	case plainWord.MatchString(text):
		return text
	case openWord.MatchString(text):
		return `"` + text + `"`
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
