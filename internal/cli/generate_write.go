package cli

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

// An output is a directory that generated files go to.
type output struct {
	dir           string
	configuration *v1alpha1.PullThroughCache
	made          []object.File
	byFlag        bool // a target's flag asks for them, and for nothing else
}

// write writes the files that differ, all or none, and names them.
func (o *output) write(ctx context.Context, c *console.Console) error {
	differ, err := o.differing()
	if err != nil {
		return err
	}
	tellLinked(c, len(differ), func(i int) (string, int) { return differ[i].Path, differ[i].Links() })
	for i := range differ {
		if err := os.MkdirAll(filepath.Dir(differ[i].Path), 0o755); err != nil {
			return err
		}
	}
	if err := replacer(c).Replace(ctx, differ); err != nil {
		return err
	}
	c.Finish()
	for _, d := range differ {
		if _, err := fmt.Fprintln(c.Out, redact.Line(d.Path)); err != nil {
			return err
		}
	}
	if !o.byFlag {
		if err := o.tellStale(c); err != nil {
			return err
		}
	}
	c.Note(fmt.Sprintf("%d of %d files written", len(differ), len(o.made)))
	return nil
}

// differing are the files that are not what they are to be. Those that are there and
// were not generated are an error, all of them; no directory is made then.
func (o *output) differing() ([]replace.Replacement, error) {
	var differ []replace.Replacement
	var others []error
	for _, f := range o.made {
		path := o.path(f)
		version, err := replace.ReadOrNew(path)
		switch {
		case err != nil:
			return nil, err
		case version.Exists() && !generators.Wrote(o.configuration.Owner(), string(version.Text)):
			others = append(others, fmt.Errorf("%s: it is there already and was not written for the configuration %s; move it, or choose another directory; no file was written", path, o.configuration.Owner()))
		case string(version.Text) != f.Text:
			differ = append(differ, replace.Replacement{Version: version, New: []byte(f.Text)})
		}
	}
	return differ, errors.Join(others...)
}

func (o *output) path(f object.File) string {
	return filepath.Join(o.dir, filepath.FromSlash(f.Name))
}

// tellStale names the files of an earlier run that the configuration has no use
// for: who applies the directory would apply them as well.
func (o *output) tellStale(c *console.Console) error {
	wanted, dirs := o.filesOfFlags(), []string{o.dir}
	for _, f := range o.made {
		wanted[o.path(f)] = true
		dirs = append(dirs, filepath.Dir(o.path(f)))
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
			if generators.Wrote(o.configuration.Owner(), string(text)) {
				c.Warning(path + ": written by an earlier run; the configuration does not ask for it now; remove it")
			}
		}
	}
	return nil
}

// filesOfFlags are the files that only a flag asks for, so that an earlier run with it
// may have written them.
func (o *output) filesOfFlags() map[string]bool {
	all := map[string]bool{}
	for _, t := range generators.Targets() {
		if t.Flag != "" {
			made, _ := generators.FlagFiles(o.configuration, t.Name)
			for _, f := range made {
				all[o.path(f)] = true
			}
		}
	}
	return all
}
