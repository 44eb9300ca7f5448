package verify

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// Refused is a rewriting that refuses: there is nothing to build then.
type Refused struct{ Report *outcome.Report }

func (r *Refused) Error() string { return "rewrite refuses, so there is nothing to compare" }

// prepare makes the trees: as it is, rewritten, and restored.
func (v *verification) prepare(ctx context.Context, scratch string) (err error) {
	v.Progress("copying " + v.top)
	if v.before, err = copyTree(ctx, v.top, filepath.Join(scratch, "before")); err != nil {
		return err
	}
	v.result.Omitted = v.before.omitted
	// From the first copy, so that what somebody writes meanwhile makes no difference.
	if v.after, err = copyTree(ctx, v.before.dir, filepath.Join(scratch, "after")); err != nil {
		return err
	}
	b, done, err := v.rewrite(ctx, v.after, v.Rewriter)
	if err != nil {
		return err
	}
	v.told = newTold(v.after, v.slashed(), b, done.Report)
	v.result.Rewritten, v.result.Late = len(done.Changes), done.Late
	if v.Back == nil {
		return nil
	}
	if v.back, err = copyTree(ctx, v.after.dir, filepath.Join(scratch, "back")); err != nil {
		return err
	}
	if _, _, err = v.rewrite(ctx, v.back, v.Back); err != nil {
		return err
	}
	return v.held(done)
}

// slashed are the paths from the top, as files are named.
func (v *verification) slashed() []string {
	all := make([]string, len(v.paths))
	for i, p := range v.paths {
		all[i] = filepath.ToSlash(p)
	}
	return all
}

// rewrite rewrites the paths in a tree, just as the verb does.
func (v *verification) rewrite(ctx context.Context, t *tree, r *rewrite.Rewriter) (*batch.Batch, *batch.Result, error) {
	paths := make([]string, len(v.paths))
	for i, p := range v.paths {
		paths[i] = filepath.Join(t.dir, p)
	}
	b, err := batch.ReadFiles(ctx, paths, r.Matters, func(int, int) {})
	if err != nil {
		return nil, nil, err
	}
	done, err := b.Rewrite(r)
	if err != nil {
		return nil, nil, err
	}
	v.hide.findings(done.Report.Findings)
	v.hide.findings(done.Late)
	if done.Report.Failed() {
		return nil, nil, &Refused{done.Report}
	}
	return b, done, done.Write(ctx, &replace.Replacer{})
}

// held compares the restored files with the first ones.
func (v *verification) held(done *batch.Result) error {
	r := &Restored{Files: len(done.Changes)}
	for _, change := range done.Changes {
		file := v.after.relative(change.Path)
		was, err := os.ReadFile(v.before.path(file))
		if err != nil {
			return err
		}
		is, err := os.ReadFile(v.back.path(file))
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

// relative is the path of a file of the tree from its top.
func (t *tree) relative(file string) string {
	return strings.TrimPrefix(filepath.ToSlash(strings.TrimPrefix(file, t.dir)), "/")
}
