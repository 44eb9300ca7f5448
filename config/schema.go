package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	ecrcache "github.com/amerintlxperts/ecrcache"
	"go.yaml.in/yaml/v3"
)

// A schema is a structural OpenAPI v3 schema, as far as krmfile.yaml uses it.
type schema struct {
	kind        string // type
	description string
	// accepts (x-accepts) says in words what a pattern says in signs.
	accepts       string
	keys          []string // of properties, in their order
	properties    map[string]*schema
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
}

// published is the schema in krmfile.yaml. It is read once, when first needed.
var published = sync.OnceValues(func() (*schema, error) {
	const start = "\n      openAPIV3Schema:\n"
	_, text, found := strings.Cut(ecrcache.Definition(), start)
	if !found {
		return nil, errors.New("it has no openAPIV3Schema")
	}
	return newSchema(readOutline(text))
})

// newSchema reads a schema. A keyword that would not be enforced is an error.
func newSchema(n *node) (*schema, error) {
	s := &schema{}
	for _, pair := range n.pairs {
		if err := s.set(pair.key, pair.value); err != nil {
			return nil, fmt.Errorf("%s: %w", pair.key, err)
		}
	}
	return s, nil
}

func (s *schema) set(keyword string, n *node) (err error) {
	switch keyword {
	case "type":
		s.kind = n.text
	case "description":
		s.description = n.text
	case "x-accepts":
		s.accepts = n.text
	case "properties":
		err = s.setProperties(n)
	case "additionalProperties":
		if n.kind == yaml.MappingNode {
			s.open, err = newSchema(n)
		} else if n.text != "false" {
			err = fmt.Errorf("found %q; accepted: false, or a schema", n.text)
		}
	case "items":
		s.items, err = newSchema(n)
	case "required":
		s.required = texts(n)
	case "enum":
		s.enum = texts(n)
	case "default":
		s.byDefault = n.text
	case "pattern":
		s.pattern = n.text
	default:
		return s.setBound(keyword, n)
	}
	return err
}

// setBound sets a keyword that is a number.
func (s *schema) setBound(keyword string, n *node) (err error) {
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
	*bound, err = strconv.Atoi(n.text)
	return err
}

func (s *schema) setProperties(n *node) (err error) {
	s.properties = make(map[string]*schema, len(n.pairs))
	for _, pair := range n.pairs {
		s.keys = append(s.keys, pair.key)
		if s.properties[pair.key], err = newSchema(pair.value); err != nil {
			return fmt.Errorf("%s: %w", pair.key, err)
		}
	}
	return nil
}

// texts are the scalars of a list.
func texts(n *node) []string {
	list := make([]string, len(n.items))
	for i, item := range n.items {
		list[i] = item.text
	}
	return list
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
	case s.kind == "object" && len(s.keys) > 0:
		return "a map with " + strings.Join(s.keys, ", ")
	case s.kind == "object":
		return "a map"
	}
	return "a string"
}
