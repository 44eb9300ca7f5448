package tree

import (
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
)

// Path returns the path of a file in the file system, for its path from the top of the tree.
func (t *Tree) Path(rel string) string { return filepath.Join(t.Dir, filepath.FromSlash(rel)) }

// Relative returns the path of a file from the top of the tree, with slashes. It is the
// inverse of Path.
func (t *Tree) Relative(file string) string {
	return strings.TrimPrefix(filepath.ToSlash(strings.TrimPrefix(file, t.Dir)), "/")
}

// IsDir reports whether there is a directory at a path from the top.
func (t *Tree) IsDir(rel string) bool {
	info, err := os.Stat(t.Path(rel))
	return err == nil && info.IsDir()
}

// IsFile reports whether there is a regular file at a path from the top.
func (t *Tree) IsFile(rel string) bool {
	info, err := os.Stat(t.Path(rel))
	return err == nil && info.Mode().IsRegular()
}

// Kustomization returns the path of a directory's kustomization file from the top, "" when
// there is none.
func (t *Tree) Kustomization(dir string) string {
	for _, name := range filename.All() {
		if file := path.Join(dir, name); t.IsFile(file) {
			return file
		}
	}
	return ""
}

// Local joins the parts of a path that a manifest gives and returns it as a path from the
// top, without ./: ./apps and /apps are apps. It reports whether the path stays in the tree, as
// ../apps does not.
func Local(parts ...string) (string, bool) {
	p := path.Clean(path.Join(parts...))
	p = strings.TrimPrefix(p, "/")
	if p == "" {
		p = "."
	}
	return p, p != ".." && !strings.HasPrefix(p, "../")
}
