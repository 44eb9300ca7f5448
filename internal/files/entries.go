package files

import (
	"io/fs"
	"slices"
	"strings"
)

// An entry is what stands in a directory: a name, and the type bits of a mode.
type entry struct {
	name string
	kind fs.FileMode
}

// sorted orders entries by their names.
func sorted(entries []entry) []entry {
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	return entries
}
