package batch

import (
	"bytes"
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Batch is all that one run reads.
type Batch struct {
	Inputs []Input
	// Skipped are the files left out, with the reason.
	Skipped []files.Skip
	// PassedOver are files left out that nobody misses, such as a symbolic link to a file
	// that is read by its own name.
	PassedOver []files.Skip
	// StaleTemps are the temporary files of runs that were killed.
	StaleTemps []string
	// Config is the functionConfig of a ResourceList.
	Config []byte

	groups []*files.Group       // of all files that were read
	finder *kustomizationFinder // what it found; nil before somebody asks
	charts *charts              // those that were read; nil before somebody asks
	// plain is the number of files whose text does not matter to the run. Their text is not
	// kept. Each is one document, so it is also the number of their documents.
	plain int
	// unreadable are the inputs that runs have added to Skipped.
	unreadable map[string]bool
}

// IsEmpty reports whether nothing was read at all.
func (b *Batch) IsEmpty() bool { return len(b.Inputs)+b.plain+len(b.Skipped) == 0 }

// An Input is standard input, or one file whose text matters to the run (see ReadFiles).
type Input struct {
	// Path is empty for standard input.
	Path string
	Text []byte

	version *replace.Version // of a file
	items   []yamlbytes.Item
}

// Skipped is the code of a file that was left out.
const Skipped finding.Code = "skipped"

// SkippedFinding is a file that was left out as a finding.
func SkippedFinding(s files.Skip) finding.Finding {
	return finding.Finding{Severity: finding.Warning, Code: Skipped, File: finding.File{Path: s.Path}, Message: "skipped: " + s.Reason}
}

// isTemplate is why a chart's template is skipped, with what to do.
const isTemplate = "not YAML until rendered; give what templates render, as in: helm template … | ecrcache rewrite"

func looksLikeTemplate(text []byte) bool { return bytes.Contains(text, []byte("{{")) }

// skipped says why a file that is not YAML is left out, such as a chart's template.
func skipped(path string, text []byte, err error) files.Skip {
	reason := "not YAML or JSON: " + err.Error()
	if looksLikeTemplate(text) {
		reason = isTemplate
	}
	return files.Skip{Path: path, Reason: reason}
}

// refused returns the error for standard input that is not YAML.
func refused(text []byte, err error) error {
	if looksLikeTemplate(text) {
		err = fmt.Errorf("%w: %s", err, isTemplate)
	}
	return fmt.Errorf("standard input: %w", err)
}

// split splits a ResourceList into its items and its functionConfig, and any other text into its
// documents.
func split(text []byte) (items []yamlbytes.Item, configuration []byte, err error) {
	if bytes.Contains(text, []byte("ResourceList")) {
		if list, err := yamlbytes.ReadList(text); err == nil {
			return list.Items, list.Config, nil
		}
	}
	items, err = yamlbytes.SplitStream(text)
	return items, nil, err
}

// sources returns the inputs in the form that package rewrite works on. Where files were read
// and none matters there is one empty source, so that the run still reports what it says of its
// configuration.
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
