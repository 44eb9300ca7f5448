package redact

import "strings"

// Parser returns a message of the YAML parser without the text that it quotes: a
// password that begins with * reads as an alias, and its name as that of an anchor.
func Parser(message string) string {
	before, rest, found := strings.Cut(message, "unknown anchor '")
	if !found {
		return message
	}
	_, behind, _ := strings.Cut(rest, "' referenced")
	return before + "an alias refers to an anchor that is not there" + behind
}
