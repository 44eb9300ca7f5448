package batch

import (
	"bytes"
	"context"
	"fmt"

	"github.com/amerintlxperts/ecrcache/document"
	"github.com/amerintlxperts/ecrcache/files"
	"github.com/amerintlxperts/ecrcache/rewrite"
)

// A Batch is what a run reads.
type Batch struct {
	Inputs []Input
	// Skipped are the files left out, with the reason.
	Skipped []files.Skip
	// Passed are those that a walk passed over, such as symbolic links: nothing that
	// somebody has to know.
	Passed []files.Skip
	// Left are the unfinished files of runs that were killed.
	Left []string
	// Config is the functionConfig that a ResourceList brought along.
	Config []byte
}

// An Input is one source.
type Input struct {
	// Path is empty for standard input.
	Path string
	Text []byte

	version *files.Version // of a file
	items   []document.Item
}

// ReadFiles reads the files that paths lead to. The progress is told the number of
// files read so far.
func ReadFiles(ctx context.Context, paths []string, progress func(read, of int)) (*Batch, error) {
	listing, err := files.List(ctx, paths)
	if err != nil {
		return nil, err
	}
	b := &Batch{Passed: listing.Passed, Skipped: listing.Skipped, Left: listing.Left}
	for i, path := range listing.Paths {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("%s: interrupted; no file was written", path)
		}
		progress(i, len(listing.Paths))
		if err := b.readFile(path); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (b *Batch) readFile(path string) error {
	version, err := files.Read(path)
	if err != nil {
		return err
	}
	items, _, err := split(version.Text)
	if err != nil {
		b.skip(path, version.Text, err)
		return nil
	}
	b.Inputs = append(b.Inputs, Input{Path: path, Text: version.Text, version: version, items: items})
	return nil
}

// isTemplate is why a chart's template is skipped, with what to do.
const isTemplate = "not YAML until rendered; give what templates render, as in: helm template … | ecrcache rewrite"

func looksLikeTemplate(text []byte) bool { return bytes.Contains(text, []byte("{{")) }

// skip notes a file that is no YAML, such as a chart's template.
func (b *Batch) skip(path string, text []byte, err error) {
	reason := "not YAML or JSON: " + err.Error()
	if looksLikeTemplate(text) {
		reason = isTemplate
	}
	b.Skipped = append(b.Skipped, files.Skip{Path: path, Reason: reason})
}

// refused tells of a stream that is no YAML.
func refused(text []byte, err error) error {
	if looksLikeTemplate(text) {
		err = fmt.Errorf("%w: %s", err, isTemplate)
	}
	return fmt.Errorf("standard input: %w", err)
}

// split takes a ResourceList apart by its items, anything else by its documents.
func split(text []byte) (items []document.Item, configuration []byte, err error) {
	if bytes.Contains(text, []byte("ResourceList")) {
		if list, err := document.ReadList(text); err == nil {
			return list.Items, list.Config, nil
		}
	}
	items, err = document.SplitStream(text)
	return items, nil, err
}

// sources are the inputs as the rewriting takes them.
func (b *Batch) sources() []rewrite.Source {
	sources := make([]rewrite.Source, len(b.Inputs))
	for i, in := range b.Inputs {
		sources[i] = rewrite.Source{Path: in.Path, Items: in.items}
	}
	return sources
}
