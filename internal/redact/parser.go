package redact

import "strings"

// Parser returns a message of the YAML parser without the text that it quotes. The text may be a
// secret: the parser reads a password that begins with * as an alias and quotes its name.
func Parser(message string) string {
	before, rest, found := strings.Cut(message, "unknown anchor '")
	if !found {
		return message
	}
	_, behind, _ := strings.Cut(rest, "' referenced")
	return before + "an alias refers to an anchor that is not there" + behind
}
