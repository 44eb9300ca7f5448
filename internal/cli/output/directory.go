package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// A Directory is where generated files are written to.
type Directory struct {
	// Path is the directory; it need not exist.
	Path string
	// Config is the configuration that the files are generated for.
	Config *v1alpha1.PullThroughCache
	// Files are the files to write.
	Files []object.File
	// OnlyNamed are the files of parts that are written only when they are named, such as
	// renovate: an earlier run may have written them, and they are not stale then.
	OnlyNamed []object.File
	// Partial says that Files are only the parts that are named, ByFolder that each part has a
	// folder of its own.
	Partial, ByFolder bool
}

// Directories are those that one run writes to.
type Directories []*Directory

// Write writes the files that differ, all or none in all directories, and prints their paths on
// standard output. It warns of files of an earlier run that the configuration does not ask for now,
// and leaves them. It is an error when a file is there that was not generated for the configuration
// of its directory; nothing is written then.
func (all Directories) Write(ctx context.Context, c *console.Console) error {
	differ, err := all.differing()
	if err != nil {
		return err
	}
	changes := slices.Concat(differ...)
	WarnHardLinks(c, len(changes), func(i int) (string, int) { return changes[i].Path, changes[i].Links() })
	replacer := Replacer(c)
	replacer.Folders = true
	if err := replacer.Replace(ctx, changes); err != nil {
		return err
	}
	var paths []string
	for _, d := range all {
		for _, f := range d.Files {
			paths = append(paths, d.path(f))
		}
	}
	RemoveTempsBeside(c, paths...)
	c.Finish()
	for i, d := range all {
		if err := printPaths(c, differ[i]); err != nil {
			return err
		}
		if err := d.finish(c, len(differ[i]), ""); err != nil {
			return err
		}
	}
	return nil
}

// Preview prints the paths of the files that Write would write. Its errors are those of Write.
func (all Directories) Preview(c *console.Console) error {
	differ, err := all.differing()
	if err != nil {
		return err
	}
	for i, d := range all {
		if err := printPaths(c, differ[i]); err != nil {
			return err
		}
		if err := d.finish(c, len(differ[i]), "would be "); err != nil {
			return err
		}
	}
	return nil
}

// Diff prints a unified diff of what Write would write. Its errors are those of Write.
func (all Directories) Diff(c *console.Console) error {
	differ, err := all.differing()
	if err != nil {
		return err
	}
	for i, d := range all {
		for _, f := range differ[i] {
			if err := c.Diff(Diff(f.Path, f.Text, f.New)); err != nil {
				return err
			}
		}
		if err := d.finish(c, len(differ[i]), "would be "); err != nil {
			return err
		}
	}
	return nil
}

// differing are the files of each directory that differ, and its errors those of all.
func (all Directories) differing() ([][]replace.Replacement, error) {
	differ := make([][]replace.Replacement, len(all))
	errs := make([]error, len(all))
	for i, d := range all {
		differ[i], errs[i] = d.differing()
	}
	return differ, errors.Join(errs...)
}

// finish says what is left to say of a directory in which files were written, or would be.
func (d *Directory) finish(c *console.Console, differ int, would string) error {
	if err := d.warnStale(c); err != nil {
		return err
	}
	c.Note(fmt.Sprintf("%d of %d files %swritten", differ, len(d.Files), would))
	return nil
}

// printPaths prints the paths of files, one a line.
func printPaths(c *console.Console, all []replace.Replacement) error {
	for i := range all {
		if _, err := fmt.Fprintln(c.Out, redact.Line(all[i].Path)); err != nil {
			return err
		}
	}
	return nil
}

// mostSize is far above any file that is generated.
const mostSize = 64 << 20

// differing are the files whose text is not the generated one, and those that are missing.
// The error names every file that is there and was not generated for this configuration.
func (d *Directory) differing() ([]replace.Replacement, error) {
	var differ []replace.Replacement
	var others []error
	for _, f := range d.Files {
		path := d.path(f)
		version, err := replace.ReadOrNew(path, mostSize)
		switch {
		case err != nil:
			return nil, err
		case version.Exists() && !generators.Wrote(d.Config.Owner(), string(version.Text)):
			others = append(others, fmt.Errorf("%s: it is there already and was not written for the configuration %s; move it, or choose another directory; no file was written", path, d.Config.Owner()))
		case string(version.Text) != f.Text:
			differ = append(differ, replace.Replacement{Version: version, New: []byte(f.Text)})
		}
	}
	return differ, errors.Join(others...)
}

func (d *Directory) path(f object.File) string {
	return filepath.Join(d.Path, filepath.FromSlash(f.Name))
}

// warnStale warns of the files of an earlier run that the configuration does not ask for
// now: whoever applies the directory would apply them as well.
func (d *Directory) warnStale(c *console.Console) error {
	wanted := map[string]bool{}
	for _, f := range slices.Concat(d.Files, d.OnlyNamed) {
		wanted[d.path(f)] = true
	}
	dirs := d.searched()
	slices.Sort(dirs)
	for _, dir := range slices.Compact(dirs) {
		entries, err := os.ReadDir(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue // nothing is written yet
		}
		if err != nil {
			return err
		}
		for _, e := range entries {
			path := filepath.Join(dir, e.Name())
			if wanted[path] || !e.Type().IsRegular() || replace.IsTemp(e.Name()) {
				continue
			}
			text, err := files.ReadRegular(path)
			if err != nil {
				return err
			}
			if generators.Wrote(d.Config.Owner(), string(text)) {
				c.Warning(path + ": written by an earlier run; the configuration does not ask for it now; remove it")
			}
		}
	}
	return nil
}

// searched are the directories that warnStale looks into: those in which every generated file is
// one that this run knows. When only some parts are written, these are the folders of these parts
// below Path: what else is in Path may be of the other parts.
func (d *Directory) searched() []string {
	var dirs []string
	if !d.Partial {
		dirs = append(dirs, d.Path)
	}
	for _, f := range d.Files {
		if dir := filepath.Dir(d.path(f)); !d.Partial || d.ByFolder && dir != filepath.Clean(d.Path) {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}
