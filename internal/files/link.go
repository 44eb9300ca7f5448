package files

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// topsOf returns the directories among paths, with symbolic links resolved.
func topsOf(paths []string) []string {
	var tops []string
	for _, path := range paths {
		if real, info := resolve(path); info != nil && info.IsDir() {
			tops = append(tops, real)
		}
	}
	return tops
}

// addLink notes a symbolic link, which the walk does not follow. If it leads to a directory or a
// manifest outside the listed directories, it is in Skipped, because the user may miss that.
func (l *Listing) addLink(path string) {
	real, info := resolve(path)
	switch isDir := info != nil && info.IsDir(); {
	case !isDir && !isManifest(filepath.Base(path)):
	case info == nil:
		l.PassedOver = append(l.PassedOver, Skip{path, "a symbolic link that leads nowhere"})
	case slices.ContainsFunc(l.tops, func(top string) bool { return within(top, real) }):
		l.PassedOver = append(l.PassedOver, Skip{path, "a symbolic link"})
	default:
		l.Skip(l.Files, Skip{path, "a symbolic link out of the directory; name " + target(path) + " as well when it is to be read"})
	}
}

// target returns the target of a symbolic link, relative to the working directory unless it is
// absolute.
func target(link string) string {
	to, err := os.Readlink(link)
	if err != nil || filepath.IsAbs(to) {
		return to
	}
	return filepath.Join(filepath.Dir(link), to)
}

// resolve returns the absolute path with symbolic links resolved, and what is there; nil when
// nothing is there.
func resolve(path string) (string, os.FileInfo) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", nil
	}
	real, err = filepath.Abs(real)
	if err != nil {
		return "", nil
	}
	info, err := os.Stat(real)
	if err != nil {
		return "", nil
	}
	return real, info
}

// within reports whether a path is a directory or below it.
func within(dir, path string) bool {
	relative, err := filepath.Rel(dir, path)
	return err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
}
