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

// mostInGroup limits the files of a group: groups are read in parallel, so a large directory must
// give many.
const mostInGroup = 64

// Len returns the number of files in the group.
func (g *Group) Len() int { return len(g.names) }

// Path returns the path of a file, as messages print it.
func (g *Group) Path(i int) string { return g.before + g.names[i] }

// Dir returns the directory of a file, as messages print it.
func (g *Group) Dir(i int) string {
	if g.in == "" {
		return filepath.Dir(g.names[i])
	}
	return g.in
}

// A folder is a directory in a walk: its path as messages print it, and what comes before the names
// of its files in such paths, in absolute paths, and in absolute paths without symbolic links.
type folder struct{ path, before, absolute, real string }

// pathPrefix returns what comes before the names in the paths of a directory's files: nothing for
// ".", "/" for "/", "apps/" for "apps".
func pathPrefix(dir string) string { return strings.TrimSuffix(filepath.Join(dir, "x"), "x") }
