package batch

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

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
	for from := 0; from < len(listing.Paths); from += atOnce {
		to := min(from+atOnce, len(listing.Paths))
		if ctx.Err() != nil {
			return nil, fmt.Errorf("%s: interrupted; no file was written", listing.Paths[from])
		}
		progress(from, len(listing.Paths))
		if err := b.readSome(listing, from, to); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// atOnce is how many files are read before the next word of progress.
const atOnce = 256

// A reading is a file that was read and split, or why not.
type reading struct {
	version          *files.Version
	items            []document.Item
	unread, unparsed error
}

// readSome reads some of the files, as many at a time as there are processors.
func (b *Batch) readSome(listing *files.Listing, from, to int) error {
	all := make([]reading, to-from)
	var group sync.WaitGroup
	var next atomic.Int64
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(all); i = int(next.Add(1)) - 1 {
				r := &all[i]
				if r.version, r.unread = listing.Read(from + i); r.unread == nil {
					r.items, _, r.unparsed = split(r.version.Text)
				}
			}
		})
	}
	group.Wait()
	for i := range all {
		path := listing.Paths[from+i]
		switch r := &all[i]; {
		case r.unread != nil:
			return r.unread
		case r.unparsed != nil:
			b.skip(path, r.version.Text, r.unparsed)
		default:
			b.Inputs = append(b.Inputs, Input{Path: path, Text: r.version.Text, version: r.version, items: r.items})
		}
	}
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
