package files

import (
	"fmt"
	"slices"
)

// A Skip is a file that was left out although its name is a manifest's.
type Skip struct{ Path, Reason string }

// Error tells both, for a file of which only the reading shows that it is left out.
func (s *Skip) Error() string { return s.Path + ": skipped: " + s.Reason }

// maxSize bounds the files that a walk takes: far above any manifest.
const maxSize = 16 << 20

// tooLarge is why a file is left out.
func tooLarge(path string, size int64) *Skip {
	return &Skip{path, fmt.Sprintf("%d MiB; files of up to %d MiB are read below a directory", size>>20, maxSize>>20)}
}

// Skip notes what was left out, and how many files the walk had found before: those
// skipped are in the order of the walk, also when only the reading shows it.
func (l *Listing) Skip(found int, s Skip) {
	at := len(l.skippedAt)
	for at > 0 && l.skippedAt[at-1] > found {
		at--
	}
	l.skippedAt, l.Skipped = slices.Insert(l.skippedAt, at, found), slices.Insert(l.Skipped, at, s)
}
