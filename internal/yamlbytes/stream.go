package yamlbytes

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// SplitStream splits a YAML stream, or one JSON value, into its documents. The
// items' bytes together are the source, but for a byte order mark. Errors are of
// type *finding.Finding: text that is not UTF-8.
func SplitStream(src []byte) ([]Item, error) {
	if err := checkEncoding(src); err != nil {
		return nil, err
	}
	return splitStream(newSource(src), nil), nil
}

// splitStream appends the documents of a text to the items.
func splitStream(text *source, items []Item) []Item {
	src := text.text
	nextMarker, lineEnd := nextMarker, scan.LineEnd
	if scan.HasYAML11Breaks(src) {
		nextMarker, lineEnd = nextMarkerYAML11, scan.YAML11LineEnd
	}
	start := scan.TextStart(src)
	for pos := start; pos < len(src); {
		pos = nextMarker(src, pos)
		end := lineEnd(src, pos)
		switch {
		case !scan.IsMarker(src[pos:]):
			pos = end
			continue
		case src[pos] == '.':
			pos = end
		case onlyDirectives(src[start:pos]):
			pos = end
			continue
		}
		if pos > start {
			items = appendDocument(items, text, start, pos)
		}
		start, pos = pos, max(pos, end)
	}
	if start == len(src) && len(items) > 0 {
		return items // nothing follows the last document's end
	}
	return appendDocument(items, text, start, len(src))
}

// appendDocument appends what is between two markers: one document, or values in JSON
// that follow each other.
func appendDocument(items []Item, text *source, start, end int) []Item {
	from := start
	for _, size := range jsonEnds(text.text[from:end]) {
		items = append(items, Item{src: text, start: start, end: from + size})
		start = from + size
	}
	if start == end && start > from {
		return items
	}
	return append(items, Item{src: text, start: start, end: end})
}

// nextMarkerYAML11 is nextMarker in a text with other line breaks than LF and CRLF.
func nextMarkerYAML11(src []byte, pos int) int {
	for pos < len(src) && !beginsMarker(src[pos:]) {
		pos = scan.YAML11LineEnd(src, pos)
	}
	return pos
}

// nextMarker returns the offset of the next line that begins like a document
// marker, --- or ..., looking no earlier than pos, which is the start of a line.
// A marker counts everywhere, inside quotes too
// (https://yaml.org/spec/1.2.2/#rule-c-forbidden).
func nextMarker(src []byte, pos int) int {
	for pos < len(src) && !beginsMarker(src[pos:]) {
		pos = scan.LineEnd(src, pos)
	}
	return pos
}

func beginsMarker(line []byte) bool {
	return len(line) >= 3 && (line[0] == '-' || line[0] == '.') && line[1] == line[0] && line[2] == line[0]
}

// IsOneDocument reports, at a small part of what the splitting costs, that SplitStream
// makes one item of a text, without an error. It errs on the side of false.
func IsOneDocument(text []byte) bool {
	if len(text) == 0 {
		return true
	}
	// Neither a byte order mark nor an end.
	return text[0] < 0x80 && text[0] != '.' && len(jsonEnds(text)) == 0 && !scan.HasUnsupportedBytes(text) && nextMarker(text, scan.LineEnd(text, 0)) == len(text)
}

// onlyDirectives reports whether text that precedes a document start belongs to
// the document that follows: it holds a directive and no content.
func onlyDirectives(text []byte) bool {
	found := false
	for pos := 0; pos < len(text); {
		end := scan.YAML11LineEnd(text, pos)
		switch line := bytes.TrimSpace(text[pos:end]); {
		case len(line) == 0, line[0] == '#':
		case line[0] == '%':
			found = true
		default:
			return false
		}
		pos = end
	}
	return found
}

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
		src := newSource(b.wholeLines())
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

// wholeLines returns the lines that were read to their ends: the rest may become a marker.
func (b *Blocks) wholeLines() []byte {
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
		return problemAt(b.above+scan.LineNumber(b.text, i), "a NUL byte; YAML text holds none")
	}
	return nil
}

// cut makes a block of the text read so far, and keeps the rest for the next one.
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
