package verify

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A worker builds one target after the other.
type worker struct {
	*verification
	scratch string
	own     map[*tree]*tree // trees that only this worker changes
}

// pair builds a target on all sides and compares.
func (w *worker) pair(ctx context.Context, p *pair) (Build, error) {
	b := Build{Kind: p.before.kind, Name: p.before.name, File: p.before.file, Dir: p.before.dir, Status: Same}
	if p.before.unbuildable != "" {
		b.Status, b.Cause, b.Message = NotBuilt, "elsewhere", p.before.unbuildable
		return b, nil
	}
	before, err := w.one(ctx, p.before, w.before)
	switch {
	case errors.Is(err, errInterrupted):
		return b, err
	case err != nil:
		b.Status = NotBuilt
		w.explain(&b, err, "")
		return b, nil
	}
	after, err := w.one(ctx, p.after, w.after)
	switch {
	case errors.Is(err, errInterrupted):
		return b, err
	case errors.Is(err, errTimeout): // it nearly did before: how long it takes is no matter of names
		b.Status = NotBuilt
		w.explain(&b, err, "after rewriting: ")
		return b, nil
	case err != nil:
		b.Status = Different
		w.explain(&b, err, "it no longer builds: ")
		return b, nil
	}
	w.hold(&b, p, before, after)
	if b.Status != NotBuilt && w.result.Restored != nil && len(w.result.Restored.Unlike) > 0 {
		return b, w.holdBack(ctx, &b, p, before)
	}
	return b, nil // the same bytes build the same
}

// one builds a target in a tree, or in one of the worker's own.
func (w *worker) one(ctx context.Context, t *target, in *tree) ([]byte, error) {
	if t.overlay != nil && !t.overlay.isEmpty() {
		var err error
		if in, err = w.ownOf(in); err != nil {
			return nil, err
		}
	}
	return w.build.build(ctx, t, in)
}

func (w *worker) ownOf(of *tree) (*tree, error) {
	if own := w.own[of]; own != nil {
		return own, nil
	}
	own, err := of.shadow(filepath.Join(w.scratch, filepath.Base(of.dir)))
	if err != nil {
		return nil, err
	}
	if w.own == nil {
		w.own = map[*tree]*tree{}
	}
	w.own[of] = own
	return own, nil
}

// explain says why a build failed.
func (w *worker) explain(b *Build, err error, begin string) {
	b.Cause, b.Hint = causeOf(err)
	b.Message = begin + shortened(w.hide.text(err.Error()))
}

// hold compares what was built after with what rewriting the output before gives.
func (w *worker) hold(b *Build, p *pair, before, after []byte) {
	expected, err := w.expected(before)
	c := &comparison{names: w.names}
	if err == nil {
		err = c.compare(before, expected, after)
	}
	if err != nil {
		b.Status = NotBuilt
		w.explain(b, err, "")
		return
	}
	b.Images = c.images
	if len(c.found) == 0 {
		return
	}
	r := w.reachOf(p.before)
	for _, d := range c.found {
		l := Located{Difference: d, From: w.from(r, &d)}
		if d.stayed() {
			l.Reason = w.told.reason(r, l.From, nameOf(d.Before), p.before)
		}
		if d.isLeft() && l.Reason == "" {
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

// holdBack compares what is built after the way there and back with the first build.
func (w *worker) holdBack(ctx context.Context, b *Build, p *pair, before []byte) error {
	back, err := w.one(ctx, p.back, w.back)
	switch {
	case errors.Is(err, errInterrupted):
		return err
	case err != nil:
		b.Status = Different
		w.explain(b, err, "after the way there and back it no longer builds: ")
		return nil
	}
	c := &comparison{names: w.names}
	if err := c.compare(before, before, back); err != nil {
		return err
	}
	r := w.reachOf(p.before)
	for _, d := range c.found {
		if d.isLeft() || w.names.goesBack(d.Before, d.After) {
			continue
		}
		b.Differences = append(b.Differences, Located{Difference: d, From: w.from(r, &d), RoundTrip: true})
		b.Status = Different
	}
	return nil
}

// expected rewrites a builder's output, as kustomize build | ecrcache rewrite does.
func (w *worker) expected(out []byte) ([]byte, error) {
	items, err := yamlbytes.SplitStream(out)
	if err != nil {
		return nil, fmt.Errorf("what was built is no YAML: %w", err)
	}
	edits, _, err := w.Rewriter.Items("", items)
	if err != nil {
		return nil, fmt.Errorf("what was built is no YAML: %w", err)
	}
	return yamlbytes.Splice(out, edits), nil
}

// from lists the lines that an image comes from.
func (w *worker) from(r reach, d *Difference) []Position {
	for _, names := range searched(d, w.names) {
		if found := w.reach.where(r.files, names); len(found) > 0 {
			return found
		}
	}
	return nil
}

// reachOf is what a target reads. The reacher remembers, so one at a time uses it.
func (w *worker) reachOf(t *target) reach {
	w.reaching.Lock()
	defer w.reaching.Unlock()
	return w.reach.of(t)
}
