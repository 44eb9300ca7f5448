package config

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A schema is the part of OpenAPI v3 that krmfile.yaml uses.
type schema struct {
	Type                 string             `yaml:"type"`
	Description          string             `yaml:"description"`
	Properties           map[string]*schema `yaml:"properties"`
	AdditionalProperties *schema            `yaml:"additionalProperties"`
	Required             []string           `yaml:"required"`
	Items                *schema            `yaml:"items"`
	MinItems             int                `yaml:"minItems"`
	Enum                 []string           `yaml:"enum"`
	Pattern              string             `yaml:"pattern"`
	MinLength            int                `yaml:"minLength"`
	MaxLength            int                `yaml:"maxLength"`
	Default              any                `yaml:"default"`
}

// keys are the properties, sorted.
func (s *schema) keys() []string {
	keys := make([]string, 0, len(s.Properties))
	for k := range s.Properties {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// check holds a node against the schema and notes every problem.
func (s *schema) check(path string, n *yaml.Node, errs *Errors) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	switch s.Type {
	case "object":
		s.checkObject(path, n, errs)
	case "array":
		s.checkArray(path, n, errs)
	case "boolean":
		if n.ShortTag() != "!!bool" {
			errs.add(path, n.Line, "found %s; accepted: true, false", found(n))
		}
	default:
		s.checkString(path, n, errs)
	}
}

func (s *schema) checkObject(path string, n *yaml.Node, errs *Errors) {
	if n.Kind != yaml.MappingNode {
		errs.add(path, n.Line, "found %s; a map is expected, with %s", found(n), strings.Join(s.keys(), ", "))
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		below := join(path, key.Value)
		if first, twice := seen[key.Value]; twice {
			errs.add(below, key.Line, "the key stands twice, first at line %d", first)
			continue
		}
		seen[key.Value] = key.Line
		switch property := s.Properties[key.Value]; {
		case property != nil:
			property.check(below, value, errs)
		case s.AdditionalProperties != nil:
			s.AdditionalProperties.check(below, value, errs)
		case reserved(below) != "":
			errs.add(below, key.Line, "not built yet in this version: %s; remove it", reserved(below))
		default:
			errs.add(below, key.Line, "unknown key; %s", suggest(key.Value, s.keys()))
		}
	}
	for _, key := range s.Required {
		if _, there := seen[key]; !there {
			errs.add(join(path, key), n.Line, "missing; %s", s.Properties[key].Description)
		}
	}
}

func (s *schema) checkArray(path string, n *yaml.Node, errs *Errors) {
	if n.Kind != yaml.SequenceNode {
		errs.add(path, n.Line, "found %s; a list is expected", found(n))
		return
	}
	if len(n.Content) < s.MinItems {
		errs.add(path, n.Line, "the list is empty; at least %d is expected", s.MinItems)
	}
	for i, item := range n.Content {
		s.Items.check(fmt.Sprintf("%s[%d]", path, i), item, errs)
	}
}

func (s *schema) checkString(path string, n *yaml.Node, errs *Errors) {
	switch {
	case n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null":
		errs.add(path, n.Line, "found %s; a string is expected", found(n))
	case n.ShortTag() != "!!str":
		errs.add(path, n.Line, "found %s, which YAML reads as a %s; quote it: \"%s\"", redact(n.Value), typeName(n), redact(n.Value))
	case holdsToken(n.Value): // told elsewhere, and never echoed
	case len(s.Enum) > 0 && !slices.Contains(s.Enum, n.Value):
		errs.add(path, n.Line, "found %q; accepted: %s", n.Value, strings.Join(s.Enum, ", "))
	case len(n.Value) < s.MinLength:
		errs.add(path, n.Line, "found %q, which is shorter than %d; %s", n.Value, s.MinLength, s.Description)
	case s.MaxLength > 0 && len(n.Value) > s.MaxLength:
		errs.add(path, n.Line, "found %q, which is longer than %d; %s", n.Value, s.MaxLength, s.Description)
	case s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(n.Value):
		errs.add(path, n.Line, "found %q; accepted: %s", n.Value, s.Description)
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// found describes a node that is not what was expected.
func found(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a map"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.ShortTag() == "!!null":
		return "nothing"
	}
	return strconv.Quote(redact(n.Value))
}

// typeName names what YAML reads an unquoted scalar as.
func typeName(n *yaml.Node) string {
	switch n.ShortTag() {
	case "!!int", "!!float":
		return "number"
	case "!!bool":
		return "boolean"
	}
	return strings.TrimPrefix(n.ShortTag(), "!!")
}
