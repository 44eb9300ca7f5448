package main

import (
	"fmt"
	"go/ast"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/schema"
)

// A comment is the doc comment of a field or type: its text, and its markers, such as
// +kubebuilder:default=IPv4.
type comment struct {
	text    string
	markers []string
}

func read(group *ast.CommentGroup) (c comment) {
	if group == nil {
		return c
	}
	var words []string
	for _, line := range group.List {
		text := strings.TrimSpace(strings.TrimPrefix(line.Text, "//"))
		if marker, ok := strings.CutPrefix(text, "+"); ok {
			c.markers = append(c.markers, marker)
		} else {
			words = append(words, strings.Fields(text)...)
		}
	}
	c.text = strings.Join(words, " ")
	return c
}

const withoutDefaults = "ecrcache:withoutDefaults"

func (c comment) withoutDefaults() bool {
	for _, m := range c.markers {
		if m == withoutDefaults {
			return true
		}
	}
	return false
}

// apply gives a schema what the markers say.
func (c comment) apply(s *schema.Schema) error {
	for _, marker := range c.markers {
		name, value, _ := strings.Cut(marker, "=")
		of, name := target(s, name)
		if of == nil {
			return fmt.Errorf("+%s: the field is not a list", marker)
		}
		if err := set(of, name, value); err != nil {
			return fmt.Errorf("+%s: %w", marker, err)
		}
	}
	return nil
}

// target returns the schema that a marker is about, and the marker's name without :items:, which means
// the elements of a list. The schema is nil when the field is no list.
func target(s *schema.Schema, name string) (of *schema.Schema, short string) {
	if before, after, found := strings.Cut(name, ":items:"); found {
		return s.Items, before + ":" + after
	}
	return s, name
}

func set(s *schema.Schema, name, value string) (err error) {
	switch name {
	case "kubebuilder:default":
		s.Default = value
	case "kubebuilder:validation:Pattern":
		s.Pattern = strings.Trim(value, "`")
	case "kubebuilder:validation:Enum":
		for word := range strings.SplitSeq(value, ";") {
			s.Enum = append(s.Enum, strings.Trim(word, `"`))
		}
	case "kubebuilder:validation:MinProperties":
		s.MinProperties, err = strconv.Atoi(value)
	case "kubebuilder:validation:MinItems":
		s.MinItems, err = strconv.Atoi(value)
	case "kubebuilder:validation:MaxItems":
		s.MaxItems, err = strconv.Atoi(value)
	case "kubebuilder:validation:MinLength":
		s.MinLength, err = strconv.Atoi(value)
	case "kubebuilder:validation:MaxLength":
		s.MaxLength, err = strconv.Atoi(value)
	case "kubebuilder:validation:Minimum":
		s.Minimum, err = strconv.Atoi(value)
	case "ecrcache:accepts":
		s.Accepts = value
	case "ecrcache:configMap":
		s.ConfigMap = value
	default:
		return fmt.Errorf("unknown marker")
	}
	return err
}
