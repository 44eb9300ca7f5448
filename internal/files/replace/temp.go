package replace

import (
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
