// Package ignore decides by .gitignore and .krmignore files (kpt's, of the same form), and by
// .git/info/exclude, which files are left out, as git does. The libraries for this differ from git;
// a test compares this package with git itself. Package files walks directories by it.
package ignore

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/amerintlxperts/ecrcache/internal/files/open"
)

// fileNames are read in every directory; a line of the later file wins.
var fileNames = [...]string{".gitignore", ".krmignore"}

// Never reports whether a name is always left out: .git and node_modules have no files that the
// user wrote.
func Never(name string) bool { return name == ".git" || name == "node_modules" }

// IsFile reports whether a name is that of an ignore file, in any letter case: for some file
// systems .GITIGNORE and .gitignore are one file.
func IsFile(name string) bool {
	return slices.ContainsFunc(fileNames[:], func(known string) bool { return strings.EqualFold(known, name) })
}

// Rules are the rules of the ignore files of one directory and of those above it. A nil *Rules has
// no rules.
type Rules struct {
	above    *Rules
	dir      string // absolute
	patterns []pattern
}

// Above reads the ignore files of the directories above dir, an absolute path, up to the top
// of its Git repository, and the repository's info/exclude. Outside of a repository it returns
// nil. It calls skip for an ignore file that cannot be read.
func Above(dir string, skip func(path, reason string)) *Rules {
	var chain []string
	var r *Rules
	for at := dir; ; {
		if exists(filepath.Join(at, ".git")) {
			r = r.InRepository(at, skip)
			break
		}
		up := filepath.Dir(at)
		if up == at {
			return nil
		}
		chain, at = append(chain, up), up
	}
	for i := len(chain) - 1; i >= 0; i-- {
		r = r.In(chain[i], chain[i], skip)
	}
	return r
}

// commonDir returns the directory of a Git repository that all its work trees share. git is the
// path of .git: that directory itself or, in a work tree, a file that names another
// (https://git-scm.com/docs/gitrepository-layout).
func commonDir(git string) string {
	text, err := open.ReadSmall(git)
	if err != nil {
		return git
	}
	to, isGit := strings.CutPrefix(strings.TrimSpace(string(text)), "gitdir: ")
	if !isGit {
		return git
	}
	git = resolve(filepath.Dir(git), to)
	if text, err = open.ReadSmall(filepath.Join(git, "commondir")); err != nil {
		return git
	}
	return resolve(git, strings.TrimSpace(string(text)))
}

// resolve returns the path that is meant by one which may be relative to a directory.
func resolve(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

// InRepository returns the rules with those of info/exclude where dir, an absolute path, is the top of a Git
// repository. It calls skip for one that cannot be read.
func (r *Rules) InRepository(dir string, skip func(path, reason string)) *Rules {
	git := filepath.Join(dir, ".git")
	if !exists(git) {
		return r
	}
	return r.with(dir, filepath.Join(commonDir(git), "info", "exclude"), skip)
}

// In returns the rules with those of one more directory, which is below those of r. dir is its
// absolute path, named its path for messages. In calls skip for an ignore file that cannot be read.
func (r *Rules) In(dir, named string, skip func(path, reason string)) *Rules {
	for _, name := range fileNames {
		file := filepath.Join(dir, name)
		r = r.with(dir, file, func(_, reason string) { skip(filepath.Join(named, name), reason) })
	}
	return r
}

// with adds the rules of an ignore file, which count below dir. For a file that exists and cannot
// be read it adds none and calls skip.
func (r *Rules) with(dir, file string, skip func(path, reason string)) *Rules {
	text, err := open.ReadSmall(file)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
			skip(file, "nothing is left out by it: "+open.Cause(err).Error())
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
	return &Rules{above: r, dir: dir, patterns: patterns}
}

// Ignores reports whether a file or directory below the directories of the rules is left
// out; path is absolute. The deepest directory that has a matching line decides, and of its
// lines the last one that matches: with
//
//	*.yaml
//	!a.yaml
//
// b.yaml is left out, and a.yaml is not.
func (r *Rules) Ignores(path string, dir bool) bool {
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
