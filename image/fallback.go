package image

import (
	"regexp"
	"strings"
	"sync"
)

// A fallback is a placeholder with a default, which counts when its variable has no value, such
// as ${REGISTRY:-ghcr.io} or {{ .registry | default "ghcr.io" }}.
type fallback struct {
	variable   string
	start, end int // of the default in the text
	after      int // where the placeholder ends
}

// fallbackOf reads the placeholder with a default at the beginning of a text.
func fallbackOf(s string) (f fallback, ok bool) {
	if s == "" || !opener[s[0]] {
		return f, false
	}
	after := skip(s, 0)
	switch {
	case after == 0:
		return f, false
	case strings.HasPrefix(s, "${{"):
		f, ok = templateDefault(s[:after], len("${{"), len("}}"))
	case strings.HasPrefix(s, "${"):
		f, ok = shellDefault(s[:after])
	case strings.HasPrefix(s, "{{"), strings.HasPrefix(s, "<<"), strings.HasPrefix(s, "[["):
		f, ok = templateDefault(s[:after], len("{{"), len("}}"))
	}
	f.after = after
	return f, ok && f.start < f.end
}

// shellDefault reads ${NAME:-text}, and the same with :=, :+, -, = or +. With :+ and + the text
// is used when the variable has a value; it is then the whole value as well.
func shellDefault(s string) (fallback, bool) {
	start := len("${")
	end := skipName(s, start)
	if end == start || digit(s[start]) {
		return fallback{}, false
	}
	f := fallback{variable: s[start:end], end: len(s) - len("}")}
	if s[end] == ':' {
		end++
	}
	if strings.IndexByte("-=+", s[end]) < 0 {
		return fallback{}, false
	}
	f.start = end + 1
	return f, true
}

// templateDefault reads an expression with a default at its end. opening and closing are the
// lengths of the brackets around it.
func templateDefault(s string, opening, closing int) (fallback, bool) {
	at := templateExpression().FindStringSubmatchIndex(s[opening : len(s)-closing])
	if at == nil {
		return fallback{}, false
	}
	f := fallback{}
	for i := 2; i < len(at); i += 2 {
		from, to := opening+at[i], opening+at[i+1]
		switch {
		case at[i] < 0: // a group of another form
		case s[from-1] == '"' || s[from-1] == '\'':
			f.start, f.end = from, to
		default:
			f.variable = s[from:to]
		}
	}
	return f, true
}

// templateExpression matches the forms of Go templates (sprig), Jinja and GitHub Actions in
// which the default is written as it is.
var templateExpression = sync.OnceValue(func() *regexp.Regexp {
	const (
		variable = `([\w.$-]+)`
		text     = `(?:"([^"\\]*)"|'([^'\\]*)')`
	)
	return regexp.MustCompile(`^-?\s*(?:` + strings.Join([]string{
		`default\s+` + text + `\s+` + variable,
		variable + `\s*\|\s*default\s+` + text,
		variable + `\s*\|\s*(?:default|d)\(\s*` + text + `\s*(?:,\s*true\s*)?\)`,
		variable + `\s*\|\|\s*` + text,
	}, "|") + `)\s*-?$`)
})
