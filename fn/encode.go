package fn

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// text returns the results for yamlbytes.List.ResultsEdit: a JSON array, or the field results in
// block YAML. It writes YAML by itself because a YAML encoder would keep the events of all
// results in memory.
func (rs Results) text(asJSON bool) (string, error) {
	if asJSON {
		data, err := json.Marshal(rs)
		return withoutControls(string(data)), err
	}
	if len(rs) == 0 {
		return "", nil
	}
	var w blockWriter
	w.Grow(len(rs) * usualLength)
	w.WriteString("results:\n")
	for i := range rs {
		w.result(&rs[i])
	}
	return w.String(), nil
}

// usualLength is about the length of a result for one rewritten reference.
const usualLength = 512

// A blockWriter writes results in block style, keys in the order of the
// specification.
type blockWriter struct{ strings.Builder }

func (w *blockWriter) result(r *Result) {
	w.line("- message: ", r.Message)
	w.line("  severity: ", r.Severity)
	if ref := r.Resource; ref != nil {
		w.WriteString("  resourceRef:\n")
		w.line("    apiVersion: ", ref.APIVersion)
		w.line("    kind: ", ref.Kind)
		w.optional("    namespace: ", ref.Namespace)
		w.line("    name: ", ref.Name)
	}
	if f := r.Field; f != nil {
		w.WriteString("  field:\n")
		w.line("    path: ", f.Path)
		w.optional("    currentValue: ", f.CurrentValue)
		w.optional("    proposedValue: ", f.ProposedValue)
	}
	if f := r.File; f != nil {
		w.WriteString("  file:\n")
		w.line("    path: ", f.Path)
		w.WriteString("    index: " + strconv.Itoa(f.Index) + "\n")
	}
	if code := r.Tags["code"]; code != "" {
		w.WriteString("  tags:\n")
		w.line("    code: ", code)
		w.optional("    reason: ", r.Tags["reason"])
	}
}

func (w *blockWriter) optional(key, value string) {
	if value != "" {
		w.line(key, value)
	}
}

// line writes one entry. The value is in double quotes unless it is certainly a plain string.
func (w *blockWriter) line(key, value string) {
	w.WriteString(key)
	switch {
	case isPlain(value):
		w.WriteString(value)
	case needsLittleEscape(value):
		w.quoted(value)
	default:
		quoted, _ := json.Marshal(value) // a string always marshals
		w.WriteString(withoutControls(string(quoted)))
	}
	w.WriteByte('\n')
}

// quoted writes a text for which needsLittleEscape is true, as encoding/json does. The first
// call of encoding/json takes longer than a small run needs for all its results.
func (w *blockWriter) quoted(value string) {
	w.WriteByte('"')
	written := 0
	for i := range len(value) {
		if value[i] == '"' || value[i] == '\\' {
			w.WriteString(value[written:i])
			w.WriteByte('\\')
			written = i
		}
	}
	w.WriteString(value[written:])
	w.WriteByte('"')
}

// withoutControls escapes the characters that JSON allows in strings and YAML does not
// (https://yaml.org/spec/1.2.2/#51-character-set), and a line break of YAML 1.1.
func withoutControls(text string) string {
	isControl := func(r rune) bool {
		return r >= 0x7f && r < 0xa0 || r == 0xfeff || r >= 0xfffe && r <= 0xffff
	}
	if strings.IndexFunc(text, isControl) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if isControl(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// needsLittleEscape reports whether only quotes and backslashes of a text must be escaped in JSON.
// It is an allow-list: printable ASCII without the characters that encoding/json also escapes.
func needsLittleEscape(s string) bool {
	for _, c := range []byte(s) {
		if c < ' ' || c > '~' || c == '<' || c == '>' || c == '&' {
			return false
		}
	}
	return true
}

// isPlain reports whether YAML reads a text without quotes as the same string. It is an
// allow-list: a text that begins with a letter, is not null or a boolean, and has no character
// that could be an indicator.
func isPlain(s string) bool {
	if s == "" || !isLetter(s[0]) || isReserved(s) || s[len(s)-1] == ' ' || s[len(s)-1] == ':' {
		return false
	}
	for i := 1; i < len(s); i++ {
		c := s[i]
		if !plainBytes[c] && c != '&' && (c != ':' || i+1 == len(s) || s[i+1] == ' ') {
			return false
		}
	}
	return true
}

// plainBytes are characters that mean the same with and without quotes.
var plainBytes = func() (is [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ./-_[],;()@$={}+*!") {
		is[c] = true
	}
	return is
}()

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// isReserved reports whether YAML 1.1, which has more such words than YAML 1.2, reads a text as
// null or a boolean (https://yaml.org/type/bool.html).
func isReserved(s string) bool {
	if len(s) > len("false") {
		return false
	}
	switch strings.ToLower(s) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return true
	}
	return false
}
