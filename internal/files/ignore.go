package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
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
func rulesAbove(dir string, skip func(Skip)) *rules {
	var chain []string
	var r *rules
	for at := dir; ; {
		if git := filepath.Join(at, ".git"); exists(git) {
			r = r.with(at, filepath.Join(commonDir(git), "info", "exclude"), skip)
			break
		}
		up := filepath.Dir(at)
		if up == at {
			return nil
		}
		chain, at = append(chain, up), up
	}
	for i := len(chain) - 1; i >= 0; i-- {
		r = r.in(chain[i], chain[i], skip)
	}
	return r
}

// commonDir is the directory of a Git repository that all its work trees share, where
// .git is that directory or the file of a work tree that names another
// (https://git-scm.com/docs/gitrepository-layout).
func commonDir(git string) string {
	said, err := readSmall(git)
	if err != nil {
		return git
	}
	to, isGit := strings.CutPrefix(strings.TrimSpace(string(said)), "gitdir: ")
	if !isGit {
		return git
	}
	git = from(filepath.Dir(git), to)
	if said, err = readSmall(filepath.Join(git, "commondir")); err != nil {
		return git
	}
	return from(git, strings.TrimSpace(string(said)))
}

// from is a path that may be relative to a directory.
func from(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// in adds the ignore files of a directory, which the caller knows by another name.
func (r *rules) in(dir, named string, skip func(Skip)) *rules {
	for _, name := range ignoreFiles {
		file := filepath.Join(dir, name)
		r = r.with(dir, file, func(s Skip) { skip(Skip{filepath.Join(named, name), s.Reason}) })
	}
	return r
}

// with adds an ignore file, whose lines are about what is below a directory. One that
// is there and cannot be read is told: nothing is ignored by it.
func (r *rules) with(dir, file string, skip func(Skip)) *rules {
	text, err := readSmall(file)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
			skip(Skip{file, "nothing is left out by it: " + cause(err).Error()})
		}
		return r
	}
	var patterns []pattern
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		if p, ok := parsePattern(strings.TrimSuffix(line, "\n")); ok {
			patterns = append(patterns, p)
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
