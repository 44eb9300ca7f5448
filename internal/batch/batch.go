package batch

import (
	"bytes"
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
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

	groups []*files.Group // of all files that were read
	plain  int            // how many documents were read that do not matter, one a file
}

// IsEmpty reports whether nothing was read at all.
func (b *Batch) IsEmpty() bool { return len(b.Inputs)+b.plain+len(b.Skipped) == 0 }

// An Input is one source. Of files there are only those that matter.
type Input struct {
	// Path is empty for standard input.
	Path string
	Text []byte

	version *files.Version // of a file
	items   []yamlbytes.Item
}

// isTemplate is why a chart's template is skipped, with what to do.
const isTemplate = "not YAML until rendered; give what templates render, as in: helm template … | ecrcache rewrite"

func looksLikeTemplate(text []byte) bool { return bytes.Contains(text, []byte("{{")) }

// skipped tells of a file that is no YAML, such as a chart's template.
func skipped(path string, text []byte, err error) files.Skip {
	reason := "not YAML or JSON: " + err.Error()
	if looksLikeTemplate(text) {
		reason = isTemplate
	}
	return files.Skip{Path: path, Reason: reason}
}

// refused tells of a stream that is no YAML.
func refused(text []byte, err error) error {
	if looksLikeTemplate(text) {
		err = fmt.Errorf("%w: %s", err, isTemplate)
	}
	return fmt.Errorf("standard input: %w", err)
}

// split takes a ResourceList apart by its items, anything else by its documents.
func split(text []byte) (items []yamlbytes.Item, configuration []byte, err error) {
	if bytes.Contains(text, []byte("ResourceList")) {
		if list, err := yamlbytes.ReadList(text); err == nil {
			return list.Items, list.Config, nil
		}
	}
	items, err = yamlbytes.SplitStream(text)
	return items, nil, err
}

// sources are the inputs as the rewriting takes them. There is one at least, for what a
// run has to say when nothing in it matters.
func (b *Batch) sources() []rewrite.Source {
	sources := make([]rewrite.Source, len(b.Inputs), len(b.Inputs)+1)
	for i, in := range b.Inputs {
		sources[i] = rewrite.Source{Path: in.Path, Items: in.items}
	}
	if len(sources) == 0 && b.plain > 0 {
		sources = append(sources, rewrite.Source{})
	}
	return sources
}
