package verify

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
)

// Options are what a verification is asked for.
type Options struct {
	Paths []string
	// Config is the configuration; Rewriter rewrites by it, in the direction that is
	// verified, and lists everything that it left; Restore says that this is the way
	// back to the upstreams. Back goes the other way; it is nil unless that is verified,
	// too.
	Config         *v1alpha1.PullThroughCache
	Rewriter, Back *rewrite.Rewriter
	Restore        bool
	// Kustomize and Helm are the commands of the builders; without Helm, no chart is
	// built.
	Kustomize, Helm []string
	Timeout         time.Duration
	// Progress is told what is being done.
	Progress func(text string)
}

// A verification is one run.
type verification struct {
	*Options
	names    *names
	build    builder
	hide     *hider
	top      string
	paths    []string // relative to the top
	before   *tree
	after    *tree
	back     *tree // nil unless the way back is verified
	reach    *reacher
	reaching sync.Mutex // of reach
	told     *told
	result   Result
}

// Run verifies, in a temporary directory that is gone when it returns. A Result with
// differences is no error.
func Run(ctx context.Context, o *Options) (_ *Result, err error) {
	v := &verification{Options: o, names: newNames(o.Config, o.Restore)}
	if v.top, v.paths, err = top(o.Paths); err != nil {
		return nil, err
	}
	scratch, err := os.MkdirTemp("", "ecrcache-verify-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	named := scratch
	if scratch, err = filepath.EvalSymlinks(scratch); err != nil {
		return nil, err
	}
	v.hide = newHider(scratch, named)
	defer func() { err = v.hide.err(err) }()
	v.build = builder{timeout: o.Timeout, scratch: scratch}
	if v.build.kustomize, err = fromHere(o.Kustomize); err != nil {
		return nil, err
	}
	if v.build.helm, err = fromHere(o.Helm); err != nil {
		return nil, err
	}
	if err := v.prepare(ctx, scratch); err != nil {
		return nil, err
	}
	pairs, err := v.targets(ctx)
	if err != nil {
		return nil, err
	}
	if err := v.need(pairs); err != nil {
		return nil, err
	}
	if err := v.buildAll(ctx, scratch, pairs); err != nil {
		return nil, err
	}
	return &v.result, nil
}

// A pair is a target before and after, and after the way back.
type pair struct{ before, after, back *target }

// targets finds what can be built, and keeps what reads something below the paths.
func (v *verification) targets(ctx context.Context) ([]pair, error) {
	var all [3][]target
	for i, t := range []*tree{v.before, v.after, v.back} {
		if t == nil {
			continue
		}
		found, err := discover(ctx, t, v.Helm != nil)
		if err != nil {
			return nil, err
		}
		if all[i] = found; len(found) != len(all[0]) {
			return nil, fmt.Errorf("%d kustomizations and charts before, %d after: the rewriting changed what can be built", len(all[0]), len(found))
		}
	}
	v.reach = &reacher{tree: v.before, known: map[string]reach{}}
	var pairs []pair
	for i := range all[0] {
		p := pair{before: &all[0][i], after: &all[1][i]}
		if v.back != nil {
			p.back = &all[2][i]
		}
		if v.concerns(p.before) {
			pairs = append(pairs, p)
		}
	}
	return pairs, nil
}

// concerns reports whether a target reads something below the paths.
func (v *verification) concerns(t *target) bool {
	for _, file := range append(v.reach.of(t).files, t.file) {
		if v.told.within(file) {
			return true
		}
	}
	return false
}

// A Missing is a builder that is not there.
type Missing struct{ Program, For string }

func (m *Missing) Error() string {
	return fmt.Sprintf("%s is not on PATH, and %s needs it", m.Program, m.For)
}

// need makes sure that the builders are there, before any of them is run.
func (v *verification) need(pairs []pair) error {
	for _, p := range pairs {
		words := v.Kustomize
		if p.before.kind == OfHelm {
			words = v.Helm
		}
		if _, err := exec.LookPath(words[0]); err != nil && p.before.unbuildable == "" {
			return &Missing{words[0], p.before.name}
		}
	}
	return nil
}

// fromHere is a command whose program is found from the working directory; it runs in
// the copy.
func fromHere(words []string) ([]string, error) {
	if len(words) == 0 || filepath.Base(words[0]) == words[0] {
		return words, nil
	}
	program, err := filepath.Abs(words[0])
	return append([]string{program}, words[1:]...), err
}

// Bounds of how many builds run at once: more than one, so that slow ones do not hold
// up all; not many, because each takes a processor and much memory.
const fewest, most = 2, 4

// buildAll builds with a few workers. Each has trees of its own for what adds something
// to a kustomization file.
func (v *verification) buildAll(ctx context.Context, scratch string, pairs []pair) error {
	v.result.Builds = make([]Build, len(pairs))
	next := make(chan int)
	var workers sync.WaitGroup
	var failed sync.Map
	var done sync.Mutex
	finished := 0
	for n := range min(max(runtime.GOMAXPROCS(0), fewest), most) {
		w := &worker{verification: v, scratch: filepath.Join(scratch, fmt.Sprint("worker", n))}
		workers.Go(func() {
			for i := range next {
				var err error
				if v.result.Builds[i], err = w.pair(ctx, &pairs[i]); err != nil {
					failed.Store(i, err)
				}
				done.Lock()
				finished++
				v.Progress(fmt.Sprintf("built %d of %d: %s", finished, len(pairs), pairs[i].before.name))
				done.Unlock()
			}
		})
	}
	for i := range pairs {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	workers.Wait()
	if ctx.Err() != nil {
		return errInterrupted
	}
	for i := range pairs {
		if err, bad := failed.Load(i); bad {
			return fmt.Errorf("%s: %w", pairs[i].before.name, err.(error))
		}
	}
	return nil
}
