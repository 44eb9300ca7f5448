package kustomization

import (
	"path"
	"strings"
)

// Files are the files of a tree, by their paths with slashes.
type Files interface {
	// Read returns the text of a file.
	Read(path string) ([]byte, error)
	// IsDir reports whether the path is a directory of the tree.
	IsDir(path string) bool
	// List returns the paths of what is in a directory, in order.
	List(dir string) []string
}

// DocumentFiles are files that are read already, such as those that the items of a
// ResourceList came from.
type DocumentFiles interface {
	Files
	Documents(path string) ([]*Document, error)
	// Beside reports whether nobody knows where a kustomization stands, and what may be its
	// resources: the names of the images in what stands beside it, or any.
	Beside(path string) (names map[string]bool, anyName, unknown bool)
}

// names are the names that kustomize recognises, in its order
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/konfig/general.go).
var names = []string{"kustomization.yaml", "kustomization.yml", "Kustomization"}

// IsFile reports whether kustomize takes a file for a kustomization, by its name.
func IsFile(file string) bool {
	base := path.Base(file)
	for _, name := range names {
		if base == name {
			return true
		}
	}
	return false
}

// isRemote reports whether a resource is not a path of this tree. kustomize tries a local
// path first, so callers ask for those that are none.
func isRemote(resource string) bool {
	for _, mark := range []string{"://", "git@", "git::", "?ref=", "?version=", ".git", "github.com"} {
		if strings.Contains(resource, mark) {
			return true
		}
	}
	return false
}

// within is where a path leads that stands in a file of the directory. Of a symbolic link
// that is what it leads to: the files there are the ones that are rewritten.
func (t *tree) within(dir, p string) string {
	where := path.Clean(p)
	if !path.IsAbs(p) {
		where = path.Join(dir, p)
	}
	if links, ok := t.files.(interface{ Real(path string) string }); ok {
		return links.Real(where)
	}
	return where
}
