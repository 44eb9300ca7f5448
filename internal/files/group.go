package files

import (
	"path/filepath"
	"strings"
)

// A Group is some consecutive files of one directory, or some files that the caller named.
type Group struct {
	// First is the number of files found before the group.
	First int

	in     string   // the directory; empty for files that the caller named
	before string   // the directory in paths, with a slash at its end
	names  []string // the names in the directory, or the paths
}

// mostInGroup limits the files of a group, so that there are groups for all processors.
const mostInGroup = 64

// Len returns the number of files in the group.
func (g *Group) Len() int { return len(g.names) }

// Path returns the path of a file, as messages print it.
func (g *Group) Path(i int) string { return g.before + g.names[i] }

// A folder is a directory, with its prefixes of the paths of its files: of paths as messages print
// them, of absolute paths, and of absolute paths without symbolic links.
type folder struct{ path, before, absolute, real string }

// Dir is the directory of a file, as it is to be named.
func (g *Group) Dir(i int) string {
	if g.in == "" {
		return filepath.Dir(g.names[i])
	}
	return g.in
}

// before is what stands before the names in a directory in paths that are clean.
func before(dir string) string { return strings.TrimSuffix(filepath.Join(dir, "x"), "x") }
