package replace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/internal/files/open"
)

// A Version is a file as it was when it was read. What has become of it since is compared
// with it before the file is replaced.
type Version struct {
	Path string
	Text []byte

	target string      // the file itself, where the path is a symbolic link
	info   fs.FileInfo // nil: there is no file yet
}

// ReadOrNew is Read, but for a path where nothing is it returns the version of a file that is to be
// created.
func ReadOrNew(path string, most int64) (*Version, error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return &Version{Path: path, target: path}, nil
	}
	return Read(path, most)
}

// Exists reports whether there was a file.
func (v *Version) Exists() bool { return v.info != nil }

// Read reads a file, and remembers what it was. Of a symbolic link it reads the file that
// the link leads to, which a [Replacer] then replaces; the link stays. It fails for more than most
// bytes. The error names the path.
func Read(path string, most int64) (*Version, error) {
	v, err := readVersion(path, most)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, open.Cause(err))
	}
	return v, nil
}

func readVersion(path string, most int64) (*Version, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	target := path
	if info.Mode()&fs.ModeSymlink != 0 {
		if target, err = filepath.EvalSymlinks(path); err != nil {
			return nil, err
		}
	}
	file, info, err := open.Regular(target)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := open.ReadSized(file, info.Size(), most)
	if err != nil {
		return nil, err
	}
	return &Version{Path: path, Text: text, target: target, info: info}, nil
}

// NewVersion returns the version of a regular file that the caller has read: info is that of the
// opened file. The path must not be a symbolic link.
func NewVersion(path string, text []byte, info fs.FileInfo) *Version {
	return &Version{Path: path, Text: text, target: path, info: info}
}

// isUnchanged reports whether the file is still the one that was read, by its metadata alone.
// That costs nothing, so it is asked right before the file is replaced.
func (v *Version) isUnchanged() bool {
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
