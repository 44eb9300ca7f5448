package awscli

import "strings"

// Quote makes a text one word of a shell: as it is when its characters mean nothing
// there, in double quotes when it holds placeholders such as ${AWS_REGION}, so that
// variables of these names fill them in, otherwise in single quotes.
func Quote(text string) string {
	switch isPlain, hasVariables := word(text); {
	case isPlain && !hasVariables:
		return text
	case isPlain:
		return `"` + text + `"`
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// quotedPart makes a text part of a word in double quotes: it stays as it is where Quote keeps it, so that placeholders are
// filled in, and otherwise means nothing to a shell.
func quotedPart(text string) string {
	if isPlain, _ := word(text); isPlain {
		return text
	}
	return special.Replace(text)
}

// special are the characters that mean something in double quotes.
var special = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "`", "\\`", "$", `\$`)

const (
	letters  = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
	nameOnly = letters + "0123456789"
	wordOnly = nameOnly + "./:@=-"
)

// word reports whether a text is made of characters that mean nothing to a shell, and
// of placeholders, and whether it has any of these.
func word(text string) (isPlain, hasVariables bool) {
	isPlain = text != ""
	for isPlain && text != "" {
		if rest := strings.TrimLeft(text, wordOnly); len(rest) < len(text) {
			text = rest
			continue
		}
		name, rest, found := strings.Cut(strings.TrimPrefix(text, "${"), "}")
		isName := name != "" && strings.Trim(name, nameOnly) == "" && strings.IndexByte(letters, name[0]) >= 0
		isPlain = found && isName && strings.HasPrefix(text, "${")
		text, hasVariables = rest, true
	}
	return isPlain, hasVariables
}
