package admission

import (
	"regexp"
	"strings"
)

// quote is a text as a string of CEL. Placeholders such as ${AWS_REGION} stay, so that
// whoever substitutes them in manifests does it here, too.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range text {
		switch r {
		case '\\', '\'':
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	b.WriteByte('\'')
	return b.String()
}

// pattern is a regular expression as a string of CEL. Flux and envsubst take a dollar sign for
// the beginning of a variable, so there is none in it; expressions end in \z instead of $.
func pattern(expression string) string {
	return strings.ReplaceAll(quote(expression), "$", `\u0024`)
}

// list is a list of strings of CEL.
func list(texts []string) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = quote(text)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// matchesAny is the condition that one of the globs matches a value as a whole. before is a regular
// expression for what may come before the glob, such as (?:library/)?.
func matchesAny(value, before string, globs []string) string {
	all := make([]string, len(globs))
	for i, glob := range globs {
		all[i] = globExpression(glob)
	}
	return value + ".matches(" + pattern("^"+before+"(?:"+strings.Join(all, "|")+`)\z`) + ")"
}

// globExpression is a glob of package glob as a regular expression of RE2:
//
//	org/*     org/[^/]*
//	org/**    org(?:/.*)?
//	**/app    (?:[^/]*/)*app
//	app-?     app-[^/]
func globExpression(glob string) string {
	components := strings.Split(glob, "/")
	last := len(components) - 1
	var b strings.Builder
	for i, c := range components {
		switch {
		case c == "**" && i == last && i > 0 && components[i-1] != "**":
			b.WriteString(orBelow(&b))
		case c == "**" && i == last:
			b.WriteString(".*")
		case c == "**":
			b.WriteString("(?:[^/]*/)*")
		default:
			b.WriteString(componentExpression(c))
			if i < last && (components[i+1] != "**" || i+1 < last) {
				b.WriteByte('/')
			}
		}
	}
	return b.String()
}

// orBelow ends an expression in a last /**: org/** matches org as well, but app-*/** matches
// app- only with something below it.
func orBelow(b *strings.Builder) string {
	const star = "[^/]*"
	if before, found := strings.CutSuffix(b.String(), star); found {
		b.Reset()
		b.WriteString(before)
		return "(?:[^/]+|" + star + "/.*)"
	}
	return "(?:/.*)?"
}

// componentExpression is one path component of a glob.
func componentExpression(component string) string {
	var b strings.Builder
	for _, r := range component {
		switch r {
		case '*':
			if !strings.HasSuffix(b.String(), "[^/]*") {
				b.WriteString("[^/]*")
			}
		case '?':
			b.WriteString("[^/]")
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	return b.String()
}

// lines joins parts of an expression, each on a line of its own.
func lines(parts ...string) string { return strings.Join(parts, "\n") }
