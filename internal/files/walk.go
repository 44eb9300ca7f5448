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

	"github.com/amerintlxperts/ecrcache/internal/files/ignore"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
)

// extensions are those of the files that a walk takes.
var extensions = [...]string{".yaml", ".yml", ".json"}

// extensionless are names of manifests without an extension.
var extensionless = [...]string{"Kustomization", "Kptfile"}

// maxDepth is how many directories deep a walk goes, far above any repository. Each of them may have ignore
// files, and each line of these counts for all that is below.
const maxDepth = 128

// walk lists a directory and those below it. path is its path for messages, absolute and real the
// absolute ones with and without symbolic links. It makes no system call for each file: with
// thousands of files, each call would cost as much as reading them.
func (l *Listing) walk(ctx context.Context, path, absolute, real string, r *ignore.Rules) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if l.depth++; l.depth > maxDepth {
		l.depth--
		l.skip(path, fmt.Sprintf("more than %d directories deep; name it as well when it is to be read", maxDepth))
		return nil
	}
	defer func() { l.depth-- }()
	entries, err := os.ReadDir(path)
	if err != nil {
		return Named(path, err)
	}
	if l.depth > 1 && slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".git" }) {
		r = r.InRepository(absolute, l.skip) // of a named directory, ignore.Above has read it
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return ignore.IsFile(e.Name()) }) {
		r = r.In(absolute, path, l.skip)
	}
	in := &folder{path, pathPrefix(path), pathPrefix(absolute), pathPrefix(real)}
	var errs []error
	for _, e := range entries {
		switch name := e.Name(); {
		case replace.IsTemp(name):
			l.addTemp(in.before + name)
		case ignore.Never(name) || r.Ignores(in.absolute+name, e.IsDir()):
		case e.IsDir():
			if err := l.walk(ctx, in.before+name, in.absolute+name, in.real+name, r); err != nil {
				errs = append(errs, err)
			}
		case e.Type()&fs.ModeSymlink != 0:
			l.addLink(in.before + name)
		case isManifest(name):
			l.addManifest(in, e)
		}
	}
	return errors.Join(errs...)
}

// addManifest adds a manifest, or the reason to leave it out.
func (l *Listing) addManifest(in *folder, e fs.DirEntry) {
	if !e.Type().IsRegular() {
		l.Skip(l.Files, Skip{in.before + e.Name(), "not a regular file"})
		return
	}
	real := ""
	if l.seen != nil {
		real = in.real + e.Name()
	}
	l.addFile(in, e.Name(), real)
}

// isManifest reports whether a name is that of a manifest: by its extension, in any letter case, or
// a name without one.
func isManifest(name string) bool {
	return slices.Contains(extensions[:], strings.ToLower(filepath.Ext(name))) || slices.Contains(extensionless[:], name)
}
