package main

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/bench/measure"
)

// results are all that was measured, by group (a number of resources, tree, odd,
// pipelines) and program.
type results struct {
	series map[key]measure.Series
	inputs map[key]int64 // how long an input is, by form
	files  int           // in the tree
	bad    []badResult
	init   []initialisation
	floor  int64
}

type key struct{ group, name string }

func bySize(n int, name string) key { return key{strconv.Itoa(n), name} }

func newResults() *results {
	return &results{series: map[key]measure.Series{}, inputs: map[key]int64{}}
}

// add keeps the series of a group.
func (r *results) add(group string, all []measure.Series) {
	for _, s := range all {
		r.series[key{group, s.Name}] = s
	}
}

// get is a series, and whether it was measured.
func (r *results) get(k key) (measure.Series, bool) {
	s, found := r.series[k]
	return s, found && len(s.Samples) > 0
}
