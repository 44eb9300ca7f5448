package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// extensions are those of the files that a walk takes.
var extensions = [...]string{".yaml", ".yml", ".json"}

// extensionless are names of manifests without an extension.
var extensionless = [...]string{"Kustomization", "Kptfile"}

// A Listing is what paths lead to, in order, each file once.
type Listing struct {
	Paths []string
	// Skipped are what was left out and may matter; Passed are symbolic links whose
	// targets are listed where they stand, or lead nowhere.
	Skipped, Passed []Skip
	// Left are the unfinished files of runs that were killed.
	Left []string

	places    []place // of the paths
	folders   []string
	skippedAt []int           // how many paths were listed before each of those skipped
	seen      map[string]bool // absolute paths; nil where nothing can be listed twice
	tops      []string        // the directories, absolute and without links
}

// A place is where a walk came to a file: a folder of the listing, and where the name
// begins in the path. A file that was named itself has no folder, -1.
type place struct{ folder, name int }

// List lists files, and the manifests below directories: YAML and JSON, but for
// what .gitignore and .krmignore leave out, .git and node_modules. Symbolic links
// below a directory are not followed. A file that is named itself is taken
// whatever it is called. Every path that cannot be read is in the error.
func List(ctx context.Context, paths []string) (*Listing, error) {
	l := &Listing{tops: topsOf(paths)}
	if len(paths) > 1 {
		l.seen = map[string]bool{}
	}
	var errs []error
	for _, path := range paths {
		errs = append(errs, l.add(ctx, path))
	}
	if ctx.Err() != nil { // one word of it, not one for every directory
		return nil, errInterrupted
	}
	return l, errors.Join(errs...)
}

// errInterrupted tells of Ctrl-C while a tree is read.
var errInterrupted = errors.New("interrupted; no file was written")

func (l *Listing) add(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return Named(path, err)
	}
	absolute, err := filepath.Abs(path)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return l.walk(ctx, path, absolute, rulesAbove(absolute))
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: not a regular file; give files and directories, or standard input without a path", path)
	}
	real, _ := behind(path)
	if info.Size() > maxSize { // where a walk comes to it, it is left out
		real, absolute = real+"/named", absolute+"/named"
	}
	if l.seen[real] { // it is listed by another name
		return nil
	}
	l.take(path, absolute, place{folder: -1})
	if l.seen != nil {
		l.seen[real] = true
	}
	return nil
}

// walk goes through a directory, whose path the caller gave as it is to be named. Of
// each file it asks the system for nothing that stands not in its directory: for
// thousands of files, each further question costs as much as the reading.
func (l *Listing) walk(ctx context.Context, path, absolute string, r *rules) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return Named(path, err)
	}
	if slices.ContainsFunc(entries, isIgnoreFile) {
		r = r.in(absolute)
	}
	l.folders = append(l.folders, path)
	in := folder{len(l.folders) - 1, before(path), before(absolute)}
	var errs []error
	for _, e := range entries {
		switch name := e.Name(); {
		case isTemp(name):
			l.considerTemp(in.path+name, e)
		case isNever(name) || r != nil && r.ignores(in.absolute+name, e.IsDir()):
		case e.IsDir():
			if err := l.walk(ctx, in.path+name, in.absolute+name, r); err != nil {
				errs = append(errs, err)
			}
		case e.Type()&fs.ModeSymlink != 0:
			l.passLink(in.path + name)
		case isManifest(name):
			l.consider(&in, e)
		}
	}
	return errors.Join(errs...)
}

// A folder is a directory in work: its place in the listing, and what stands before the
// names in it.
type folder struct {
	index          int
	path, absolute string
}

// before is what stands before the names in a directory in paths that are clean.
func before(dir string) string { return strings.TrimSuffix(filepath.Join(dir, "x"), "x") }

// consider takes a manifest, or says why not.
func (l *Listing) consider(in *folder, e fs.DirEntry) {
	path := in.path + e.Name()
	if !e.Type().IsRegular() {
		l.Skip(len(l.Paths), Skip{path, "not a regular file"})
		return
	}
	l.take(path, in.absolute+e.Name(), place{in.index, len(in.path)})
}

func (l *Listing) take(path, absolute string, at place) {
	if l.seen[absolute] {
		return
	}
	if l.seen != nil {
		l.seen[absolute] = true
	}
	l.Paths, l.places = append(l.Paths, path), append(l.places, at)
}

func isManifest(name string) bool {
	return slices.Contains(extensions[:], strings.ToLower(filepath.Ext(name))) || slices.Contains(extensionless[:], name)
}
