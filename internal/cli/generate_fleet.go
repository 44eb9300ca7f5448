package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/input"
	"github.com/amerintlxperts/ecrcache/internal/cli/messages"
	"github.com/amerintlxperts/ecrcache/internal/cli/output"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/spf13/cobra"
)

// runAll generates for the configuration that is named or near, or for each of those that are in
// the working directory and below it.
func (o *generateOptions) runAll(c *console.Console, cmd *cobra.Command) error {
	if o.ConfigFile != "" {
		return o.run(c, cmd) // what is named may be a pipe, which is read once
	}
	g, err := input.NewConfigFinder(&o.ConfigFlags, func(*v1alpha1.Rewrite) {})
	if err != nil {
		return err
	}
	if err := g.FindBelow(cmd.Context()); err != nil {
		return err
	}
	all := g.Configurations()
	switch {
	case len(all) == 0, len(all) == 1 && g.Of(".") != nil:
		return o.run(c, cmd)
	case len(all) == 1:
		return o.only(g, all[0]).run(c, cmd)
	}
	if err := g.Err(); err != nil {
		return err
	}
	if o.out == "" {
		return fmt.Errorf("there are %d configurations (%s); give --out, below which each gets the directory of its path, such as --out . to write beside each; or name one with --config", len(all), finding.Listed(input.Sources(all), maxListed))
	}
	var to output.Directories
	for _, one := range all {
		own := o.only(g, one)
		configuration, made, err := own.make(c, cmd)
		if err != nil {
			return err
		}
		to = append(to, own.directory(configuration, made))
	}
	return o.write(c, cmd, to)
}

// maxListed is how many configurations a message names.
const maxListed = 5

// only are the options for one of several configurations: its own directory below --out, and of
// --images only the files that it governs, or that no configuration does.
func (o *generateOptions) only(g *input.ConfigFinder, one *input.Configuration) *generateOptions {
	own := *o
	own.ConfigFile = one.Source
	if dir := filepath.Dir(one.Source); dir != ".." && !strings.HasPrefix(dir, ".."+string(filepath.Separator)) {
		own.out = filepath.Join(o.out, dir)
	}
	own.fleet, own.one = g, one
	return &own
}

// seenBy is what a configuration makes of the files of --images: of several configurations, of the
// files that it governs, of others that its builds read, and of those without one.
func (o *generateOptions) seenBy(configuration *v1alpha1.PullThroughCache) (*batch.Result, []inventory.Image, error) {
	r, of := (*rewrite.Rewriter)(nil), batch.Governor(nil)
	if o.fleet != nil {
		r, of = o.one.Rewriter, o.fleet.RewriterOf
	} else {
		var err error
		if r, err = rewrite.New(configuration); err != nil {
			return nil, nil, err
		}
		of = func(string) *rewrite.Rewriter { return r }
	}
	g, err := o.manifests.governed(of)
	if err != nil {
		return nil, nil, err
	}
	return g.Alone(r)
}

// The imageFiles are the manifests of --images. They are read when the first configuration needs them.
type imageFiles struct {
	batch *batch.Batch
	all   *batch.Governed // the batch with its configurations; nil before somebody asks
	told  int             // how many of the files that were skipped are told of
}

func (f *imageFiles) read(c *console.Console, cmd *cobra.Command, paths []string) error {
	if f.batch != nil {
		return nil
	}
	var err error
	f.batch, err = input.ReadFiles(c, cmd, paths, nil)
	return err
}

// governed finds which files each configuration governs, once for all of them.
func (f *imageFiles) governed(of batch.Governor) (*batch.Governed, error) {
	if f.all != nil {
		return f.all, nil
	}
	var err error
	f.all, err = f.batch.Governed(of)
	return f.all, err
}

// tellSkipped tells of the files that were skipped and that it has not told of: a configuration may
// find files that are not YAML, and govern others than the one before.
func (f *imageFiles) tellSkipped(c *console.Console) {
	messages.Skipped(c, f.batch.Skipped[f.told:])
	f.told = len(f.batch.Skipped)
}
