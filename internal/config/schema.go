package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	ecrcache "github.com/amerintlxperts/ecrcache"
)

// A schema is a structural OpenAPI v3 schema, as far as krmfile.yaml uses it. Those of
// its properties are read when they are asked for.
type schema struct {
	kind        string // type
	description string
	// accepts (x-accepts) says in words what a pattern says in signs.
	accepts       string
	seen          []property // of its properties, those that were looked at
	unseen        outline    // the rest of them
	required      []string
	open          *schema // additionalProperties: what values of other keys must be
	minProperties int
	items         *schema
	minItems      int
	maxItems      int
	enum          []string
	byDefault     string
	pattern       string
	minLength     int
	maxLength     int
	minimum       int
	err           error // what it has that would not be enforced
}

// published is the schema in krmfile.yaml.
func published() (*schema, error) {
	const start = "\n      openAPIV3Schema:\n"
	_, text, found := strings.Cut(ecrcache.Definition(), start)
	if !found {
		return nil, errors.New("it has no openAPIV3Schema")
	}
	s := newSchema(newOutline(text))
	return s, s.err
}

// newSchema reads a schema. A keyword that would not be enforced is an error. Behind
// a nested keyword stands none, which a test forbids: what is nested is long.
func newSchema(o outline) *schema {
	s := &schema{}
	for keyword := range o.lines() {
		if err := s.set(keyword); err != nil {
			s.err = fmt.Errorf("%s: %w", keyword.key, err)
		}
		if s.err != nil || keyword.nested.text != "" {
			break
		}
	}
	return s
}

func (s *schema) set(keyword line) error {
	switch text := unquoted(keyword.value); keyword.key {
	case "type":
		s.kind = text
	case "description":
		s.description = text
	case "x-accepts":
		s.accepts = text
	case "properties":
		s.unseen = keyword.nested
	case "additionalProperties":
		if keyword.nested.text != "" {
			s.open = newSchema(keyword.nested)
			return s.open.err
		} else if text != "false" {
			return fmt.Errorf("found %q; accepted: false, or a schema", text)
		}
	case "items":
		s.items = newSchema(keyword.nested)
		return s.items.err
	case "required":
		s.required = words(keyword.value)
	case "enum":
		s.enum = words(keyword.value)
	case "default":
		s.byDefault = text
	case "pattern":
		s.pattern = text
	default:
		return s.setBound(keyword.key, text)
	}
	return nil
}

// setBound sets a keyword that is a number.
func (s *schema) setBound(keyword, text string) (err error) {
	var bound *int
	switch keyword {
	case "minProperties":
		bound = &s.minProperties
	case "minItems":
		bound = &s.minItems
	case "maxItems":
		bound = &s.maxItems
	case "minLength":
		bound = &s.minLength
	case "maxLength":
		bound = &s.maxLength
	case "minimum":
		bound = &s.minimum
	default:
		return errors.New("a keyword that is not enforced")
	}
	*bound, err = strconv.Atoi(text)
	return err
}

// accepted says in words what the schema accepts.
func (s *schema) accepted() string {
	switch {
	case s.accepts != "":
		return s.accepts
	case len(s.enum) > 0:
		return strings.Join(s.enum, ", ")
	case s.kind == "boolean":
		return "true, false"
	case s.kind == "integer":
		return "a number"
	case s.kind == "array":
		return "a list"
	case s.kind == "object" && len(s.required) > 0:
		return "a map with at least " + strings.Join(s.required, " and ")
	case s.kind == "object" && len(s.keys()) > 0:
		return "a map with " + strings.Join(s.keys(), ", ")
	case s.kind == "object":
		return "a map"
	}
	return "a string"
}
