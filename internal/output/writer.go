// Package output writes a text that is put together from many pieces of another text
// without copying them, where the system can.
package output

import (
	"bufio"
	"io"
)

// A Writer takes pieces of a text, which must not change before Flush.
type Writer interface {
	io.Writer
	io.StringWriter
	Flush() error
}

// NewWriter writes to w about as many bytes as the size says.
func NewWriter(w io.Writer, size int) Writer {
	if v := vectoredTo(w); v != nil {
		return v
	}
	return bufio.NewWriterSize(w, min(max(size, smallest), largest))
}

// smallest and largest are the sizes of buffers: one call of the system takes as long
// as a copy of some ten kibibytes.
const (
	smallest = 4 << 10
	largest  = 256 << 10
)
