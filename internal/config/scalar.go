package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/internal/redact"
	"go.yaml.in/yaml/v3"
)

func (s *schema) checkBool(path string, n *node, p *problems) any {
	text := strings.ToLower(n.text)
	isBool := text == "true" || text == "false"
	if n.kind == yaml.ScalarNode && n.tag == "!!bool" && isBool {
		return text == "true"
	}
	e := Error{Path: path, Found: found(n), Accepted: s.accepted()}
	switch {
	case n.isString() && isBool:
		e.Found += ", a string"
		e.Hint = "write it without quotes"
	case n.isNull():
		e.Hint = "give a value or remove the key"
	}
	p.add(e)
	return false
}

// checkInt takes decimal numbers alone: 010 is eight to some readers of YAML and
// ten to others.
func (s *schema) checkInt(path string, n *node, p *problems) any {
	number, err := strconv.Atoi(n.text)
	plain := err == nil && strconv.Itoa(number) == n.text
	if n.kind == yaml.ScalarNode && n.tag == "!!int" && plain && (s.minimum == 0 || number >= s.minimum) {
		return number
	}
	e := Error{Path: path, Found: found(n), Accepted: s.accepted()}
	switch {
	case n.isString() && plain:
		e.Found += ", a string"
		e.Hint = "write it without quotes"
	case n.isNull():
		e.Hint = "give a value or remove the key"
	}
	p.add(e)
	return 0
}

// checkString refuses what YAML does not read as a string: a number may have lost
// digits on its way here already.
func (s *schema) checkString(path string, n *node, p *problems) any {
	if n.isString() && s.holds(n.text) {
		return n.text
	}
	e := Error{Path: path, Found: found(n), Accepted: s.accepted()}
	switch {
	case n.isString():
		e = s.refused(e, n.text)
	case n.isNull():
		e.Hint = "give a value or remove the key"
	case n.kind == yaml.ScalarNode && s.fits(n.text):
		e.Hint = "quote it: " + quoted(n)
	case n.tag == "!!int" && s.fits(strings.Repeat("0", max(0, 12-len(n.text)))+n.text):
		// A caller, such as kustomize, may have read and written the document.
		e.Hint = "quote it, all of it: read as a number it loses the zeros at its start"
	}
	p.add(e)
	return ""
}

// holds reports whether a string is one that the schema accepts.
func (s *schema) holds(text string) bool {
	length := utf8.RuneCountInString(text)
	return length >= s.minLength && (s.maxLength == 0 || length <= s.maxLength) && s.fits(text)
}

// refused adds to a problem why a string is none that the schema accepts.
func (s *schema) refused(e Error, text string) Error {
	length := utf8.RuneCountInString(text)
	switch {
	case len(s.enum) > 0 && !slices.Contains(s.enum, text):
		if meant := Nearest(text, s.enum); meant != "" {
			e.Hint = "did you mean " + meant + "?"
		}
	case length < s.minLength && length == 0:
		e.Found = "an empty string"
	case length < s.minLength:
		e.Reason = fmt.Sprintf("shorter than %d characters", s.minLength)
	case s.maxLength > 0 && length > s.maxLength:
		e.Found, e.Reason = excerpt(text), fmt.Sprintf("its length is %d, more than %d characters", length, s.maxLength)
	}
	return e
}

// fits reports whether a string is one of the enum and of the pattern.
func (s *schema) fits(text string) bool {
	return (len(s.enum) == 0 || slices.Contains(s.enum, text)) &&
		(s.pattern == "" || matches(s.pattern, text))
}

// found describes a value that is not what was expected.
func found(n *node) string {
	switch {
	case n.kind == yaml.MappingNode:
		return "a map"
	case n.kind == yaml.SequenceNode:
		return "a list"
	case n.isNull():
		return "nothing"
	case n.isString():
		return excerpt(n.text)
	case n.tag == "!!int" || n.tag == "!!float":
		return "the number " + n.text
	case n.tag == "!!bool":
		return "the boolean " + n.text
	}
	return excerpt(n.text) + " of the YAML type " + n.tag
}

// excerpt quotes a text in one line, its end cut off when it is long.
func excerpt(text string) string {
	const most = 120
	if utf8.RuneCountInString(text) <= most {
		return strconv.Quote(text)
	}
	runes := []rune(redact.Text(text)) // before a cut may take from a token what it is known by
	if len(runes) <= most {
		return strconv.Quote(string(runes))
	}
	return strconv.Quote(string(runes[:most])) + "…"
}

// quoted is how the scalar is written as a string.
func quoted(n *node) string { return strconv.Quote(n.text) }
