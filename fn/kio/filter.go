// Package kio offers the function as a filter of kyaml
// (https://pkg.go.dev/sigs.k8s.io/kustomize/kyaml/kio), for programs that have a
// pipeline of their own: kustomize transformers in Go, controllers, other functions.
// The program ecrcache does not use it: linking kyaml costs more than a small run.
package kio

import (
	"errors"
	"strings"

	"github.com/amerintlxperts/ecrcache/fn"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// Filter rewrites the image references of objects, and adds what is generated, as the
// program does.
type Filter struct {
	// Config is the PullThroughCache, or the ConfigMap with its flat keys, as YAML or
	// JSON.
	Config string
	// Report is given the results of the run, warnings and errors among them; nobody is
	// told when it is nil.
	Report func(fn.Results)
}

var _ kio.Filter = Filter{}

// Filter returns the objects as they are to be. Objects that do not change are the
// nodes that were given. The error joins every result that is an error; the caller's
// objects stay as they were then. It is also for objects that cannot be read.
func (f Filter) Filter(nodes []*yaml.RNode) ([]*yaml.RNode, error) {
	source, err := stream(nodes)
	if err != nil {
		return nil, err
	}
	items, err := yamlbytes.SplitStream(source)
	if err != nil {
		return nil, err
	}
	done, err := fn.Items([]byte(f.Config), items)
	if err != nil {
		return nil, err
	}
	if f.Report != nil {
		f.Report(done.Results)
	}
	if err := failure(done.Results); err != nil {
		return nil, err
	}
	after, err := yamlbytes.SplitStream(yamlbytes.Splice(source, done.Edits))
	if err != nil {
		return nil, err
	}
	return change(nodes, items, after, done.Changes)
}

// stream writes the objects as one YAML stream, each after a separator, so that
// documents and objects count alike.
func stream(nodes []*yaml.RNode) ([]byte, error) {
	var b strings.Builder
	for _, n := range nodes {
		text, err := n.String()
		if err != nil {
			return nil, err
		}
		b.WriteString("---\n" + text)
	}
	return []byte(b.String()), nil
}

// change reads the objects again whose text changed, leaves out those to remove, and
// adds the new ones.
func change(nodes []*yaml.RNode, before, after []yamlbytes.Item, c yamlbytes.Changes) ([]*yaml.RNode, error) {
	var changed []*yaml.RNode
	for i, n := range nodes {
		text, replaced := c.Replace[i]
		switch raw := string(after[i].Raw()); {
		case c.Remove[i]:
			continue
		case replaced:
			n = nil
		case raw != string(before[i].Raw()):
			n, text.Block = nil, raw
		}
		if n == nil {
			var err error
			if n, err = yaml.Parse(text.Block); err != nil {
				return nil, err
			}
		}
		changed = append(changed, n)
	}
	for _, text := range c.Add {
		n, err := yaml.Parse(text.Block)
		if err != nil {
			return nil, err
		}
		changed = append(changed, n)
	}
	return changed, nil
}

// failure joins the results that are errors.
func failure(results fn.Results) error {
	var all []error
	for i := range results {
		if r := &results[i]; r.Severity == "error" {
			all = append(all, errors.New(r.Message))
		}
	}
	return errors.Join(all...)
}
