package files

import (
	"bytes"
	"context"
	"errors"
	"fmt"
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
		if target, err = filepath.EvalSymlinks(path); err == nil {
			info, err = os.Stat(target)
		}
		if err != nil {
			return nil, Named(path, err)
		}
	}
	file, err := os.Open(target)
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

// A Replacement is the text that a file is to have.
type Replacement struct {
	*Version
	New []byte
}

// A Replacer replaces files.
type Replacer struct {
	// Create opens the file that a text is first written to; os.CreateTemp when nil.
	Create func(dir, pattern string) (Temp, error)
	// Progress is told the number of texts written so far, when not nil.
	Progress func(written, of int)
}

// Temp is a new file beside the one it will replace.
type Temp interface {
	io.WriteCloser
	Name() string
	Sync() error
}

// Replace replaces files, all or none: every new text is on the disk, beside the
// file it replaces, before the first file is renamed. So a full disk, a file that
// may not be written and a context that ends leave every file as it was. A file
// that changed since it was read is left alone with all others; one that changes
// while others are renamed is left alone with those behind it. Each file keeps its
// mode. An error names the file.
func (r *Replacer) Replace(ctx context.Context, all []Replacement) error {
	temps := make([]string, len(all))
	defer func() {
		for _, temp := range temps {
			if temp != "" {
				os.Remove(temp)
			}
		}
	}()
	for i := range all {
		if r.Progress != nil {
			r.Progress(i, len(all))
		}
		err := ctx.Err()
		if err == nil {
			temps[i], err = r.write(&all[i])
		}
		if err != nil {
			return fmt.Errorf("%s: %w; no file was written", all[i].Path, cause(err))
		}
	}
	for i := range all {
		if err := all[i].unchanged(); err != nil {
			return fmt.Errorf("%s: %w; no file was written", all[i].Path, cause(err))
		}
	}
	for i := range all {
		replaced, err := all[i].rename(temps[i])
		if err != nil {
			return fmt.Errorf("%s: %w; %d of %d files were written before", all[i].Path, cause(err), i, len(all))
		}
		if replaced {
			temps[i] = ""
		}
	}
	return nil
}

// rename puts the new text in its place, unless it is there already: a file may be
// named twice, by a symbolic link too, and two runs may do the same.
func (n *Replacement) rename(temp string) (replaced bool, err error) {
	if !n.untouched() {
		text, err := os.ReadFile(n.target)
		if err == nil && !bytes.Equal(text, n.New) {
			err = errChanged
		}
		return false, err
	}
	return true, os.Rename(temp, n.target)
}

// write writes the new text of one file beside it. The name of what it created is
// returned with an error, too.
func (r *Replacer) write(n *Replacement) (name string, err error) {
	if n.info != nil && n.info.Mode().Perm()&0o200 == 0 {
		return "", errors.New("the file is read-only")
	}
	create := r.Create
	if create == nil {
		create = func(dir, pattern string) (Temp, error) { return os.CreateTemp(dir, pattern) }
	}
	temp, err := create(filepath.Dir(n.target), tempPrefix+"*"+tempSuffix)
	if err != nil {
		return "", err
	}
	_, err = temp.Write(n.New)
	if err == nil {
		err = temp.Sync()
	}
	if err := errors.Join(err, temp.Close()); err != nil {
		return temp.Name(), err
	}
	if n.info == nil {
		return temp.Name(), os.Chmod(temp.Name(), 0o644)
	}
	keepOwner(temp.Name(), n.info)
	return temp.Name(), os.Chmod(temp.Name(), n.info.Mode())
}

// unchanged reports an error when the file holds neither what was read nor what it is
// to hold.
func (n *Replacement) unchanged() error {
	text, err := os.ReadFile(n.target)
	if n.info == nil && errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if bytes.Equal(text, n.New) || n.info != nil && bytes.Equal(text, n.Text) {
		return nil
	}
	return errChanged
}

// Named is an error of a file, begun with the path that the caller knows it by.
func Named(path string, err error) error { return fmt.Errorf("%s: %w", path, cause(err)) }

// untouched is the last look before the file is replaced, by what the file system
// tells, which takes no time.
func (v *Version) untouched() bool {
	info, err := os.Lstat(v.target)
	if v.info == nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	return err == nil && os.SameFile(info, v.info) && info.Size() == v.info.Size() && info.ModTime().Equal(v.info.ModTime())
}

var errChanged = errors.New("somebody changed the file meanwhile; run again")

// cause is an error without the operation and the path, which the caller names.
func cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	case errors.Is(err, context.Canceled):
		return errors.New("interrupted")
	}
	return err
}
