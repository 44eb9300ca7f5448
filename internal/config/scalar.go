package config

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/schema"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

func checkBool(s *schema.Schema, path string, n *yamlbytes.Node, p *problems) any {
	text := strings.ToLower(n.Value)
	isBool := text == "true" || text == "false"
	if n.Kind == yamlbytes.Scalar && n.Tag() == "!!bool" && isBool {
		return text == "true"
	}
	e := finding.Finding{Found: found(n), Accepted: s.Accepted()}
	switch {
	case isString(n) && isBool:
		e.Found += ", a string"
		e.Hint = "write it without quotes"
	case n.IsNull():
		e.Hint = "give a value or remove the key"
	}
	p.add(path, e)
	return false
}

// checkInt takes decimal numbers alone: 010 is eight to some readers of YAML and
// ten to others.
func checkInt(s *schema.Schema, path string, n *yamlbytes.Node, p *problems) any {
	number, err := strconv.Atoi(n.Value)
	plain := err == nil && strconv.Itoa(number) == n.Value
	if n.Kind == yamlbytes.Scalar && n.Tag() == "!!int" && plain && (s.Minimum == 0 || number >= s.Minimum) {
		return number
	}
	e := finding.Finding{Found: found(n), Accepted: s.Accepted()}
	switch {
	case isString(n) && plain:
		e.Found += ", a string"
		e.Hint = "write it without quotes"
	case n.IsNull():
		e.Hint = "give a value or remove the key"
	}
	p.add(path, e)
	return 0
}

// checkString refuses what YAML does not read as a string: a number may have lost
// digits on its way here already.
func checkString(s *schema.Schema, path string, n *yamlbytes.Node, p *problems) any {
	if isString(n) && holds(s, n.Value) {
		return n.Value
	}
	e := finding.Finding{Found: found(n), Accepted: s.Accepted()}
	switch {
	case isString(n):
		e = whyRefused(s, e, n.Value)
		if path == regionPath {
			e.Hint = meantRegion(n.Value)
		}
	case n.IsNull():
		e.Hint = "give a value or remove the key"
	case n.Kind == yamlbytes.Scalar && fits(s, n.Value):
		e.Hint = "quote it: " + quoted(n)
	case n.Tag() == "!!int" && fits(s, strings.Repeat("0", max(0, 12-len(n.Value)))+n.Value):
		// A caller, such as kustomize, may have read and written the document.
		e.Hint = "quote it, all of it: read as a number it loses the zeros at its start"
	}
	p.add(path, e)
	return ""
}

// holds reports whether a string is one that the schema accepts.
func holds(s *schema.Schema, text string) bool {
	length := utf8.RuneCountInString(text)
	return length >= s.MinLength && (s.MaxLength == 0 || length <= s.MaxLength) && fits(s, text)
}

// whyRefused adds to a problem why a string is none that the schema accepts.
func whyRefused(s *schema.Schema, e finding.Finding, text string) finding.Finding {
	length := utf8.RuneCountInString(text)
	switch {
	case len(s.Enum) > 0 && !slices.Contains(s.Enum, text):
		if meant := Nearest(text, s.Enum); meant != "" {
			e.Hint = "did you mean " + meant + "?"
		}
	case length < s.MinLength && length == 0:
		e.Found = "an empty string"
	case length < s.MinLength:
		e.Message = fmt.Sprintf("shorter than %d characters", s.MinLength)
	case s.MaxLength > 0 && length > s.MaxLength:
		e.Found, e.Message = finding.Quote(text), fmt.Sprintf("its length is %d, more than %d characters", length, s.MaxLength)
	}
	return e
}

// fits reports whether a string is one of the enum and of the pattern.
func fits(s *schema.Schema, text string) bool {
	return (len(s.Enum) == 0 || slices.Contains(s.Enum, text)) &&
		(s.Pattern == "" || regexp.MustCompile(s.Pattern).MatchString(text))
}

// found describes a value that is not what was expected.
func found(n *yamlbytes.Node) string {
	switch {
	case n.Kind == yamlbytes.Mapping:
		return "a map"
	case n.Kind == yamlbytes.Sequence:
		return "a list"
	case n.IsNull():
		return "nothing"
	case isString(n):
		return finding.Quote(n.Value)
	case n.Tag() == "!!int" || n.Tag() == "!!float":
		return "the number " + n.Value
	case n.Tag() == "!!bool":
		return "the boolean " + n.Value
	}
	return finding.Quote(n.Value) + " of the YAML type " + n.Tag()
}

// quoted is how the scalar is written as a string.
func quoted(n *yamlbytes.Node) string { return strconv.Quote(n.Value) }

// isString reports whether a value is a string. A date is one: nothing here is a time,
// and JSON has none.
func isString(n *yamlbytes.Node) bool { return n.IsText() || n.Tag() == "!!timestamp" }

// textUnder is the text under a key, empty when it is not a string.
func textUnder(n *yamlbytes.Node, key string) string {
	if v := n.Get(key); isString(v) {
		return v.Value
	}
	return ""
}
