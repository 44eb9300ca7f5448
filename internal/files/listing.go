package files

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/internal/files/ignore"
)

// A Listing is what List found apart from the files.
type Listing struct {
	// Skipped are files that were left out although they may matter. PassedOver are those that
	// do not: symbolic links whose targets are listed themselves or do not exist, and
	// temporary files that are not stale.
	Skipped, PassedOver []Skip
	// StaleTemps are the temporary files of runs that were killed; [replace.RemoveTemps]
	// removes them.
	StaleTemps []string
	// Files is the number of files found.
	Files int

	found     func(*Group)
	group     *Group          // the group that is not complete
	skippedAt []int           // for each of Skipped, the number of files found before
	seen      map[string]bool // absolute paths with links resolved; nil where no file can be found twice
	// tops are the directories, named the files that the caller gave, absolute and with links resolved.
	tops, named map[string]bool
	depth       int                         // of the walk
	rules       map[[2]string]*ignore.Rules // of rulesIn
}

// List finds the given files, whatever their names, and the manifests below the given directories:
// YAML and JSON, except for files that .gitignore or .krmignore leave out, .git and
// node_modules. It does not follow symbolic links below a directory. It calls found with groups
// of files while it walks, in order and with each file once; a file that is also given as a
// symbolic link has the name of the link. The error names every path that cannot be read.
func List(ctx context.Context, paths []string, found func(*Group)) (*Listing, error) {
	l := &Listing{found: found, group: &Group{}}
	l.tops, l.named = topsOf(paths)
	if len(paths) > 1 {
		l.seen = map[string]bool{}
	}
	var errs []error
	for _, path := range linksFirst(paths) {
		errs = append(errs, l.add(ctx, path))
	}
	if ctx.Err() != nil { // one error, not one for every directory
		return nil, errInterrupted
	}
	l.flush()
	return l, errors.Join(errs...)
}

// linksFirst returns the paths with symbolic links to files before all others, because a file that
// is given as a link counts by the name of the link, such as a kustomization.yaml that leads to
// a file of another name.
func linksFirst(paths []string) []string {
	isLink := func(path string) bool {
		info, err := os.Lstat(path)
		return err == nil && info.Mode()&os.ModeSymlink != 0
	}
	links, rest := []string{}, []string{}
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && !info.IsDir() && isLink(path) {
			links = append(links, path)
			continue
		}
		rest = append(rest, path)
	}
	return append(links, rest...)
}

// errInterrupted is the error after Ctrl-C while a directory is read.
var errInterrupted = errors.New("interrupted; no file was written")

// add adds a path that the caller gave: a file, or all that a walk finds in a directory.
func (l *Listing) add(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return Named(path, err)
	}
	absolute, err := filepath.Abs(path)
	real, _ := resolve(path)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return l.walk(ctx, path, absolute, real, ignore.Above(absolute, l.skip))
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: not a regular file; give files and directories, or standard input without a path", path)
	}
	if info.Size() > maxSize {
		// A walk finds it, too, and its reader then leaves it out as too large. So a name of
		// its own in seen, or it would not be read at all.
		real += "/named"
	}
	l.addFile(&folder{}, path, real)
	return nil
}

// addFile adds a file to the group, unless it was found under another name. name is its name in the
// directory, or its path where the directory is the empty one; real is the path without links.
func (l *Listing) addFile(in *folder, name, real string) {
	if l.seen[real] {
		return
	}
	if l.seen != nil {
		l.seen[real] = true
	}
	if g := l.group; g.in != in.path || g.Len() == mostInGroup {
		l.flush()
		l.group = &Group{First: l.Files, in: in.path, before: in.before}
	}
	l.group.names = append(l.group.names, name)
	l.Files++
}

// flush passes the group to found.
func (l *Listing) flush() {
	if l.group.Len() > 0 {
		l.found(l.group)
	}
}
