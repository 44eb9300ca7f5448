package files

import (
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
)

// A Version is a file as it was when it was read.
type Version struct {
	Path string
	Text []byte

	target string      // the file itself, where the path is a symbolic link
	info   fs.FileInfo // nil: there is no file yet
}

// ReadOrNew is Read, but a file that is not there is one that is to be created.
func ReadOrNew(path string) (*Version, error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return &Version{Path: path, target: path}, nil
	}
	return Read(path)
}

// Exists reports whether there was a file.
func (v *Version) Exists() bool { return v.info != nil }

// Read reads a file, remembering what it was.
func Read(path string) (*Version, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, Named(path, err)
	}
	target := path
	if info.Mode()&fs.ModeSymlink != 0 {
		if target, err = filepath.EvalSymlinks(path); err != nil {
			return nil, Named(path, err)
		}
	}
	file, info, err := openRegular(target)
	if err != nil {
		return nil, Named(path, err)
	}
	defer file.Close()
	text, err := readSized(file, info.Size())
	if err != nil {
		return nil, Named(path, err)
	}
	return &Version{Path: path, Text: text, target: target, info: info}, nil
}

// readSized reads all of a file from its beginning, at once where it is as large as it
// was.
func readSized(file *os.File, size int64) ([]byte, error) {
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

// untouched is the last look before the file is replaced, by what the file system
// tells, which takes no time.
func (v *Version) untouched() bool {
	if v.info == nil {
		_, err := os.Lstat(v.target)
		return errors.Is(err, fs.ErrNotExist)
	}
	return v.isAt(v.target)
}

// isAt reports whether the file that was read is at a path, and has not changed.
func (v *Version) isAt(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && os.SameFile(info, v.info) && info.Mode() == v.info.Mode() && info.Size() == v.info.Size() && info.ModTime().Equal(v.info.ModTime())
}
