package verify

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/internal/verify/builder"
	"github.com/amerintlxperts/ecrcache/internal/verify/compare"
	"github.com/amerintlxperts/ecrcache/internal/verify/origin"
	"github.com/amerintlxperts/ecrcache/internal/verify/target"
	"github.com/amerintlxperts/ecrcache/internal/verify/tree"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A worker builds one target after another.
type worker struct {
	*verification
	scratch string
	own     map[*tree.Tree]*tree.Tree // copies of the trees that only this worker changes
}

// pair builds a target before and after rewriting, and after rewriting back where that did not give
// the original bytes, and compares. What fails is in the Build; the error ends the whole run.
func (w *worker) pair(ctx context.Context, p *pair) (Build, error) {
	b := Build{Kind: p.before.Kind, Name: p.before.Name, File: p.before.File, Dir: p.before.Dir, Status: Same}
	if p.before.Unbuildable != "" {
		b.Status, b.Cause, b.Message = NotBuilt, "elsewhere", p.before.Unbuildable
		return b, nil
	}
	before, err := w.buildIn(ctx, p.before, w.before)
	switch {
	case errors.Is(err, tree.ErrInterrupted):
		return b, err
	case err != nil:
		b.Status = NotBuilt
		w.explain(&b, err, "")
		return b, nil
	}
	after, err := w.buildIn(ctx, p.after, w.after)
	switch {
	case errors.Is(err, tree.ErrInterrupted):
		return b, err
	case errors.Is(err, builder.ErrTimeout): // it was near the limit before: rewriting does not change how long a build takes
		b.Status = NotBuilt
		w.explain(&b, err, "after rewriting: ")
		return b, nil
	case err != nil:
		b.Status = Different
		w.explain(&b, err, "it no longer builds: ")
		return b, nil
	}
	w.compareAfter(&b, p, before, after)
	if b.Status != NotBuilt && w.result.Restored != nil && len(w.result.Restored.Unlike) > 0 {
		return b, w.compareBack(ctx, &b, p, before)
	}
	return b, nil // where no restored file differs, the first build would come out again
}

// buildIn builds a target in a tree, or in the worker's own copy where an overlay changes it.
func (w *worker) buildIn(ctx context.Context, t *target.Target, in *tree.Tree) ([]byte, error) {
	if t.Overlay != nil && !t.Overlay.IsEmpty() {
		var err error
		if in, err = w.ownOf(in); err != nil {
			return nil, err
		}
	}
	return w.build.Build(ctx, t, in)
}

// ownOf returns the worker's own copy of a tree, which it makes the first time.
func (w *worker) ownOf(of *tree.Tree) (*tree.Tree, error) {
	if own := w.own[of]; own != nil {
		return own, nil
	}
	own, err := of.Shadow(filepath.Join(w.scratch, filepath.Base(of.Dir)))
	if err != nil {
		return nil, err
	}
	if w.own == nil {
		w.own = map[*tree.Tree]*tree.Tree{}
	}
	w.own[of] = own
	return own, nil
}

// explain sets why a build failed. The message begins with the given text.
func (w *worker) explain(b *Build, err error, begin string) {
	b.Cause, b.Hint = builder.CauseOf(err)
	b.Message = begin + builder.Told(err, w.hide.text)
}

// compareAfter compares the build after rewriting with what rewriting the build before gives.
func (w *worker) compareAfter(b *Build, p *pair, before, after []byte) {
	var found []compare.Difference
	expected, err := w.expected(p, before)
	if err == nil {
		found, b.Images, err = compare.Outputs(p.names, before, expected, after)
	}
	if err != nil {
		b.Images, b.Status = 0, NotBuilt
		w.explain(b, err, "")
		return
	}
	if len(found) == 0 {
		return
	}
	in := w.inputs.Of(p.before)
	for _, d := range found {
		l := Located{Difference: d, From: origin.Of(w.before, in.Files, &d, p.names)}
		if d.Stayed() {
			l.Reason = w.reported.Reason(in, l.From, origin.NameOf(d.Before), p.before)
		}
		if d.IsLeft() && l.Reason == "" {
			l.Reason = "the configuration, or an annotation, leaves it in rendered output, too"
		}
		if l.Reason != "" {
			b.Left = append(b.Left, l)
			continue
		}
		b.Differences = append(b.Differences, l)
		b.Status = Different
	}
}

// compareBack compares the build after rewriting and restoring with the first build.
func (w *worker) compareBack(ctx context.Context, b *Build, p *pair, before []byte) error {
	back, err := w.buildIn(ctx, p.back, w.back)
	switch {
	case errors.Is(err, tree.ErrInterrupted):
		return err
	case err != nil:
		b.Status = Different
		w.explain(b, err, "after the round trip it no longer builds: ")
		return nil
	}
	found, _, err := compare.Outputs(p.names, before, before, back)
	if err != nil {
		return err
	}
	in := w.inputs.Of(p.before)
	for _, d := range found {
		if d.IsLeft() || p.names.GoesBack(d.Before, d.After) {
			continue
		}
		b.Differences = append(b.Differences, Located{Difference: d, From: origin.Of(w.before, in.Files, &d, p.names), RoundTrip: true})
		b.Status = Different
	}
	return nil
}

// expected rewrites the output of a builder, as kustomize build | ecrcache rewrite does.
func (w *worker) expected(p *pair, out []byte) ([]byte, error) {
	items, err := yamlbytes.SplitStream(out)
	if err != nil {
		return nil, fmt.Errorf("what was built is no YAML: %w", err)
	}
	edits, _, err := p.by.Rewriter.Items("", items)
	if err != nil {
		return nil, fmt.Errorf("what was built is no YAML: %w", err)
	}
	return yamlbytes.Splice(out, edits), nil
}
