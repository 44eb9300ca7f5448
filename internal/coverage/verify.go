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
	c := comparison{report: report, host: host}
	reported := 0
	for i := range report.Findings {
		f := &report.Findings[i]
		if f.Code != rewrite.Rewritten && f.Code != rewrite.FluxMarker && strings.Contains(strings.ToLower(f.Field.Current), host) ||
			f.Code == rewrite.Irreplaceable || f.Code == rewrite.LeftBehind && !strings.Contains(strings.ToLower(f.Field.Current), host) { // cut off before the name
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
	report *rewrite.Report
	host   string
	left   int // scalars in which the host still stands
}

// same compares two nodes. Aliases are compared by name: what they lead to is
// compared where its anchor stands.
func (c *comparison) same(was, is *yaml.Node) error {
	if is.Kind == yaml.MappingNode {
		was, is = c.alike(was, is)
	}
	switch {
	case was.Kind != is.Kind, len(was.Content) != len(is.Content), was.Anchor != is.Anchor, was.Style != is.Style:
		return fmt.Errorf("line %d: the structure changed", was.Line)
	case was.HeadComment != is.HeadComment, was.LineComment != is.LineComment, was.FootComment != is.FootComment:
		return fmt.Errorf("line %d: a comment changed", was.Line)
	case was.Kind == yaml.ScalarNode && was.Value != is.Value && c.named(was.Value, is.Value):
		c.left-- // the name that kustomize looks for
	case was.Kind == yaml.ScalarNode && was.Value != is.Value && !c.explains(was.Value, is.Value):
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

// alike takes out of two maps what may come and go: a newName beside the name that
// kustomize looks for, and what makes Flux log in to ECR.
func (c *comparison) alike(was, is *yaml.Node) (*yaml.Node, *yaml.Node) {
	if has(is, "newName") && !has(was, "newName") {
		c.left--
		return was, without(is, "newName")
	}
	if value(is, "provider") == "aws" && value(was, "provider") != "aws" {
		return without(without(was, "secretRef"), "provider"), without(is, "provider")
	}
	return was, is
}

// named reports whether a text became what kustomize edit set image takes: the name
// of an upstream's image, =, and what a result tells that the image became.
func (c *comparison) named(was, is string) bool {
	name, image, found := strings.Cut(is, "=")
	rest, same := strings.CutPrefix(was, name)
	if !found || !same || !strings.HasPrefix(name, c.host+"/") {
		return false
	}
	if old, had := strings.CutPrefix(rest, "="); had {
		return c.explains(old, image)
	}
	return (rest == "" || strings.ContainsAny(rest[:1], ":@")) && c.explains(was, image)
}

// explains reports whether what was written makes one text of the other: as a part
// of it, in a text with more in it, or as the whole of it; or is spread over
// fields, of which the text is one.
func (c *comparison) explains(was, is string) bool {
	back := is
	for i := range c.report.Findings {
		f := &c.report.Findings[i].Field
		if f.Proposed == "" {
			continue
		}
		back = strings.ReplaceAll(back, f.Proposed, f.Current)
		if text := strings.TrimSpace(is); text != "" && strings.Contains(f.Proposed, text) {
			return true
		}
	}
	return back == was
}

func has(m *yaml.Node, key string) bool { return find(m, key) != nil }

func value(m *yaml.Node, key string) string {
	if n := find(m, key); n != nil {
		return n.Value
	}
	return ""
}

func find(m *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return m.Content[i+1]
		}
	}
	return nil
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
