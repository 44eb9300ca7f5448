//go:build !unix

package files

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// A dir is a directory, by its path.
type dir string

func openDir(path string) (dir, error) { return dir(path), nil }

func (d dir) close() {}

func (d dir) open(name string) (handle, error) {
	file, err := os.Open(filepath.Join(string(d), name))
	return handle{file}, err
}

// openFile opens a file by its path.
func openFile(path string) (handle, error) {
	file, err := os.Open(path)
	return handle{file}, err
}

// A handle is a file that is open.
type handle struct{ *os.File }

// read reads some bytes, and reports whether the file ends there.
func (h handle) read(buffer []byte) (n int, end bool, err error) {
	n, err = h.Read(buffer)
	if errors.Is(err, io.EOF) {
		return n, true, nil
	}
	return n, false, err
}

func (h handle) close() { _ = h.Close() }

func (h handle) file(string) *os.File { return h.File }
