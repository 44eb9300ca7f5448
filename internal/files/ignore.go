package files

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ignoreFiles are read in every directory; a line of the later file wins.
var ignoreFiles = [...]string{".gitignore", ".krmignore"}

// isNever names directories that hold nothing of the user's own.
func isNever(name string) bool { return name == ".git" || name == "node_modules" }

// isIgnoreFile reports whether an entry of a directory is an ignore file, also where
// the file system takes capital letters for small ones.
func isIgnoreFile(e fs.DirEntry) bool {
	return slices.ContainsFunc(ignoreFiles[:], func(name string) bool { return strings.EqualFold(name, e.Name()) })
}

// rules are the ignore files from the top of the tree down to one directory.
type rules struct {
	above    *rules
	dir      string // absolute
	patterns []pattern
}

// rulesAbove collects the ignore files of the directories above dir, up to the
// top of its Git repository; without one, dir's own are the first.
func rulesAbove(dir string) *rules {
	var chain []string
	for at := dir; ; {
		if exists(filepath.Join(at, ".git")) {
			break
		}
		up := filepath.Dir(at)
		if up == at {
			return nil
		}
		chain, at = append(chain, up), up
	}
	var r *rules
	for i := len(chain) - 1; i >= 0; i-- {
		r = r.in(chain[i])
	}
	return r
}

// in adds the ignore files of a directory.
func (r *rules) in(dir string) *rules {
	var patterns []pattern
	for _, name := range ignoreFiles {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			continue // none, or none that can be read: nothing is ignored by it
		}
		for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
			if p, ok := parsePattern(strings.TrimSuffix(line, "\n")); ok {
				patterns = append(patterns, p)
			}
		}
	}
	if patterns == nil {
		return r
	}
	return &rules{above: r, dir: dir, patterns: patterns}
}

// ignores reports whether an entry, given by its absolute path, is left out: the
// last line that matches decides, of the deepest directory that has one. All of the
// directories are above the entry.
func (r *rules) ignores(path string, dir bool) bool {
	for ; r != nil; r = r.above {
		relative := filepath.ToSlash(strings.TrimPrefix(path[len(r.dir):], string(filepath.Separator)))
		for i := len(r.patterns) - 1; i >= 0; i-- {
			if p := &r.patterns[i]; p.matches(relative, dir) {
				return !p.include
			}
		}
	}
	return false
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
