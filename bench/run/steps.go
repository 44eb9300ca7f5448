package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/bench/measure"
)

// A step measures one thing.
type step struct {
	name string
	do   func(*runner) error
}

// steps are all there are, in their order.
var steps = []step{
	{"start", (*runner).initialisation},
	{"sizes", (*runner).sizes},
	{"odd", (*runner).odd},
	{"tree", (*runner).tree},
	{"pipelines", (*runner).pipelines},
	{"bad", (*runner).bad},
}

func stepNames() []string {
	var names []string
	for _, s := range steps {
		names = append(names, s.name)
	}
	return names
}

// chosen are the steps that are named, or all.
func chosen(only string) ([]step, error) {
	if only == "" {
		return steps, nil
	}
	var some []step
	for _, name := range strings.Split(only, ",") {
		at := slices.Index(stepNames(), name)
		if at < 0 {
			return nil, fmt.Errorf("-only %s: the steps are %s", name, strings.Join(stepNames(), ", "))
		}
		some = append(some, steps[at])
	}
	return some, nil
}

// measure builds what is compared, makes the inputs, and takes the steps. One that
// fails does not keep the others from being taken.
func (r *runner) measure() error {
	r.commit = commit(r.root)
	var err error
	if r.missing, err = build(r.place, r.root, r.plan.tools); err != nil {
		return err
	}
	r.say("making the inputs")
	var sizes []int
	for _, s := range r.plan.sizes {
		sizes = append(sizes, s.n)
	}
	if err := r.place.generate(sizes); err != nil {
		return err
	}
	var failed []error
	for _, s := range r.steps {
		if err := s.do(r); err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", s.name, err))
		}
	}
	r.results.floor, err = measure.Floor()
	return errors.Join(append(failed, err)...)
}
