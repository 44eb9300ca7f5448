package files

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/files/ignore"
)

// topsOf returns the directories among paths and the files among them, with symbolic links resolved.
func topsOf(paths []string) (tops, named map[string]bool) {
	tops, named = map[string]bool{}, map[string]bool{}
	for _, path := range paths {
		switch real, info := resolve(path); {
		case info == nil:
		case info.IsDir():
			tops[real] = true
		default:
			named[real] = true
		}
	}
	return tops, named
}

// addLink notes a symbolic link, which the walk does not follow. If it leads to a directory or is named as
// a manifest, and its target is not read by its own name, it is in Skipped, because the user may miss
// that: kustomize follows it.
func (l *Listing) addLink(path string) {
	real, info := resolve(path)
	switch isDir := info != nil && info.IsDir(); {
	case !isDir && !isManifest(filepath.Base(path)):
	case info == nil:
		l.PassedOver = append(l.PassedOver, Skip{path, "a symbolic link that leads nowhere"})
	case len(l.topsAbove(real)) == 0:
		l.Skip(l.Files, Skip{path, "a symbolic link out of the directory; name " + target(path) + " as well when it is to be read"})
	case l.named[real], slices.ContainsFunc(l.topsAbove(real), func(top string) bool { return l.walks(top, real, isDir) }):
		l.PassedOver = append(l.PassedOver, Skip{path, "a symbolic link"})
	default:
		l.Skip(l.Files, Skip{path, "a symbolic link to what is not read by its own name; name " + target(path) + " as well when it is to be read"})
	}
}

// topsAbove returns those of l.tops that a path is one of, or is below. The path is absolute and has no
// symbolic links.
func (l *Listing) topsAbove(path string) []string {
	var above []string
	for at := path; ; at = filepath.Dir(at) {
		if l.tops[at] {
			above = append(above, at)
		}
		if at == filepath.Dir(at) {
			return above
		}
	}
}

// walks reports whether a walk of a top, one of topsAbove of a path, reads the file or directory there.
func (l *Listing) walks(top, path string, isDir bool) bool {
	if !isDir && !isManifest(filepath.Base(path)) {
		return false
	}
	for at := path; at != top; at, isDir = filepath.Dir(at), true {
		if ignore.Never(filepath.Base(at)) || l.rulesIn(top, filepath.Dir(at)).Ignores(at, isDir) {
			return false
		}
	}
	return true
}

// rulesIn are the rules of the ignore files that count for what a walk of a top finds in a directory. The
// walk tells of those that cannot be read.
func (l *Listing) rulesIn(top, dir string) *ignore.Rules {
	at := [2]string{top, dir}
	r, known := l.rules[at]
	if !known {
		unread := func(string, string) {}
		if dir == top {
			r = ignore.Above(top, unread)
		} else {
			r = l.rulesIn(top, filepath.Dir(dir)).InRepository(dir, unread)
		}
		r = r.In(dir, dir, unread)
		if l.rules == nil {
			l.rules = map[[2]string]*ignore.Rules{}
		}
		l.rules[at] = r
	}
	return r
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
