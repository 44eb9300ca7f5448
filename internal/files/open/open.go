// Package open opens and reads files without waiting for ever: for a named pipe without a writer,
// a device or a socket. It does not look at their contents. Package files and those below it read
// by it.
package open

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// ErrNotRegular is the error for anything but a regular file: a directory, a named pipe, a socket,
// a device.
var ErrNotRegular = errors.New("not a regular file")

// Wait limits how long the file of Regular may be read where reading waits for more text, as that of
// /proc/kmsg does, which is a regular file by its mode. Disks and file servers do not wait for
// text, so they have no limit.
const Wait = 30 * time.Second

// Regular opens a regular file for reading, without waiting. It checks the opened file, because
// the path may have changed since it was listed. Errors are ErrNotRegular and those of opening.
func Regular(path string) (*os.File, fs.FileInfo, error) { return regular(path, Wait) }

func regular(path string, wait time.Duration) (*os.File, fs.FileInfo, error) {
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
	_ = file.SetReadDeadline(time.Now().Add(wait)) // an error says that reading does not wait
	return file, info, nil
}

// Any opens whatever is at a path for reading, without waiting. Errors are those of opening, and
// ErrNotRegular for a socket or a device that cannot be opened.
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

// smallSize is larger than any configuration or ignore file that people write.
const smallSize = 1 << 20

// ReadSmall returns the text of a regular file that people write by hand. It fails for a larger
// one.
func ReadSmall(path string) ([]byte, error) {
	file, _, err := Regular(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return ReadAtMost(file, smallSize)
}

// ReadAtMost reads to the end, and fails for more than most bytes. With the error it may return
// what it has read.
func ReadAtMost(r io.Reader, most int) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		err = fmt.Errorf("it waits for more text and does not end; put a file that ends in its place: %w", os.ErrDeadlineExceeded)
	case err == nil && len(text) > most:
		return nil, tooLarge(int64(most))
	}
	return text, err
}

// ReadSized reads a file from its beginning to its end, with one call if it still has the given
// size. It fails for more than most bytes, before it asks for their memory.
func ReadSized(file *os.File, size, most int64) ([]byte, error) {
	if size > most {
		return nil, tooLarge(most)
	}
	text := make([]byte, size+1)
	n, err := file.ReadAt(text, 0)
	switch {
	case errors.Is(err, io.EOF):
		return text[:n:n], nil
	case err != nil:
		return nil, err
	}
	rest, err := io.ReadAll(io.NewSectionReader(file, size+1, most-size)) // it has grown
	if err == nil && size+1+int64(len(rest)) > most {
		err = tooLarge(most)
	}
	return append(text, rest...), err
}

func tooLarge(most int64) error {
	if most < 1<<20 {
		return fmt.Errorf("larger than %d KiB", most>>10)
	}
	return fmt.Errorf("larger than %d MiB", most>>20)
}
