package rewrite

import "github.com/amerintlxperts/ecrcache/internal/yamlbytes"

// A Stream rewrites a source that comes in blocks of whole items, and keeps no block
// in memory.
type Stream struct {
	run   *run
	index int // of the next item
}

// InBlocks reports whether every item can be rewritten before those behind it are
// known. Where it cannot, as with pull secrets of ServiceAccounts, a source is read
// whole.
func (r *Rewriter) InBlocks() bool { return !r.keepsTrees() }

// Stream begins a source.
func (r *Rewriter) Stream(path string) *Stream {
	return &Stream{run: r.start([]Source{{Path: path}})}
}

// Block rewrites the next items. It returns the edits on their text. An item that
// cannot be read is a *yamlbytes.Error.
func (s *Stream) Block(items []yamlbytes.Item) ([]yamlbytes.Edit, error) {
	s.run.edits = nil
	if err := s.run.takeEach(items, s.index); err != nil {
		return nil, err
	}
	s.index += len(items)
	if s.run.check {
		return nil, nil
	}
	return s.run.edits, nil
}

// Finish ends the source.
func (s *Stream) Finish() *Report {
	s.run.finished()
	return s.run.report
}
