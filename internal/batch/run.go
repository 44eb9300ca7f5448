package batch

import (
	"bytes"
	"context"

	"github.com/amerintlxperts/ecrcache/internal/files/replace"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Result is the report of a run, and the inputs that it changes.
type Result struct {
	Report  *outcome.Report
	Changes []Change
	// Late are warnings about entries of kustomize's images that find no image in the files.
	Late []finding.Finding
}

// A Change is an input whose text changes.
type Change struct {
	Input
	edits []yamlbytes.Edit
}

// Links returns how many names (hard links) the file has. Only this one gets the new text.
func (c *Change) Links() int {
	if c.version == nil {
		return 0
	}
	return c.version.Links()
}

// New returns the new text.
func (c *Change) New() []byte {
	size := len(c.Text)
	for _, e := range c.edits {
		size += len(e.Text)
	}
	b := bytes.NewBuffer(make([]byte, 0, size))
	_ = yamlbytes.WriteSpliced(b, c.Text, c.edits) // a buffer takes all
	return b.Bytes()
}

// Rewrite rewrites all inputs as one run; nothing is written yet. A file that is not YAML is
// skipped, a stream that is not YAML is an error.
func (b *Batch) Rewrite(r *rewrite.Rewriter) (*Result, error) {
	return b.rewrite(r, func(string) bool { return true })
}

// rewrite is Rewrite in a repository that may have several configurations: governs reports
// whether the one of r is for a file that is no input.
func (b *Batch) rewrite(r *rewrite.Rewriter, governs func(file string) bool) (*Result, error) {
	r, err := b.withKustomizations(r)
	if err != nil {
		return nil, err
	}
	if r, err = b.withCharts(r); err != nil {
		return nil, err
	}
	if r, err = b.withExisting(r, governs); err != nil {
		return nil, err
	}
	outcomes, report := r.Sources(b.sources())
	if err := b.noteUnreadable(outcomes); err != nil {
		return nil, err
	}
	report.Items += b.plain
	return b.result(report, r.LateEntries(), outcomes), nil
}

// result is the result of a run; outcomes are those of the inputs, in their order. A report with
// an error changes nothing.
func (b *Batch) result(report *outcome.Report, late []finding.Finding, outcomes []rewrite.Outcome) *Result {
	result := &Result{Report: report, Late: late}
	if report.Failed() {
		return result
	}
	var text bytes.Buffer
	for i, in := range b.Inputs {
		if len(outcomes[i].Edits) == 0 {
			continue
		}
		text.Reset()
		_ = yamlbytes.WriteSpliced(&text, in.Text, outcomes[i].Edits) // a buffer takes all
		if !bytes.Equal(text.Bytes(), in.Text) {
			result.Changes = append(result.Changes, Change{in, outcomes[i].Edits})
		}
	}
	return result
}

// Images lists the images of all inputs. Its errors are those of Rewrite.
func (b *Batch) Images(r *rewrite.Rewriter) ([]inventory.Image, error) {
	r, err := b.withKustomizations(r)
	if err != nil {
		return nil, err
	}
	if r, err = b.withCharts(r); err != nil {
		return nil, err
	}
	images, outcomes := r.Inventory(b.sources())
	return images, b.noteUnreadable(outcomes)
}

// noteUnreadable adds the inputs that are not YAML to those skipped. Of a stream that is an error.
func (b *Batch) noteUnreadable(outcomes []rewrite.Outcome) error {
	for i := range b.Inputs {
		if err := b.noteError(&b.Inputs[i], outcomes[i].Err); err != nil {
			return err
		}
	}
	return nil
}

// noteError adds an input that is not YAML because of err to those skipped, once however many runs
// the batch has. Of a stream that is an error. No err is none.
func (b *Batch) noteError(in *Input, err error) error {
	switch {
	case err == nil || b.unreadable[in.Path]:
		return nil
	case in.version == nil:
		return refused(in.Text, err)
	case b.unreadable == nil:
		b.unreadable = map[string]bool{}
	}
	b.unreadable[in.Path] = true
	b.Skipped = append(b.Skipped, skipped(in.Path, in.Text, err))
	return nil
}

// Write replaces the files that change, all or none. Its errors are those of
// [replace.Replacer].
func (r *Result) Write(ctx context.Context, replacer *replace.Replacer) error {
	all := make([]replace.Replacement, len(r.Changes))
	for i, c := range r.Changes {
		all[i] = replace.Replacement{Version: c.version, New: c.New()}
	}
	return replacer.Replace(ctx, all)
}
