package verify

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/verify/builder"
	"github.com/amerintlxperts/ecrcache/internal/verify/compare"
	"github.com/amerintlxperts/ecrcache/internal/verify/origin"
	"github.com/amerintlxperts/ecrcache/internal/verify/target"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// Options say what is verified, and how.
type Options struct {
	// Paths are the files and directories that are rewritten.
	Paths []string
	// Of gives the configuration that governs the files in a directory, an absolute path; nil
	// for none. It may be called from several goroutines, and gives one configuration the same
	// pointer each time.
	Of func(dir string) *Configured
	// Restore says that the direction that is verified is back to the upstreams. RoundTrip says
	// that the other direction is verified, too.
	Restore, RoundTrip bool
	// Kustomize and Helm are the commands of the builders. Without Helm no chart is built.
	Kustomize, Helm []string
	// Timeout ends each build.
	Timeout time.Duration
	// Progress is called with a text that says what is being done.
	Progress func(text string)
}

// A Configured is one configuration, with the rewriters that are made of it.
type Configured struct {
	Config *v1alpha1.PullThroughCache
	// Rewriter rewrites in the direction that is verified, and reports everything that it leaves.
	// Back rewrites in the other direction; nil unless that is verified, too.
	Rewriter, Back *rewrite.Rewriter
}

// A verification is one run.
type verification struct {
	*Options
	build    builder.Builder
	hide     *hider
	top      string
	paths    []string   // relative to the top
	before   *tree.Tree // the copies: unchanged, rewritten, and rewritten back
	after    *tree.Tree
	back     *tree.Tree // nil unless the other direction is verified, too
	inputs   *target.InputFinder
	reported *origin.Reported
	result   Result
}

// Run verifies, in a temporary directory that it removes before it returns. A Result with
// differences is not an error. The error is of type [*Missing] when a builder is missing, of
// type [*Refused] when the rewriting refuses the files, [tree.ErrInterrupted], or that of reading
// and copying the files.
func Run(ctx context.Context, o *Options) (_ *Result, err error) {
	v := &verification{Options: o}
	if v.top, v.paths, err = tree.Top(o.Paths); err != nil {
		return nil, err
	}
	made, remove, err := tree.Scratch(ctx, "ecrcache-verify-")
	if err != nil {
		return nil, err
	}
	defer func() {
		if ctx.Err() != nil {
			err = tree.ErrInterrupted // whatever was found: the copy may have gone before
		}
		err = errors.Join(err, remove())
	}()
	scratch, err := filepath.EvalSymlinks(made)
	if err != nil {
		return nil, err
	}
	v.hide = newHider(scratch, made)
	defer func() { err = v.hide.err(err) }()
	v.build = builder.Builder{Timeout: o.Timeout, Scratch: scratch}
	if v.build.Kustomize, err = absolute(o.Kustomize); err != nil {
		return nil, err
	}
	if v.build.Helm, err = absolute(o.Helm); err != nil {
		return nil, err
	}
	if err := v.prepare(ctx, scratch); err != nil {
		return nil, err
	}
	pairs, err := v.targets(ctx)
	if err != nil {
		return nil, err
	}
	if err := v.checkBuilders(pairs); err != nil {
		return nil, err
	}
	if err := v.buildAll(ctx, scratch, pairs); err != nil {
		return nil, err
	}
	return &v.result, nil
}

// A pair is a target before and after rewriting, and after it was rewritten back.
type pair struct {
	before, after, back *target.Target
	// by is the configuration of the build, and names how it renames images.
	by    *Configured
	names *compare.Names
}

// targets finds what can be built, and returns what reads a file in the paths and has a
// configuration.
func (v *verification) targets(ctx context.Context) ([]pair, error) {
	var all [3][]target.Target
	for i, t := range []*tree.Tree{v.before, v.after, v.back} {
		if t == nil {
			continue
		}
		found, err := target.Discover(ctx, t, v.Helm != nil)
		if err != nil {
			return nil, err
		}
		if all[i] = found; len(found) != len(all[0]) {
			return nil, fmt.Errorf("%d kustomizations and charts before, %d after: the rewriting changed what can be built", len(all[0]), len(found))
		}
	}
	v.inputs = target.NewInputFinder(v.before)
	var pairs []pair
	for i := range all[0] {
		p := pair{before: &all[0][i], after: &all[1][i]}
		if v.back != nil {
			p.back = &all[2][i]
		}
		if p.by = v.configurationOf(p.before); p.by != nil && v.concerns(p.before) {
			p.names = compare.NewNames(p.by.Config, v.Restore)
			pairs = append(pairs, p)
		}
	}
	return pairs, nil
}

// configurationOf is the configuration of a target: that of the directory that is built, or else
// that of the file which defines it; nil for none.
func (v *verification) configurationOf(t *target.Target) *Configured {
	if by := v.Of(filepath.Join(v.top, filepath.FromSlash(t.Dir))); by != nil {
		return by
	}
	return v.Of(filepath.Dir(filepath.Join(v.top, filepath.FromSlash(t.File))))
}

// concerns reports whether a target reads a file in the paths.
func (v *verification) concerns(t *target.Target) bool {
	for _, file := range append(v.inputs.Of(t).Files, t.File) {
		if v.reported.Within(file) {
			return true
		}
	}
	return false
}

// A Missing is the error of a builder that is not installed, and of what needs it.
type Missing struct{ Program, For string }

func (m *Missing) Error() string {
	return fmt.Sprintf("%s is not on PATH, and %s needs it", m.Program, m.For)
}

// checkBuilders makes sure that the builders are installed, before any of them is run.
func (v *verification) checkBuilders(pairs []pair) error {
	for _, p := range pairs {
		words := v.Kustomize
		if p.before.Kind == target.OfHelm {
			words = v.Helm
		}
		if _, err := exec.LookPath(words[0]); err != nil && p.before.Unbuildable == "" {
			return &Missing{words[0], p.before.Name}
		}
	}
	return nil
}

// absolute makes the path of a command's program absolute, because the command runs in
// another directory.
func absolute(words []string) ([]string, error) {
	if len(words) == 0 || filepath.Base(words[0]) == words[0] {
		return words, nil
	}
	program, err := filepath.Abs(words[0])
	return append([]string{program}, words[1:]...), err
}

// How many builds run at once, at least and at most: more than one, so that a slow one does
// not delay all others; not many, because each needs a processor and much memory.
const minWorkers, maxWorkers = 2, 4

// buildAll builds and compares all pairs with a few workers. Each has trees of its own for
// overlays, which change a kustomization file.
func (v *verification) buildAll(ctx context.Context, scratch string, pairs []pair) error {
	v.result.Builds = make([]Build, len(pairs))
	next := make(chan int)
	var workers sync.WaitGroup
	var failed sync.Map
	var done sync.Mutex
	finished := 0
	for n := range min(max(runtime.GOMAXPROCS(0), minWorkers), maxWorkers) {
		w := &worker{verification: v, scratch: filepath.Join(scratch, fmt.Sprint("worker", n))}
		workers.Go(func() {
			for i := range next {
				var err error
				if v.result.Builds[i], err = w.pair(ctx, &pairs[i]); err != nil {
					failed.Store(i, err)
				}
				done.Lock()
				finished++
				v.Progress(fmt.Sprintf("built %d of %d: %s", finished, len(pairs), pairs[i].before.Name))
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
		return tree.ErrInterrupted
	}
	for i := range pairs {
		if err, bad := failed.Load(i); bad {
			return fmt.Errorf("%s: %w", pairs[i].before.Name, err.(error))
		}
	}
	return nil
}
