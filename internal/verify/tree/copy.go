package tree

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/internal/files"
)

// mostCopied is the size of the largest file that is copied, far above any manifest. An object of
// Kubernetes, such as a ConfigMap of the file, can hold 1 MiB or so.
const mostCopied = 16 << 20

// A Tree is a copy of the user's repository, or of the directory that is verified.
type Tree struct {
	// Dir is the directory that holds the copy.
	Dir string
	// Omitted is what was not copied, with the reason.
	Omitted []files.Skip
}

// Copy copies the files below a directory into another one, which must not exist yet. Files
// that .gitignore names are copied, too: a build may need them, such as the charts that
// another one depends on. An empty .git marks the top, as in the original. A file that cannot be
// read, or is too large, is listed in Omitted; the error is [ErrInterrupted] when the context ends,
// or that of writing the copy.
func Copy(ctx context.Context, from, to string) (*Tree, error) {
	t := &Tree{Dir: to}
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ErrInterrupted
		case err != nil && path == from:
			return files.Named(path, err)
		case err != nil:
			t.omit(from, path, files.Named("", err).Error())
			return skip(d)
		case path != from && (isNeverRead(d.Name()) || isWithin(to, path)):
			return skip(d)
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		return t.add(from, path, filepath.Join(to, rel), d)
	})
	if err == nil {
		err = os.Mkdir(filepath.Join(to, ".git"), 0o700)
	}
	return t, err
}

// ErrInterrupted is the error of everything that ends because the user interrupts it.
var ErrInterrupted = errors.New("interrupted; your tree was not touched, and the copy is removed")

// isNeverRead reports whether a directory of this name is one that no build reads.
func isNeverRead(name string) bool { return name == ".git" || name == "node_modules" }

// skip is what a function of WalkDir returns to leave an entry out, with all below a directory.
func skip(d fs.DirEntry) error {
	if d != nil && d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// omit lists a path below from in Omitted.
func (t *Tree) omit(from, path, reason string) {
	rel, err := filepath.Rel(from, path)
	if err != nil {
		rel = path
	}
	t.Omitted = append(t.Omitted, files.Skip{Path: filepath.ToSlash(rel), Reason: reason})
}

// add copies one entry of a directory.
func (t *Tree) add(from, path, to string, d fs.DirEntry) error {
	switch {
	case d.IsDir():
		return os.MkdirAll(to, 0o700)
	case d.Type()&fs.ModeSymlink != 0:
		return t.link(from, path, to)
	case !d.Type().IsRegular():
		t.omit(from, path, "not a regular file")
		return nil
	}
	info, err := d.Info()
	switch {
	case err != nil:
		return nil // it is gone
	case info.Size() > mostCopied:
		t.omit(from, path, fmt.Sprintf("%d MiB; files of up to %d MiB are copied", info.Size()>>20, mostCopied>>20))
		return nil
	}
	if err := copyFile(path, to, info.Mode()); errors.Is(err, fs.ErrPermission) || errors.Is(err, errGrows) {
		t.omit(from, path, files.Named("", err).Error())
	} else if err != nil {
		return files.Named(path, err)
	}
	return nil
}

// link makes the same symbolic link when it points to something in the tree.
func (t *Tree) link(from, path, to string) error {
	target, err := os.Readlink(path)
	if err != nil {
		return files.Named(path, err)
	}
	if real, err := filepath.EvalSymlinks(path); filepath.IsAbs(target) || err != nil || !isWithin(real, from) {
		t.omit(from, path, "a symbolic link out of the tree, or to nothing")
		return nil
	}
	return os.Symlink(target, to)
}

// errGrows is the error for a file that grows while it is copied.
var errGrows = fmt.Errorf("it grows; files of up to %d MiB are copied", mostCopied>>20)

func copyFile(from, to string, mode fs.FileMode) (err error) {
	in, err := files.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode.Perm()|0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	n, err := io.Copy(out, io.LimitReader(in, mostCopied+1))
	if n > mostCopied {
		return errors.Join(errGrows, os.Remove(to))
	}
	return err
}

// Shadow makes a second tree of the same files in a directory that must not exist yet. They
// are hard links where that is possible, so a file in it must be replaced, never written to.
func (t *Tree) Shadow(to string) (*Tree, error) {
	err := filepath.WalkDir(t.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(t.Dir, path)
		if err != nil {
			return err
		}
		at := filepath.Join(to, rel)
		switch {
		case d.IsDir():
			return os.MkdirAll(at, 0o700)
		case d.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(path)
			if err != nil {
				return err
			}
			return os.Symlink(target, at)
		}
		if os.Link(path, at) == nil {
			return nil
		}
		return copyFile(path, at, 0o600)
	})
	return &Tree{Dir: to}, err
}
