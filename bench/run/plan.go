package main

import "slices"

// A plan is how much is measured.
type plan struct {
	sizes     []size
	tools     bool // whether kustomize, yq and kbld are built
	odd       size
	tree      size
	pipelines size
	bad       int // how much bad input, in percent
}

// A size is a number of resources, and how often each program gets them.
type size struct{ n, rounds int }

// kustomizeItems is the most that kustomize gets. With more it takes minutes.
const kustomizeItems = 1000

var full = plan{
	sizes:     []size{{1, 41}, {100, 11}, {1000, 5}, {10_000, 5}, {100_000, 7}},
	tools:     true,
	odd:       size{1000, 7},
	tree:      size{20_000, 5},
	pipelines: size{kustomizeItems, 5},
	bad:       100,
}

// quick is for developers: a minute or two, without the tools of others.
var quick = plan{
	sizes: []size{{1, 11}, {100, 5}, {1000, 3}, {10_000, 3}},
	odd:   size{1000, 3},
	tree:  size{2000, 3},
	bad:   2,
}

// times sets how often everything runs; 0 leaves it as it is.
func (p plan) times(rounds int) plan {
	if rounds == 0 {
		return p
	}
	p.sizes = slices.Clone(p.sizes)
	for i := range p.sizes {
		p.sizes[i].rounds = rounds
	}
	p.odd.rounds, p.tree.rounds, p.pipelines.rounds = rounds, rounds, rounds
	return p
}

// upTo leaves out the sizes that are larger.
func (p plan) upTo(most int) plan {
	p.sizes = slices.DeleteFunc(slices.Clone(p.sizes), func(s size) bool { return s.n > most })
	return p
}
