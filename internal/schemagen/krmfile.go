package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/schema"
	"github.com/amerintlxperts/ecrcache/internal/yamltext"
)

// krmfile puts the schema into krmfile.yaml, the definition of the function. It replaces all that
// follows openAPIV3Schema, which is therefore the last key.
func krmfile(s *schema.Schema, text []byte) ([]byte, error) {
	const start = "      openAPIV3Schema:\n"
	before, _, found := bytes.Cut(text, []byte(start))
	if !found {
		return nil, errors.New("it has no openAPIV3Schema")
	}
	block, err := yamltext.Marshal(openAPI(s))
	if err != nil {
		return nil, err
	}
	out := append(before, start...)
	for line := range strings.Lines(block) {
		out = append(out, "        "+line...)
	}
	return out, nil
}

// openAPI returns the schema as a document of OpenAPI.
func openAPI(s *schema.Schema) map[string]any {
	of := map[string]any{"type": s.Type}
	for keyword, text := range map[string]string{"description": s.Description, "pattern": s.Pattern, "x-accepts": s.Accepts} {
		if text != "" {
			of[keyword] = text
		}
	}
	for keyword, words := range map[string][]string{"required": s.Required, "enum": s.Enum} {
		if len(words) > 0 {
			of[keyword] = words
		}
	}
	for keyword, bound := range map[string]int{
		"minProperties": s.MinProperties, "minItems": s.MinItems, "maxItems": s.MaxItems,
		"minLength": s.MinLength, "maxLength": s.MaxLength, "minimum": s.Minimum,
	} {
		if bound != 0 {
			of[keyword] = bound
		}
	}
	switch {
	case s.Default == "":
	case s.Type == "string":
		of["default"] = s.Default
	default: // true, false or a number, as JSON has it
		of["default"] = json.RawMessage(s.Default)
	}
	switch {
	case s.Items != nil:
		of["items"] = openAPI(s.Items)
	case s.Additional != nil:
		of["additionalProperties"] = openAPI(s.Additional)
	case s.Type == "object":
		of["additionalProperties"] = false
		properties := map[string]any{}
		for _, p := range s.Properties {
			properties[p.Key] = openAPI(p.Schema)
		}
		of["properties"] = properties
	}
	return of
}
