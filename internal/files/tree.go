package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/files/ignore"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
)

// A Tree is a repository: the files below its root, by their absolute paths. Nothing outside the
// root is read. It is what package kustomization reads through (manifest.Files).
type Tree struct{ root string }

// TreeOf returns the Git repository around a path, or without one the whole file system. It fails
// when the path cannot be made absolute.
func TreeOf(path string) (Tree, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return Tree{}, err
	}
	for dir := absolute; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return Tree{dir}, nil
		}
		if dir == filepath.Dir(dir) {
			return Tree{dir}, nil
		}
	}
}

// Root returns the directory of the repository; the top of the file system for none.
func (t Tree) Root() string { return t.root }

// errOutside is the error for a path that leads out of the repository.
var errOutside = errors.New("it is outside the Git repository")

// holds reports whether a path is the root or below it.
func (t Tree) holds(path string) bool {
	relative, err := filepath.Rel(t.root, filepath.FromSlash(path))
	return err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
}

// Read returns the text of a file. It fails for a path outside the root, for anything but a regular
// file, and for one that is larger than a manifest may be.
func (t Tree) Read(path string) ([]byte, error) {
	if !t.holds(path) {
		return nil, &fs.PathError{Op: "open", Path: path, Err: errOutside}
	}
	return ReadRegular(path)
}

// IsDir reports whether a path is a directory of the repository.
func (t Tree) IsDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir() && t.holds(path)
}

// Real returns the path that symbolic links lead to; the same path where nothing is there,
// or where they lead out of the repository.
func (t Tree) Real(path string) string {
	real, err := filepath.EvalSymlinks(path)
	root, rootErr := filepath.EvalSymlinks(t.root)
	if err != nil || rootErr != nil {
		return path
	}
	relative, err := filepath.Rel(root, real)
	if inside := filepath.Join(t.root, relative); err == nil && t.holds(filepath.ToSlash(inside)) {
		return filepath.ToSlash(inside)
	}
	return path
}

// IsManifest reports whether a path has the name of a manifest, by which a walk finds it.
func (t Tree) IsManifest(path string) bool { return isManifest(filepath.Base(path)) }

// List returns the paths of what is in a directory, sorted; none for one that cannot be read.
func (t Tree) List(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil || !t.holds(dir) {
		return nil
	}
	var all []string
	for _, e := range entries {
		if name := e.Name(); !ignore.Never(name) && !replace.IsTemp(name) {
			all = append(all, filepath.ToSlash(filepath.Join(dir, name)))
		}
	}
	return all
}

// Manifests calls visit with every manifest of the repository. It leaves out symbolic links,
// because it visits their targets, except for links with the name of a kustomization: kustomize
// builds the directory of the link. It goes on past directories that cannot be read.
func (t Tree) Manifests(visit func(path string)) {
	_ = filepath.WalkDir(t.root, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && e != nil && e.IsDir():
			return fs.SkipDir
		case err != nil:
			return nil
		case ignore.Never(e.Name()) && e.IsDir():
			return fs.SkipDir
		case e.Type().IsRegular() && isManifest(e.Name()), e.Type() == fs.ModeSymlink && strings.HasPrefix(strings.ToLower(e.Name()), "kustomization"):
			visit(filepath.ToSlash(path))
		}
		return nil
	})
}
