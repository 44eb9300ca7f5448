package files

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/amerintlxperts/ecrcache/internal/files/open"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
)

// A Reader reads files one after the other, into one buffer: only the texts of files that matter
// are copied, and most do not. Only one goroutine may use it.
type Reader struct{ buffer []byte }

// mostStream is as much as is read of a file that was named, as of a stream.
const mostStream = 8 << 30

// bufferSize is larger than nearly every manifest.
const bufferSize = 64 << 10

// Read reads the file i of a group, and calls matters with its text, which is only valid during the
// call. It returns nil when matters returns false. The error names the file; it is a *[Skip] for a
// file that a walk found and that is too large, or no regular file any more.
func (r *Reader) Read(g *Group, i int, matters func(text []byte) bool) (*replace.Version, error) {
	if g.in == "" {
		v, err := replace.Read(g.Path(i), mostStream)
		if err != nil || !matters(v.Text) {
			return nil, err
		}
		return v, nil
	}
	v, err := r.read(g.Path(i), matters)
	if skip := (*Skip)(nil); err != nil && !errors.As(err, &skip) {
		err = Named(g.Path(i), err)
	}
	return v, err
}

func (r *Reader) read(path string, matters func(text []byte) bool) (*replace.Version, error) {
	file, info, err := open.Regular(path)
	if errors.Is(err, open.ErrNotRegular) { // it was one when the directory was listed
		return nil, &Skip{path, err.Error()}
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if r.buffer == nil {
		r.buffer = make([]byte, bufferSize)
	}
	n, err := io.ReadFull(file, r.buffer)
	if err == nil { // there may be more
		return readLarge(file, info, path, matters)
	}
	if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	if !matters(r.buffer[:n]) {
		return nil, nil
	}
	return replace.NewVersion(path, bytes.Clone(r.buffer[:n]), info), nil
}

// readLarge reads a file that does not fit into the buffer.
func readLarge(file *os.File, info fs.FileInfo, path string, matters func(text []byte) bool) (*replace.Version, error) {
	if info.Size() > maxSize {
		return nil, tooLarge(path, info.Size())
	}
	text, err := open.ReadSized(file, info.Size(), maxSize)
	if err != nil || !matters(text) {
		return nil, err
	}
	return replace.NewVersion(path, text, info), nil
}
