package files

import (
	"fmt"
	"os"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/files/replace"
)

// A Skip is a file that was left out although its name is that of a manifest, with the reason.
type Skip struct{ Path, Reason string }

// Error returns the path and the reason. Skip is an error for files that are only left out when
// they are read.
func (s *Skip) Error() string { return s.Path + ": skipped: " + s.Reason }

// maxSize limits the size of files that a walk finds, far above any manifest.
const maxSize = 16 << 20

// tooLarge returns why a file is left out.
func tooLarge(path string, size int64) *Skip {
	return &Skip{path, fmt.Sprintf("%d MiB; files of up to %d MiB are read below a directory", size>>20, maxSize>>20)}
}

// Skip adds a file to Skipped. found is the number of files found before it: Skipped is in the
// order of the walk, also for files that are left out when they are read.
func (l *Listing) Skip(found int, s Skip) {
	at := len(l.skippedAt)
	for at > 0 && l.skippedAt[at-1] > found {
		at--
	}
	l.skippedAt, l.Skipped = slices.Insert(l.skippedAt, at, found), slices.Insert(l.Skipped, at, s)
}

// skip adds a file to Skipped that the walk leaves out now.
func (l *Listing) skip(path, reason string) { l.Skip(l.Files, Skip{path, reason}) }

// addTemp notes a temporary file of package replace. It is never a manifest.
func (l *Listing) addTemp(path string) {
	info, err := os.Lstat(path)
	switch {
	case err != nil || !info.Mode().IsRegular():
	case replace.IsStale(info):
		l.StaleTemps = append(l.StaleTemps, path)
	default:
		l.PassedOver = append(l.PassedOver, Skip{path, "another run is writing it, or was killed; it is removed once it is an hour old"})
	}
}
