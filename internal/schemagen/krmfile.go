package main

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/schema"
	"go.yaml.in/yaml/v3"
)

// krmfile puts the schema into the definition of the function, where it is the last
// that is said.
func krmfile(s *schema.Schema, text []byte) ([]byte, error) {
	const start = "      openAPIV3Schema:\n"
	before, _, found := bytes.Cut(text, []byte(start))
	if !found {
		return nil, errors.New("it has no openAPIV3Schema")
	}
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(node(s)); err != nil {
		return nil, err
	}
	out := append(before, start...)
	for line := range strings.Lines(b.String()) {
		out = append(out, "        "+line...)
	}
	return out, nil
}

// node returns the schema as YAML, its keywords in the order in which people read them.
func node(s *schema.Schema) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	add := func(keyword string, value *yaml.Node) { n.Content = append(n.Content, text(keyword), value) }
	add("type", text(s.Type))
	if s.Description != "" {
		add("description", text(s.Description))
	}
	if len(s.Required) > 0 {
		add("required", list(s.Required))
	}
	for _, bound := range bounds(s) {
		if bound.value != 0 {
			add(bound.keyword, &yaml.Node{Kind: yaml.ScalarNode, Value: strconv.Itoa(bound.value)})
		}
	}
	if s.Pattern != "" {
		add("pattern", text(s.Pattern))
	}
	if len(s.Enum) > 0 {
		add("enum", list(s.Enum))
	}
	if s.Default != "" {
		add("default", byDefault(s))
	}
	if s.Accepts != "" {
		add("x-accepts", text(s.Accepts))
	}
	switch {
	case s.Items != nil:
		add("items", node(s.Items))
	case s.Additional != nil:
		add("additionalProperties", node(s.Additional))
	case s.Type == "object":
		add("additionalProperties", &yaml.Node{Kind: yaml.ScalarNode, Value: "false"})
		add("properties", properties(s))
	}
	return n
}

type bound struct {
	keyword string
	value   int
}

func bounds(s *schema.Schema) []bound {
	return []bound{
		{"minProperties", s.MinProperties},
		{"minItems", s.MinItems},
		{"maxItems", s.MaxItems},
		{"minLength", s.MinLength},
		{"maxLength", s.MaxLength},
		{"minimum", s.Minimum},
	}
}

func properties(s *schema.Schema) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, p := range s.Properties {
		n.Content = append(n.Content, text(p.Key), node(p.Schema))
	}
	return n
}

// byDefault returns the default as a value of the schema's type.
func byDefault(s *schema.Schema) *yaml.Node {
	if s.Type == "string" {
		return text(s.Default)
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Value: s.Default}
}

func text(value string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: value}
}

func list(words []string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, word := range words {
		n.Content = append(n.Content, text(word))
	}
	return n
}
