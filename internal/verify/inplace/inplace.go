// Package inplace rewrites the files of a copy as ecrcache rewrite does it with the user's own, for
// the packages verify and releases.
package inplace

import (
	"context"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
)

// Rewrite rewrites paths of a copy. top is the directory that was copied, the paths are relative
// to it, and of gives the rewriter for a directory of the user's; nil for none. It returns what was
// read and what came of it; where the report of that has an error, nothing is written. The error is
// that of reading or writing the files.
func Rewrite(ctx context.Context, t *tree.Tree, top string, paths []string, of func(dir string) *rewrite.Rewriter) (*batch.Batch, *batch.Result, error) {
	inCopy := func(dir string) *rewrite.Rewriter {
		if rel, err := filepath.Rel(t.Dir, dir); err == nil {
			dir = filepath.Join(top, rel) // the configurations are those of the user's files
		}
		return of(dir)
	}
	copied := make([]string, len(paths))
	for i, p := range paths {
		copied[i] = filepath.Join(t.Dir, p)
	}
	b, err := batch.ReadFilesBy(ctx, copied, func(dir string) func([]byte) bool {
		r := inCopy(dir)
		return func(text []byte) bool { return r != nil && r.Matters(text) }
	}, func(int, int) {})
	if err != nil {
		return nil, nil, err
	}
	done, err := b.RewriteBy(inCopy)
	if err != nil || done.Report.Failed() {
		return b, done, err
	}
	return b, done, done.Write(ctx, &replace.Replacer{})
}
