package output

import (
	"context"
	"errors"
	"fmt"
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
	// Files are all files that the configuration asks for, or that the flag of one target
	// does.
	Files []object.File
	// ByFlag says that the flag of a target asks for the files, and for nothing else.
	ByFlag bool
}

// Write writes the files that differ, all or none, and prints their paths on standard
// output. Files of an earlier run that the configuration does not ask for now are warned
// of, and stay. It is an error when a file is there that was not generated for this
// configuration; nothing is written then.
func (d *Directory) Write(ctx context.Context, c *console.Console) error {
	differ, err := d.differing()
	if err != nil {
		return err
	}
	WarnHardLinks(c, len(differ), func(i int) (string, int) { return differ[i].Path, differ[i].Links() })
	for i := range differ {
		if err := os.MkdirAll(filepath.Dir(differ[i].Path), 0o755); err != nil {
			return err
		}
	}
	if err := Replacer(c).Replace(ctx, differ); err != nil {
		return err
	}
	c.Finish()
	for i := range differ {
		if _, err := fmt.Fprintln(c.Out, redact.Line(differ[i].Path)); err != nil {
			return err
		}
	}
	if !d.ByFlag {
		if err := d.warnStale(c); err != nil {
			return err
		}
	}
	c.Note(fmt.Sprintf("%d of %d files written", len(differ), len(d.Files)))
	return nil
}

// differing returns the files whose text is not the generated one, and those that are missing.
// The error names every file that is there and was not generated for this configuration.
func (d *Directory) differing() ([]replace.Replacement, error) {
	var differ []replace.Replacement
	var others []error
	for _, f := range d.Files {
		path := d.path(f)
		version, err := replace.ReadOrNew(path)
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
	wanted, dirs := d.filesOfFlags(), []string{d.Path}
	for _, f := range d.Files {
		wanted[d.path(f)] = true
		dirs = append(dirs, filepath.Dir(d.path(f)))
	}
	slices.Sort(dirs)
	for _, dir := range slices.Compact(dirs) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return err
		}
		for _, e := range entries {
			path := filepath.Join(dir, e.Name())
			if wanted[path] || !e.Type().IsRegular() {
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

// filesOfFlags returns the paths of the files that only the flag of a target asks for: an
// earlier run with that flag may have written them.
func (d *Directory) filesOfFlags() map[string]bool {
	all := map[string]bool{}
	for _, t := range generators.Targets() {
		if t.Flag != "" {
			files, _ := generators.FlagFiles(d.Config, t.Name)
			for _, f := range files {
				all[d.path(f)] = true
			}
		}
	}
	return all
}
