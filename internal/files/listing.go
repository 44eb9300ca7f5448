package files

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/internal/files/ignore"
)

// A Listing is what a walk met besides the files that it found.
type Listing struct {
	// Skipped are what was left out and may matter; PassedOver are symbolic links whose
	// targets are listed where they stand, or lead nowhere.
	Skipped, PassedOver []Skip
	// StaleTemps are the temporary files of runs that were killed; [replace.RemoveTemps]
	// removes them.
	StaleTemps []string
	// Files is how many files were found.
	Files int

	found     func(*Group)
	group     *Group          // of the files that were found last
	skippedAt []int           // how many files were found before each of those skipped
	seen      map[string]bool // absolute paths without links; nil where nothing can be found twice
	tops      []string        // the directories, absolute and without links
}

// List finds files, and the manifests below directories: YAML and JSON, but for
// what .gitignore and .krmignore leave out, .git and node_modules. Symbolic links
// below a directory are not followed. A file that is named itself is taken
// whatever it is called. Every path that cannot be read is in the error. The files
// are given away in groups while the walk goes on, in order, each file once; one that is
// named by a link, too, by the name of the link.
func List(ctx context.Context, paths []string, found func(*Group)) (*Listing, error) {
	l := &Listing{found: found, group: &Group{}, tops: topsOf(paths)}
	if len(paths) > 1 {
		l.seen = map[string]bool{}
	}
	var errs []error
	for _, path := range linksFirst(paths) {
		errs = append(errs, l.add(ctx, path))
	}
	if ctx.Err() != nil { // one word of it, not one for every directory
		return nil, errInterrupted
	}
	l.give()
	return l, errors.Join(errs...)
}

// linksFirst returns the paths, those of files that are symbolic links before all others: what
// is named so is meant by that name, such as a kustomization.yaml that leads to a file of
// another name.
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

// errInterrupted tells of Ctrl-C while a tree is read.
var errInterrupted = errors.New("interrupted; no file was written")

func (l *Listing) add(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return Named(path, err)
	}
	absolute, err := filepath.Abs(path)
	real, _ := behind(path)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return l.walk(ctx, path, absolute, real, ignore.Above(absolute, l.skip))
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: not a regular file; give files and directories, or standard input without a path", path)
	}
	if info.Size() > maxSize { // where a walk comes to it, it is left out
		real += "/named"
	}
	l.take(&folder{}, path, real)
	return nil
}

// take adds a file to the group, where it is not listed by another name.
func (l *Listing) take(in *folder, name, real string) {
	if l.seen[real] {
		return
	}
	if l.seen != nil {
		l.seen[real] = true
	}
	if g := l.group; g.in != in.path || g.Len() == mostInGroup {
		l.give()
		l.group = &Group{First: l.Files, in: in.path, before: in.before}
	}
	l.group.names = append(l.group.names, name)
	l.Files++
}

// give gives the group away.
func (l *Listing) give() {
	if l.group.Len() > 0 {
		l.found(l.group)
	}
}
