package schemacheck

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/schema"
	"github.com/amerintlxperts/ecrcache/internal/spelling"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

func checkBool(s *schema.Schema, path string, n *yamlbytes.Node, p *problems.Collector) any {
	text := strings.ToLower(n.Value)
	isBool := text == "true" || text == "false"
	if n.Kind == yamlbytes.Scalar && n.Tag() == "!!bool" && isBool {
		return text == "true"
	}
	e := finding.Finding{Found: Describe(n), Accepted: s.Accepted()}
	switch {
	case IsString(n) && isBool:
		e.Found += ", a string"
		e.Hint = "write it without quotes"
	case n.IsNull():
		e.Hint = "give a value or remove the key"
	}
	p.Add(path, e)
	return false
}

// checkInt accepts decimal numbers only: 010 is eight to some readers of YAML and ten to
// others.
func checkInt(s *schema.Schema, path string, n *yamlbytes.Node, p *problems.Collector) any {
	number, err := strconv.Atoi(n.Value)
	plain := err == nil && strconv.Itoa(number) == n.Value
	if n.Kind == yamlbytes.Scalar && n.Tag() == "!!int" && plain && (s.Minimum == 0 || number >= s.Minimum) {
		return number
	}
	e := finding.Finding{Found: Describe(n), Accepted: s.Accepted()}
	switch {
	case IsString(n) && plain:
		e.Found += ", a string"
		e.Hint = "write it without quotes"
	case n.IsNull():
		e.Hint = "give a value or remove the key"
	}
	p.Add(path, e)
	return 0
}

// checkString refuses what YAML does not read as a string: a number may already have lost
// digits in a program that read and wrote the document before.
func checkString(s *schema.Schema, path string, n *yamlbytes.Node, p *problems.Collector) any {
	if IsString(n) && valid(s, n.Value) {
		return n.Value
	}
	e := finding.Finding{Found: Describe(n), Accepted: s.Accepted()}
	switch {
	case IsString(n):
		e = whyRefused(s, e, n.Value)
		if meant := spelling.Nearest(n.Value, image.Regions()); path == "spec.region" && meant != "" {
			e.Hint = "did you mean " + meant + "?" // no enum has the Regions: AWS opens new ones
		}
	case n.IsNull():
		e.Hint = "give a value or remove the key"
	case n.Kind == yamlbytes.Scalar && matches(s, n.Value):
		e.Hint = "quote it: " + Quoted(n)
	case n.Tag() == "!!int" && matches(s, strings.Repeat("0", max(0, accountDigits-len(n.Value)))+n.Value):
		// A caller, such as kustomize, may have read the account as a number and written it again.
		e.Hint = "quote it, all of it: read as a number it loses the zeros at its start"
	}
	p.Add(path, e)
	return ""
}

// accountDigits is the length of an AWS account's ID, which may begin with zeros.
const accountDigits = 12

// valid reports whether the schema accepts a string.
func valid(s *schema.Schema, text string) bool {
	length := utf8.RuneCountInString(text)
	return length >= s.MinLength && (s.MaxLength == 0 || length <= s.MaxLength) && matches(s, text)
}

// whyRefused adds to a finding why the schema does not accept a string.
func whyRefused(s *schema.Schema, e finding.Finding, text string) finding.Finding {
	length := utf8.RuneCountInString(text)
	switch {
	case len(s.Enum) > 0 && !slices.Contains(s.Enum, text):
		if meant := spelling.Nearest(text, s.Enum); meant != "" {
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

// matches reports whether a string is in the enum and matches the pattern, as far as the
// schema has them.
func matches(s *schema.Schema, text string) bool {
	return (len(s.Enum) == 0 || slices.Contains(s.Enum, text)) &&
		(s.Pattern == "" || regexp.MustCompile(s.Pattern).MatchString(text))
}
