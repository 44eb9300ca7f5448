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

// A Listing is what a walk met besides the files that it found.
type Listing struct {
	// Skipped are what was left out and may matter; Passed are symbolic links whose
	// targets are listed where they stand, or lead nowhere.
	Skipped, Passed []Skip
	// Left are the unfinished files of runs that were killed.
	Left []string
	// Files is how many files were found.
	Files int

	found     func(*Group)
	group     *Group          // of the files that were found last
	skippedAt []int           // how many files were found before each of those skipped
	seen      map[string]bool // absolute paths; nil where nothing can be found twice
	tops      []string        // the directories, absolute and without links
}

// List finds files, and the manifests below directories: YAML and JSON, but for
// what .gitignore and .krmignore leave out, .git and node_modules. Symbolic links
// below a directory are not followed. A file that is named itself is taken
// whatever it is called. Every path that cannot be read is in the error. The files
// are given away in groups while the walk goes on, in order, each file once.
func List(ctx context.Context, paths []string, found func(*Group)) (*Listing, error) {
	l := &Listing{found: found, group: &Group{}, tops: topsOf(paths)}
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
	l.give()
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
	l.take(&folder{}, path, absolute)
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
	entries, err := readDir(path)
	if err != nil {
		return Named(path, err)
	}
	if slices.ContainsFunc(entries, isIgnoreFile) {
		r = r.in(absolute)
	}
	in := &folder{path, before(path), before(absolute)}
	var errs []error
	for i := range entries {
		e := &entries[i]
		switch name := e.name; {
		case isTemp(name):
			l.considerTemp(in.before + name)
		case isNever(name) || r != nil && r.ignores(in.absolute+name, e.kind.IsDir()):
		case e.kind.IsDir():
			if err := l.walk(ctx, in.before+name, in.absolute+name, r); err != nil {
				errs = append(errs, err)
			}
		case e.kind&fs.ModeSymlink != 0:
			l.passLink(in.before + name)
		case isManifest(name):
			l.consider(in, e)
		}
	}
	return errors.Join(errs...)
}

// consider takes a manifest, or says why not.
func (l *Listing) consider(in *folder, e *entry) {
	if !e.kind.IsRegular() {
		l.Skip(l.Files, Skip{in.before + e.name, "not a regular file"})
		return
	}
	absolute := ""
	if l.seen != nil {
		absolute = in.absolute + e.name
	}
	l.take(in, e.name, absolute)
}

// take adds a file to the group.
func (l *Listing) take(in *folder, name, absolute string) {
	if l.seen[absolute] {
		return
	}
	if l.seen != nil {
		l.seen[absolute] = true
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

func isManifest(name string) bool {
	return slices.Contains(extensions[:], strings.ToLower(filepath.Ext(name))) || slices.Contains(extensionless[:], name)
}
