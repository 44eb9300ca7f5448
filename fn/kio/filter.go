// Package kio offers the function as a filter of kyaml
// (https://pkg.go.dev/sigs.k8s.io/kustomize/kyaml/kio), for programs that have a
// pipeline of their own: kustomize transformers in Go, controllers, other functions.
// The program ecrcache does not use it: linking kyaml costs more than a small run.
package kio

import (
	"errors"

	"github.com/amerintlxperts/ecrcache/fn"
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
	objects, err := texts(nodes)
	if err != nil {
		return nil, err
	}
	done, err := fn.Objects(f.Config, objects)
	if err != nil {
		return nil, err
	}
	if f.Report != nil {
		f.Report(done.Results)
	}
	if err := failure(done.Results); err != nil {
		return nil, err
	}
	return change(nodes, done)
}

// texts are the objects as YAML.
func texts(nodes []*yaml.RNode) ([]string, error) {
	all := make([]string, len(nodes))
	for i, n := range nodes {
		var err error
		if all[i], err = n.String(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// change reads the objects again whose text changed, leaves out those to remove, and
// adds the new ones.
func change(nodes []*yaml.RNode, done *fn.Outcome) ([]*yaml.RNode, error) {
	var after []*yaml.RNode
	for i, n := range nodes {
		if done.Removed[i] {
			continue
		}
		if text, changed := done.Changed[i]; changed {
			var err error
			if n, err = yaml.Parse(text); err != nil {
				return nil, err
			}
		}
		after = append(after, n)
	}
	for _, text := range done.Added {
		n, err := yaml.Parse(text)
		if err != nil {
			return nil, err
		}
		after = append(after, n)
	}
	return after, nil
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
