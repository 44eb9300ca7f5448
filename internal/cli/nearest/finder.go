package nearest

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
)

// Name is the name of the files that are looked for.
const Name = "ecrcache.yaml"

// A Finder finds the configurations of files. The search goes up from the file's directory to
// the top of its Git repository; without a repository, to the root. So the answer for a file
// of the repository does not depend on the directory in which the program was started. A file
// outside the repository of the working directory that has no configuration of its own has
// that of the working directory. A Finder may be used from several goroutines.
type Finder struct {
	here string // the working directory

	mu    sync.RWMutex
	known map[string]answer // by directory
}

// An answer is what the search above a directory found: the configuration, if any, and the top
// of the Git repository, empty for none.
type answer struct{ config, top string }

// New is a finder for a working directory, an absolute path. It reads nothing yet.
func New(here string) *Finder {
	return &Finder{here: filepath.Clean(here), known: map[string]answer{}}
}

// Of is the configuration of the files in a directory, as an absolute path; empty for none.
// The directory is relative to the working directory, or absolute; it need not exist.
func (f *Finder) Of(dir string) string {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(f.here, dir)
	}
	found := f.above(filepath.Clean(dir))
	if found.config != "" {
		return found.config
	}
	if here := f.above(f.here); here.top != found.top {
		return here.config
	}
	return ""
}

// Here is the configuration of the working directory; empty for none.
func (f *Finder) Here() string { return f.above(f.here).config }

// above looks in a directory, and in those above it.
func (f *Finder) above(dir string) answer {
	f.mu.RLock()
	found, known := f.known[dir]
	f.mu.RUnlock()
	if known {
		return found
	}
	found = f.search(dir)
	f.mu.Lock()
	f.known[dir] = found
	f.mu.Unlock()
	return found
}

// search is above without the memory: what is found above the directory, unless it is the top of a
// repository, and then the directory's own file. The root of the file system is never a top.
func (f *Finder) search(dir string) answer {
	var found answer
	if up := filepath.Dir(dir); !isTop(dir) && up != dir {
		found = f.above(up)
	} else if up != dir {
		found.top = dir
	}
	if path := filepath.Join(dir, Name); isThere(path) {
		found.config = path
	}
	return found
}

// isThere reports whether a path is there and no directory. One that cannot be looked at, such as
// a link that leads nowhere, is there: reading it says what is wrong, and a farther configuration
// must not take its place.
func isThere(path string) bool {
	info, err := os.Stat(path)
	if err == nil {
		return !info.IsDir()
	}
	_, err = os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) && !errors.Is(err, syscall.ENOTDIR)
}

// isTop reports whether a directory is the top of a Git repository. In a submodule and in a
// worktree .git is a file.
func isTop(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, ".git"))
	return err == nil
}
