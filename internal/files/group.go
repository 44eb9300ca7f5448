package files

import (
	"path/filepath"
	"strings"
)

// A Group is some files of one directory that follow each other, or some that were
// named themselves.
type Group struct {
	// First is how many files were found before.
	First int

	in     string   // the directory; empty for files that the caller named
	before string   // what stands before the names in paths
	names  []string // in the directory, or the paths
}

// mostInGroup is how many files are given away at once: few enough for all processors to
// have their share.
const mostInGroup = 64

// Len returns how many files the group has.
func (g *Group) Len() int { return len(g.names) }

// Path returns the path of a file, as it is to be named.
func (g *Group) Path(i int) string { return g.before + g.names[i] }

// A folder is a directory in work, and what stands before the names in it: in paths as
// they are to be named, in absolute ones, and in those without symbolic links.
type folder struct{ path, before, absolute, real string }

// before returns what stands before the names in a directory in paths that are clean.
func before(dir string) string { return strings.TrimSuffix(filepath.Join(dir, "x"), "x") }
