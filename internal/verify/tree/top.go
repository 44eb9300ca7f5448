// Package tree copies the user's repository, so that packages verify and releases can rewrite and
// build it without touching the original, and finds files in the copy.
package tree

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/files"
)

// errSeveral is the error of paths in different repositories.
var errSeveral = errors.New("the paths are in different repositories; verify one repository at a time")

// Top returns the directory to copy for some paths: the top of their Git repository or,
// without one, the deepest directory that holds all of them. It returns the paths relative
// to that directory as well. It fails when the paths are in different repositories.
func Top(paths []string) (dir string, relative []string, err error) {
	absolute := make([]string, len(paths))
	for i, path := range paths {
		if absolute[i], err = real(path); err != nil {
			return "", nil, err
		}
		above, err := repository(absolute[i])
		switch {
		case err != nil:
			return "", nil, err
		case i == 0:
			dir = above
		case above != dir && (isRepository(above) || isRepository(dir)):
			return "", nil, fmt.Errorf("%s and %s: %w", paths[0], path, errSeveral)
		default:
			dir = common(dir, above)
		}
	}
	for _, path := range absolute {
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return "", nil, err
		}
		relative = append(relative, rel)
	}
	return dir, relative, nil
}

// real returns the absolute path with symbolic links resolved.
func real(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err == nil {
		absolute, err = filepath.EvalSymlinks(absolute)
	}
	if err != nil {
		return "", files.Named(path, err)
	}
	return absolute, nil
}

// repository returns the top of the Git repository around a path or, without one, the
// directory itself.
func repository(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", files.Named(path, err)
	}
	dir := path
	if !info.IsDir() {
		dir = filepath.Dir(path)
	}
	for at := dir; ; at = filepath.Dir(at) {
		if isRepository(at) {
			return at, nil
		}
		if filepath.Dir(at) == at {
			return dir, nil
		}
	}
}

func isRepository(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, ".git"))
	return err == nil
}

// common returns the deepest directory that holds both paths.
func common(a, b string) string {
	for !isWithin(b, a) {
		a = filepath.Dir(a)
	}
	return a
}

// isWithin reports whether a path is the directory or is below it.
func isWithin(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
