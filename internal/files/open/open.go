// Package open opens and reads files without waiting for what never comes: a named pipe
// without a writer, a device, a socket. It knows nothing of what is in them.
package open

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
)

// ErrNotRegular is for what is no file with a text: a directory, a named pipe, a socket,
// a device.
var ErrNotRegular = errors.New("not a regular file")

// Regular opens a regular file for reading. What is at the path may have changed
// since it was listed, so the opened file itself is asked, and nothing waits.
func Regular(path string) (*os.File, fs.FileInfo, error) {
	file, err := Any(path)
	if err != nil {
		return nil, nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = ErrNotRegular
	}
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return file, info, nil
}

// Any opens what is at a path, without waiting.
func Any(path string) (*os.File, error) {
	file, err := openWithoutWaiting(path)
	if err == nil {
		return file, nil
	}
	if info, e := os.Stat(path); e == nil && info.Mode()&(fs.ModeSocket|fs.ModeDevice) != 0 {
		err = ErrNotRegular // a socket cannot be opened, nor a device that is not there
	}
	return nil, err
}

// smallSize is more than a configuration or an ignore file of people has.
const smallSize = 1 << 20

// ReadSmall reads a regular file that people write by hand.
func ReadSmall(path string) ([]byte, error) {
	file, _, err := Regular(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return ReadAtMost(file, smallSize)
}

// ReadAtMost reads to the end, and refuses what is longer.
func ReadAtMost(r io.Reader, most int) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err == nil && len(text) > most {
		return nil, fmt.Errorf("larger than %d KiB", most>>10)
	}
	return text, err
}

// Read reads all of a regular file.
func Read(path string) ([]byte, error) {
	file, info, err := Regular(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return ReadSized(file, info.Size())
}

// ReadSized reads all of a file from its beginning, at once where it is as large as it
// was.
func ReadSized(file *os.File, size int64) ([]byte, error) {
	text := make([]byte, size+1)
	n, err := file.ReadAt(text, 0)
	switch {
	case errors.Is(err, io.EOF):
		return text[:n:n], nil
	case err != nil:
		return nil, err
	}
	rest, err := io.ReadAll(io.NewSectionReader(file, size+1, math.MaxInt64-size-1)) // it has grown
	return append(text, rest...), err
}
