package build

import (
	"fmt"
	"hash/maphash"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
)

// kustomize runs a Component each time that it reaches it. Where each of n Components lists the next
// one twice, it runs the last one 2^n times. Nearly always a Component makes the same of what it
// made itself, or of what it ran on before: that is found out once. What goes on to change, such as
// a tag that gets one suffix more each time, is refused when there is too much of it.

// maxRepeated bounds the bytes of the images that Components make of what they made before, in all
// builds of a repository. An image counts as at least shortImage bytes, which it takes here.
const (
	maxRepeated = 32 << 20
	shortImage  = 256
)

// runs are the runs of Components in the build of one kustomization.
type runs struct {
	s    *Simulation
	file string // of the kustomization
	seed maphash.Seed
	// first is how many stages there were before.
	first int
	done  map[runKey][]run
	// times is how often a Component made something that it had not made before.
	times map[*tree.Kustomization]int
	// refused says that there were too many, which is reported.
	refused bool
}

// A run is what a Component made of States.
type run struct{ in, out *States }

// A runKey is by what a run is found again: the Component, a hash of the images, and how long the
// lists of States are, which only grow while one kustomization is built.
type runKey struct {
	component                                  *tree.Kustomization
	images                                     uint64
	unread, objects, variables, unsure, bySpec int
}

// newRuns gives the runs of the kustomization of a file that is built from here on.
func newRuns(s *Simulation, file string) *runs {
	return &runs{s: s, file: file, seed: maphash.MakeSeed(), first: len(s.Stages), done: map[runKey][]run{}, times: map[*tree.Kustomization]int{}}
}

// once returns what the Component c makes of in, by calling build unless that is known.
func (r *runs) once(c *tree.Kustomization, in *States, build func() *States) *States {
	if r.refused {
		return in
	}
	key := r.keyOf(c, in)
	for _, one := range r.done[key] {
		if slices.Equal(one.in.All, in.All) {
			return one.out.fork()
		}
	}
	was := in.fork()
	out := build()
	if r.count(c, was, out); r.refused {
		return out
	}
	r.done[key] = append(r.done[key], run{was, out.fork()})
	return out
}

// keyOf returns the key of a run.
func (r *runs) keyOf(c *tree.Kustomization, in *States) runKey {
	var h maphash.Hash
	h.SetSeed(r.seed)
	for _, one := range in.All {
		maphash.WriteComparable(&h, one)
	}
	return runKey{c, h.Sum64(), len(in.Unread), len(in.objects), len(in.variables), len(in.unsure), len(in.specs)}
}

// count counts a run that made something else of its images, unless it is the first of its
// Component, and refuses to go on when there are too many. What was found out so far is dropped then.
func (r *runs) count(c *tree.Kustomization, in, out *States) {
	if slices.Equal(in.All, out.All) {
		return
	}
	r.times[c]++
	if r.times[c] == 1 || r.refused {
		return
	}
	for _, one := range out.All {
		r.s.repeated += max(len(one.Text), shortImage)
	}
	if r.s.repeated < maxRepeated {
		return
	}
	r.refused = true
	r.s.Stages = r.s.Stages[:r.first]
	r.s.Problems.Add(finding.Error, problem.Repeats, manifest.Place{File: r.file}, 1, r.s.Rules.Shown(c.Dir),
		fmt.Sprintf("the kustomization leads to this Component in so many ways that it ran %d times, and made other images each time, up to the limit of %d MiB for such images; "+
			"list the Component once", r.times[c], maxRepeated>>20))
}
