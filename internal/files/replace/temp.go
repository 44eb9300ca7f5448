package replace

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A new text is first written to a file of such a name, beside the one it replaces:
// .ecrcache-123.tmp.
const (
	tempPrefix = ".ecrcache-"
	tempSuffix = ".tmp"
)

// StaleAfter is the age from which a temporary file belongs to no run that still works: a
// run that was killed could not remove it.
const StaleAfter = time.Hour

// IsStale reports whether a temporary file is that old, and a regular file.
func IsStale(info fs.FileInfo) bool {
	return info.Mode().IsRegular() && time.Since(info.ModTime()) > StaleAfter
}

// StaleTemps are the temporary files in a directory that killed runs have left; none where it
// cannot be read.
func StaleTemps(dir string) (paths []string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !IsTemp(e.Name()) {
			continue
		}
		if info, err := e.Info(); err == nil && IsStale(info) {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	return paths
}

// IsTemp reports whether a name is that of a temporary file of this package.
func IsTemp(name string) bool {
	return strings.HasPrefix(name, tempPrefix) && strings.HasSuffix(name, tempSuffix)
}

// RemoveTemps removes temporary files that killed runs have left. It returns those that it
// removed; a path of another name is not removed.
func RemoveTemps(paths []string) (removed []string) {
	for _, path := range paths {
		if IsTemp(filepath.Base(path)) && os.Remove(path) == nil {
			removed = append(removed, path)
		}
	}
	return removed
}
