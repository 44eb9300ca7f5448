package verify

import (
	"bytes"
	"context"
	"os"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/verify/inplace"
	"github.com/amerintlxperts/ecrcache/internal/verify/origin"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// Refused is the error of a rewriting that refuses the files, so that there is nothing to
// build. Report says why.
type Refused struct{ Report *outcome.Report }

func (r *Refused) Error() string { return "rewrite refuses, so there is nothing to compare" }

// prepare makes the copies: unchanged, rewritten, and rewritten back where that is verified.
func (v *verification) prepare(ctx context.Context, scratch string) (err error) {
	v.Progress("copying " + v.top)
	if v.before, err = tree.Copy(ctx, v.top, filepath.Join(scratch, "before")); err != nil {
		return err
	}
	v.result.Omitted = v.before.Omitted
	// From the first copy, so that what somebody writes in the meantime makes no difference.
	if v.after, err = tree.Copy(ctx, v.before.Dir, filepath.Join(scratch, "after")); err != nil {
		return err
	}
	b, done, err := v.rewrite(ctx, v.after, func(c *Configured) *rewrite.Rewriter { return c.Rewriter })
	if err != nil {
		return err
	}
	v.reported = origin.NewReported(v.after, v.slashed(), b, done.Report)
	v.result.Rewritten, v.result.Late = len(done.Changes), done.Late
	if !v.RoundTrip {
		return nil
	}
	if v.back, err = tree.Copy(ctx, v.after.Dir, filepath.Join(scratch, "back")); err != nil {
		return err
	}
	if _, _, err = v.rewrite(ctx, v.back, func(c *Configured) *rewrite.Rewriter { return c.Back }); err != nil {
		return err
	}
	return v.compareRestored(done)
}

// slashed returns the paths from the top, with slashes, as files are named.
func (v *verification) slashed() []string {
	all := make([]string, len(v.paths))
	for i, p := range v.paths {
		all[i] = filepath.ToSlash(p)
	}
	return all
}

// rewrite rewrites the paths in a tree, just as the verb does. by is the rewriter of a
// configuration.
func (v *verification) rewrite(ctx context.Context, t *tree.Tree, by func(*Configured) *rewrite.Rewriter) (*batch.Batch, *batch.Result, error) {
	b, done, err := inplace.Rewrite(ctx, t, v.top, v.paths, func(dir string) *rewrite.Rewriter {
		if c := v.Of(dir); c != nil {
			return by(c)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	v.hide.findings(done.Report.Findings)
	v.hide.findings(done.Late)
	if done.Report.Failed() {
		return nil, nil, &Refused{done.Report}
	}
	return b, done, nil
}

// compareRestored compares the restored files with the original ones.
func (v *verification) compareRestored(done *batch.Result) error {
	r := &Restored{Files: len(done.Changes)}
	for _, change := range done.Changes {
		file := v.after.Relative(change.Path)
		was, err := os.ReadFile(v.before.Path(file))
		if err != nil {
			return err
		}
		is, err := os.ReadFile(v.back.Path(file))
		if err != nil {
			return err
		}
		if !bytes.Equal(was, is) {
			r.Unlike = append(r.Unlike, file)
		}
	}
	v.result.Restored = r
	return nil
}
