package redact

import (
	"strconv"
	"strings"
	"unicode"
)

// Line returns a text as one line without the secrets in it. It escapes characters that are not
// printable as Go does, such as those that move the cursor or change the direction of text, and what
// begins a command to the runner of a CI.
func Line(text string) string {
	return uncommanded(escape(strings.ReplaceAll(Text(text), "\n", " "), unicode.IsPrint))
}

// uncommanded escapes what the runner of GitHub Actions takes for a command in a log: "::" at the beginning of a line,
// and "##[" anywhere (https://github.com/actions/runner/blob/v2.330.0/src/Runner.Common/ActionCommand.cs);
// Azure Pipelines does the same with "##vso["
// (https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands).
func uncommanded(line string) string {
	if begin := strings.TrimLeft(line, " "); strings.HasPrefix(begin, "::") {
		line = line[:len(line)-len(begin)] + `\x3a` + begin[1:]
	}
	if !strings.Contains(line, "##") {
		return line
	}
	return strings.NewReplacer("##[", `#\x23[`, "##vso[", `#\x23vso[`).Replace(line)
}

// Lines returns Line for every line of a text. Each line of the result ends with a newline.
func Lines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(Line(strings.TrimSuffix(line, "\n")) + "\n")
	}
	return b.String()
}

// Source is Line for text whose tabs and spaces matter: it keeps them.
func Source(text string) string {
	return escape(text, func(r rune) bool { return r == '\t' || unicode.IsGraphic(r) })
}

func escape(text string, keep func(rune) bool) string {
	text = strings.ToValidUTF8(text, "\ufffd")
	if strings.IndexFunc(text, func(r rune) bool { return !keep(r) }) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if keep(r) {
			b.WriteRune(r)
			continue
		}
		quoted := strconv.QuoteRune(r)
		b.WriteString(quoted[1 : len(quoted)-1])
	}
	return b.String()
}
