// Package kio has the function as a filter of kyaml
// (https://pkg.go.dev/sigs.k8s.io/kustomize/kyaml/kio). It is for programs with a pipeline of
// their own: kustomize transformers in Go, controllers, other functions. The program ecrcache
// does not use it, because linking kyaml costs more time at each start than a small run takes.
package kio

import (
	"errors"

	"github.com/amerintlxperts/ecrcache/fn"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// A Filter rewrites the image references of objects and adds generated objects, as the program
// does.
type Filter struct {
	// Config is the PullThroughCache, or the ConfigMap with its flat keys, as YAML or
	// JSON.
	Config string
	// Report, if not nil, is called with the results of the run, including warnings and
	// errors.
	Report func(fn.Results)
}

var _ kio.Filter = Filter{}

// Filter returns the objects after the run. For an object that does not change it returns the
// given node. It fails, and changes no object, when a result is an error, and joins all such
// results; it also fails for an object that cannot be read.
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

// texts returns the objects as YAML.
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

// change returns the objects after the run: it parses those whose text changed, leaves out those
// that are removed, and adds the new ones.
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

// failure returns the results that are errors as one error; nil when there are none.
func failure(results fn.Results) error {
	var all []error
	for i := range results {
		if r := &results[i]; r.Severity == "error" {
			all = append(all, errors.New(r.Message))
		}
	}
	return errors.Join(all...)
}
