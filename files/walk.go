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

// maxSize bounds the files that a walk takes: far above any manifest.
const maxSize = 16 << 20

// A Skip is a file that was left out although its name is a manifest's.
type Skip struct{ Path, Reason string }

// A Listing is what paths lead to, in order, each file once.
type Listing struct {
	Paths []string
	// Skipped are what was left out and may matter; Passed are symbolic links whose
	// targets are listed where they stand, or lead nowhere.
	Skipped, Passed []Skip
	// Left are the unfinished files of runs that were killed.
	Left []string

	infos []fs.FileInfo // of the paths that a walk came to
	seen  map[string]bool
	tops  []string // the directories, absolute and without links
}

// List lists files, and the manifests below directories: YAML and JSON, but for
// what .gitignore and .krmignore leave out, .git and node_modules. Symbolic links
// below a directory are not followed. A file that is named itself is taken
// whatever it is called. Every path that cannot be read is in the error.
func List(ctx context.Context, paths []string) (*Listing, error) {
	l := &Listing{seen: map[string]bool{}, tops: topsOf(paths)}
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
	switch {
	case err != nil:
		return Named(path, err)
	case info.IsDir():
		absolute, err := filepath.Abs(path)
		if err != nil {
			return err
		}
		return l.walk(ctx, path, absolute, rulesAbove(absolute))
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: not a regular file; give files and directories, or standard input without a path", path)
	}
	real, _ := behind(path)
	if !l.seen[real] { // or it is listed by another name
		l.take(path, nil)
		l.seen[real] = true
	}
	return nil
}

// walk goes through a directory, whose path the caller gave as it is to be named.
func (l *Listing) walk(ctx context.Context, path, absolute string, r *rules) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return Named(path, err)
	}
	r = r.in(absolute)
	var errs []error
	for _, e := range entries {
		at, absolute := filepath.Join(path, e.Name()), filepath.Join(absolute, e.Name())
		switch {
		case isTemp(e.Name()):
			l.considerTemp(at, e)
		case isNever(e.Name()) || r.ignores(absolute, e.IsDir()):
		case e.IsDir():
			errs = append(errs, l.walk(ctx, at, absolute, r))
		case e.Type()&fs.ModeSymlink != 0:
			l.passLink(at)
		case isManifest(e.Name()):
			errs = append(errs, l.consider(at, e))
		}
	}
	return errors.Join(errs...)
}

// consider takes a manifest, or says why not.
func (l *Listing) consider(path string, e fs.DirEntry) error {
	info, err := e.Info()
	switch {
	case err != nil:
		return Named(path, err)
	case !info.Mode().IsRegular():
		l.Skipped = append(l.Skipped, Skip{path, "not a regular file"})
	case info.Size() > maxSize:
		l.Skipped = append(l.Skipped, Skip{path, fmt.Sprintf("%d MiB; files of up to %d MiB are read below a directory", info.Size()>>20, maxSize>>20)})
	default:
		l.take(path, info)
	}
	return nil
}

// Read reads the file of one of the paths.
func (l *Listing) Read(i int) (*Version, error) {
	if info := l.infos[i]; info != nil {
		return readAs(l.Paths[i], l.Paths[i], info)
	}
	return Read(l.Paths[i])
}

func (l *Listing) take(path string, info fs.FileInfo) {
	key, err := filepath.Abs(path)
	if err != nil {
		key = path
	}
	if !l.seen[key] {
		l.seen[key] = true
		l.Paths, l.infos = append(l.Paths, path), append(l.infos, info)
	}
}

func isManifest(name string) bool {
	return slices.Contains(extensions[:], strings.ToLower(filepath.Ext(name))) || slices.Contains(extensionless[:], name)
}
