package batch

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Stream is standard input, of which only the beginning has been read.
type Stream struct {
	r      io.Reader
	limit  int
	head   []byte
	all    bool // head is the complete input
	blocks *yamlbytes.Blocks
}

// ErrEmpty is the error for an input without any text.
var ErrEmpty = errors.New("standard input is empty; YAML, JSON or a ResourceList is expected")

// OpenStream reads the beginning of a YAML stream, a JSON value or a ResourceList. limit, in
// bytes, bounds one document, and the whole text where Read is called. Errors are [ErrEmpty], and
// those of the reader.
func OpenStream(r io.Reader, limit int) (*Stream, error) {
	s := &Stream{r: r, limit: limit, blocks: yamlbytes.NewBlocks(r, limit)}
	var err error
	if s.head, s.all, err = s.blocks.Peek(); err != nil {
		return nil, readingFailed(err)
	}
	if s.all && len(bytes.TrimSpace(s.head)) == 0 {
		return nil, ErrEmpty
	}
	return s, nil
}

// readingFailed returns an error that says whether standard input is wrong or could not be read.
func readingFailed(err error) error {
	if _, is := finding.Of(err); is {
		return fmt.Errorf("standard input: %w", err)
	}
	return fmt.Errorf("reading standard input: %w", err)
}

// IsLong reports whether there is more than was read, and it is a sequence of documents, so
// that Rewrite can process it block by block. A ResourceList cannot be: it is one document,
// and its configuration may be at its end.
func (s *Stream) IsLong() bool {
	if s.all || bytes.Contains(s.head, []byte("ResourceList")) {
		return false
	}
	items, err := yamlbytes.SplitStream(s.head)
	return err == nil && len(items) > 1
}

// Read reads the stream to its end. Errors are those of the reader, a text that is larger than
// the limit, and one that is not YAML.
func (s *Stream) Read() (*Batch, error) {
	text := s.head
	if !s.all {
		var err error
		if text, err = files.ReadAll(io.MultiReader(bytes.NewReader(s.head), s.r), s.limit); err != nil {
			return nil, readingFailed(err)
		}
	}
	items, configuration, err := split(text)
	if err != nil {
		return nil, refused(text, err)
	}
	return &Batch{Inputs: []Input{{Text: text, items: items}}, Config: configuration}, nil
}

// Rewrite rewrites the stream block by block and writes it to w. The caller must be able to
// discard what was written: an error may come after some of it, and the report may hold an
// error, too.
func (s *Stream) Rewrite(r *rewrite.Rewriter, w io.Writer) (*outcome.Report, error) {
	run := r.Stream("")
	for {
		block, err := s.blocks.Next()
		if errors.Is(err, io.EOF) {
			return run.Finish(), nil
		}
		if err != nil {
			return nil, readingFailed(err)
		}
		edits, err := run.Block(block.Items)
		if err != nil {
			return nil, refused(block.Text, err)
		}
		if err := yamlbytes.WriteSpliced(w, block.Text, edits); err != nil {
			return nil, err
		}
	}
}
