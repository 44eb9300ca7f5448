package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/rewrite"
	"go.yaml.in/yaml/v3"
)

// verify holds what came out against what went in with the YAML parser alone, so
// that the reading under test does not vouch for itself. It returns what is
// broken: a scalar that changed and was not reported as rewritten, a comment, key
// or structure that changed, an upstream's name that stands and was not reported.
func verify(before, after []byte, report *rewrite.Report, host string) error {
	if bytes.Equal(before, after) && !bytes.Contains(bytes.ToLower(before), []byte(host)) {
		return nil // it need not be YAML
	}
	was, err := documents(before)
	if err != nil {
		return errUnread
	}
	is, err := documents(after)
	if err != nil {
		return err
	}
	c := comparison{proposed: map[string]bool{}, host: host}
	reported := 0
	for i := range report.Findings {
		f := &report.Findings[i]
		c.proposed[f.Field.Proposed] = true
		if f.Code != rewrite.Rewritten && f.Code != rewrite.FluxMarker && strings.Contains(strings.ToLower(f.Field.Current), host) ||
			f.Code == rewrite.LeftBehind && !strings.Contains(strings.ToLower(f.Field.Current), host) { // cut off before the name
			reported++
		}
	}
	if len(was) != len(is) {
		return errors.New("the number of documents changed")
	}
	for i := range was {
		if isConfig(is[i]) {
			continue
		}
		if err := c.same(was[i], is[i]); err != nil {
			return err
		}
	}
	if c.left > reported {
		return fmt.Errorf("%s stands in %d scalars, %d were reported", host, c.left, reported)
	}
	return nil
}

// isConfig reports whether a document configures the program itself; nobody needs
// to hear that it names its upstreams.
func isConfig(document *yaml.Node) bool {
	var object struct {
		APIVersion string `yaml:"apiVersion"`
	}
	return document.Decode(&object) == nil && object.APIVersion == config.APIVersion
}

// errUnread is for a file of which only the documents that matter are YAML.
var errUnread = errors.New("the parser refuses a document that was not read")

func documents(text []byte) ([]*yaml.Node, error) {
	var all []*yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var n yaml.Node
		switch err := decoder.Decode(&n); {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, err
		}
		all = append(all, &n)
	}
}

type comparison struct {
	proposed map[string]bool // every reference that was written
	host     string
	left     int // scalars in which the host still stands
}

// same compares two nodes. Aliases are compared by name: what they lead to is
// compared where its anchor stands.
func (c *comparison) same(was, is *yaml.Node) error {
	if is.Kind == yaml.MappingNode && len(is.Content) == len(was.Content)+2 {
		// A newName was added; the name beside it is what kustomize looks for.
		is = without(is, "newName")
		c.left--
	}
	switch {
	case was.Kind != is.Kind, len(was.Content) != len(is.Content), was.Anchor != is.Anchor, was.Style != is.Style:
		return fmt.Errorf("line %d: the structure changed", was.Line)
	case was.HeadComment != is.HeadComment, was.LineComment != is.LineComment, was.FootComment != is.FootComment:
		return fmt.Errorf("line %d: a comment changed", was.Line)
	case was.Kind == yaml.ScalarNode && was.Value != is.Value && !c.explains(is.Value):
		return fmt.Errorf("line %d: %q became %q, which no result tells", was.Line, was.Value, is.Value)
	}
	if is.Kind == yaml.ScalarNode && strings.Contains(strings.ToLower(is.Value), c.host) {
		c.left++
	}
	for i := range was.Content {
		if err := c.same(was.Content[i], is.Content[i]); err != nil {
			return err
		}
	}
	return nil
}

// explains reports whether a reference that was written has the new value as a
// part: a registry, a repository or a tag may stand in a field of its own.
func (c *comparison) explains(value string) bool {
	if value = strings.TrimSpace(value); value == "" {
		return false
	}
	for reference := range c.proposed {
		if strings.Contains(reference, value) {
			return true
		}
	}
	return false
}

// without is a map without one of its keys.
func without(m *yaml.Node, key string) *yaml.Node {
	rest := *m
	rest.Content = nil
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value != key {
			rest.Content = append(rest.Content, m.Content[i], m.Content[i+1])
		}
	}
	return &rest
}
