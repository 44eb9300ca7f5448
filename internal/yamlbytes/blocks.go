package yamlbytes

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Blocks splits a YAML stream that is read piece by piece into blocks of whole
// documents, so that a stream of any length needs little memory: a block, and twice
// its longest document.
type Blocks struct {
	r     io.Reader
	size  int    // how much is read at once
	limit int    // of one document, in bytes
	text  []byte // read, and not yet handed out
	other []byte // memory for what is read next: that of the block before the last
	above int    // lines before it
	ended bool
	began bool
	items []Item
}

// A Block is a piece of a stream: its text, and the documents in it. Both are valid
// until the next block.
type Block struct {
	Text  []byte
	Items []Item
}

// blockSize is how much is read at once.
const blockSize = 256 << 10

// NewBlocks begins a stream whose documents are no larger than the limit.
func NewBlocks(r io.Reader, limit int) *Blocks { return &Blocks{r: r, size: blockSize, limit: limit} }

// Peek reads the beginning of the stream, a block if there is as much, and reports
// whether that is all.
func (b *Blocks) Peek() (text []byte, all bool, err error) {
	err = b.fill(b.size)
	return b.text, b.ended, err
}

// fill reads until there are so many bytes.
func (b *Blocks) fill(size int) error {
	if len(b.text) >= size || b.ended {
		return nil
	}
	if cap(b.text) < size {
		b.text = append(make([]byte, 0, size), b.text...)
		b.other = nil // as large as blocks were before
	}
	n, err := io.ReadFull(b.r, b.text[len(b.text):size])
	b.text = b.text[:len(b.text)+n]
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		b.ended = true
		return nil
	}
	return err
}

// Next returns the next block; io.EOF when there is none. Errors are those of the
// reader, and *finding.Finding: text that is not UTF-8, a document that is larger than the
// limit.
func (b *Blocks) Next() (*Block, error) {
	for size := b.size; ; size *= 2 {
		if err := b.fill(size); err != nil {
			return nil, err
		}
		if b.ended && b.began && len(b.text) == 0 {
			return nil, io.EOF
		}
		if err := b.check(); err != nil {
			return nil, err
		}
		src := newSource(b.lines())
		src.above = b.above
		b.items = splitStream(src, b.items[:0])
		if b.ended {
			return b.cut(len(b.text), len(b.items)), nil
		}
		// The last one may go on.
		if last := len(b.items) - 1; last > 0 {
			return b.cut(b.items[last].start, last), nil
		}
		if size > b.limit {
			return nil, problemAt(b.above+1, fmt.Sprintf("the document is larger than %d MiB", b.limit>>20))
		}
	}
}

// lines are the lines that are read whole: the rest may become a marker.
func (b *Blocks) lines() []byte {
	if b.ended {
		return b.text
	}
	return b.text[:bytes.LastIndexByte(b.text, '\n')+1]
}

// check refuses what is not UTF-8 text.
func (b *Blocks) check() error {
	if !b.began {
		if err := checkMark(b.text); err != nil {
			return err
		}
	}
	if i := bytes.IndexByte(b.text, 0); i >= 0 {
		return problemAt(b.above+lineAt(b.text, i), "a NUL byte; YAML text holds none")
	}
	return nil
}

// cut takes a block from the text read so far, and keeps the rest.
func (b *Blocks) cut(size, items int) *Block {
	block := &Block{Text: b.text[:size], Items: b.items[:items]}
	b.above += bytes.Count(block.Text, []byte("\n"))
	b.began = true
	rest := b.text[size:]
	if cap(b.other) < max(b.size, len(rest)) {
		b.other = make([]byte, 0, max(b.size, len(rest)))
	}
	b.text, b.other = append(b.other[:0], rest...), b.text[:0]
	return block
}
