package releases

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/verify/builder"
	"github.com/amerintlxperts/ecrcache/internal/verify/inplace"
	"github.com/amerintlxperts/ecrcache/internal/verify/target"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// Options say what is rendered, and how.
type Options struct {
	// Paths are the files and directories with the HelmReleases. What these refer to may be
	// anywhere in their repository.
	Paths []string
	// Of gives the rewriter of the configuration that governs a directory, an absolute path; nil
	// for none. The rewriter must leave the addresses of charts (ociURLs), or Helm would fetch
	// them from the cache.
	Of func(dir string) *rewrite.Rewriter
	// Helm is the command that renders a chart, before its arguments.
	Helm []string
	// Timeout ends each rendering.
	Timeout time.Duration
	// Progress is called with a text that says what is being done. It is called from several
	// goroutines, one at a time.
	Progress func(text string)
}

// A Release is what was found of one HelmRelease.
type Release struct {
	Name, Namespace string // of its metadata
	// File is its file, from the top of the repository, and Dir the directory of it.
	File, Dir string
	// Cause, Message and Hint say why it was not rendered; Cause is empty when it was.
	Cause, Message, Hint string
	// Missing says which of its values are not in the repository, such as those of a Secret.
	Missing []string
	// Images are the repositories that a post-renderer has to rename, with their registry and
	// without a tag, sorted.
	Images []string
	// Beyond are the images that it cannot rename.
	Beyond []Beyond
}

// A Beyond is an image that is beyond the reach of a post-renderer: in a field that kustomize does
// not look into, such as that of an operator's object.
type Beyond struct{ Object, Field, Reference string }

// A Result is what was found.
type Result struct {
	// Releases are in the order of the files.
	Releases []Release
	// Omitted are files that were not read.
	Omitted []files.Skip
}

// Run renders the HelmReleases in the paths that a configuration governs, in a temporary
// directory that it removes before it returns. A chart that cannot be rendered is no error. The
// error is [ErrRefused] when the values cannot be rewritten, [tree.ErrInterrupted], or that of
// reading and copying the files.
func Run(ctx context.Context, o *Options) (_ *Result, err error) {
	top, paths, err := tree.Top(o.Paths)
	if err != nil {
		return nil, err
	}
	made, remove, err := tree.Scratch(ctx, "ecrcache-releases-")
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
	o.Progress("copying " + top)
	copied, err := tree.Copy(ctx, top, filepath.Join(scratch, "copy"))
	if err != nil {
		return nil, err
	}
	switch _, done, err := inplace.Rewrite(ctx, copied, top, paths, o.Of); {
	case err != nil:
		return nil, err
	case done.Report.Failed():
		return nil, ErrRefused
	}
	all, err := target.Releases(ctx, copied)
	if err != nil {
		return nil, err
	}
	r := &run{Options: o, copied: copied, build: builder.Builder{Helm: o.Helm, Timeout: o.Timeout, Scratch: scratch}}
	for i := range all {
		dir := filepath.Join(top, filepath.Dir(filepath.FromSlash(all[i].File)))
		if by := o.Of(dir); by != nil && isIn(paths, all[i].File) {
			r.jobs = append(r.jobs, job{&all[i], by, dir})
		}
	}
	found, err := r.renderAll(ctx)
	return &Result{found, copied.Omitted}, err
}

// ErrRefused is the error for files that rewrite refuses, so that their values are not rewritten.
var ErrRefused = errors.New("ecrcache rewrite refuses these files, so there are no values to render with; ecrcache check says why")

// isIn reports whether a file is one of the paths, or below one.
func isIn(paths []string, file string) bool {
	for _, p := range paths {
		if rel, err := filepath.Rel(p, filepath.FromSlash(file)); err == nil && filepath.IsLocal(rel) {
			return true
		}
	}
	return false
}

// A run renders the charts.
type run struct {
	*Options
	copied *tree.Tree
	build  builder.Builder
	jobs   []job
}

// A job is a HelmRelease to render, with the rewriter that governs it and its directory.
type job struct {
	*target.Release
	by  *rewrite.Rewriter
	dir string
}

// How many charts are rendered at once, at least and at most: most of the time goes by waiting
// for a registry, and each takes much memory.
const minWorkers, maxWorkers = 4, 8

// renderAll renders the charts, several at once, and returns what was found in the order of the
// jobs.
func (r *run) renderAll(ctx context.Context) ([]Release, error) {
	all := make([]Release, len(r.jobs))
	next := make(chan int)
	var workers sync.WaitGroup
	var telling sync.Mutex
	for range min(max(runtime.GOMAXPROCS(0), minWorkers), maxWorkers) {
		workers.Go(func() {
			for i := range next {
				telling.Lock()
				r.Progress("rendering " + r.jobs[i].Name)
				telling.Unlock()
				all[i] = r.render(ctx, &r.jobs[i])
			}
		})
	}
	for i := range r.jobs {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	workers.Wait()
	if ctx.Err() != nil {
		return nil, tree.ErrInterrupted
	}
	return all, nil
}
