package files

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A new text is first written to a file of such a name, beside the one it replaces.
const (
	tempPrefix = ".ecrcache-"
	tempSuffix = ".tmp"
)

// abandoned is the age from which such a file belongs to no run that goes on: a run
// that was killed could not remove it.
const abandoned = time.Hour

func isTemp(name string) bool {
	return strings.HasPrefix(name, tempPrefix) && strings.HasSuffix(name, tempSuffix)
}

// considerTemp notes a file of such a name. It is never a manifest.
func (l *Listing) considerTemp(path string) {
	info, err := os.Lstat(path)
	switch {
	case err != nil || !info.Mode().IsRegular():
	case time.Since(info.ModTime()) > abandoned:
		l.Left = append(l.Left, path)
	default:
		l.Passed = append(l.Passed, Skip{path, "another run is writing it, or was killed; it is removed once it is an hour old"})
	}
}

// RemoveLeft removes what runs that were killed have left behind, and names what it
// removed.
func RemoveLeft(left []string) (removed []string) {
	for _, path := range left {
		if isTemp(filepath.Base(path)) && os.Remove(path) == nil {
			removed = append(removed, path)
		}
	}
	return removed
}
