package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/amerintlxperts/ecrcache/batch"
	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/console"
	"github.com/amerintlxperts/ecrcache/files"
	"github.com/amerintlxperts/ecrcache/generate"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/plan"
	"github.com/amerintlxperts/ecrcache/rewrite"
	"github.com/spf13/cobra"
)

// generateOptions are the flags of generate.
type generateOptions struct {
	configFlags
	images []string
	out    string
}

func newGenerate(c *console.Console) *cobra.Command {
	var o generateOptions
	cmd := &cobra.Command{
		Use:   "generate",
		Short: "Write the cache itself, for ACK, Crossplane or Terraform",
		Long: `Write the cache itself, as spec.infrastructure of the configuration asks: the rules,
their credentials, templates and policies, for ACK or Crossplane as YAML, or as a
Terraform module.

Nothing is written when AWS would refuse it. No token is ever written. With --out,
files that differ are written, all or none, and named; those that an earlier run
wrote and that are not wanted any more are named as well, and stay.`,
		Example: `  ecrcache generate | kubectl apply --server-side -f -
  ecrcache generate --out modules/ecr-cache
  ecrcache generate --images deploy/ --out cache/`,
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, _ []string) error { return o.run(c, cmd) },
	}
	o.add(cmd)
	cmd.Flags().StringSliceVar(&o.images, "images", nil, "files or directories whose images get their repositories (repositories: PreCreate); may be repeated")
	cmd.Flags().StringVar(&o.out, "out", "", "the directory to write to; standard output by default")
	return cmd
}

func (o *generateOptions) run(c *console.Console, cmd *cobra.Command) error {
	configuration, err := o.load(c, nil)
	if err != nil {
		return err
	}
	images, err := o.seen(c, cmd, configuration)
	if err != nil {
		return err
	}
	made, problems := generate.Files(configuration, images)
	for _, p := range problems {
		if p.Severity == plan.Error {
			c.Error(p.String())
		} else {
			c.Warning(p.String())
		}
	}
	if plan.Failed(problems) {
		return failed(errTold)
	}
	if o.out == "" {
		_, err := c.Out.Write([]byte(generate.Stream(made)))
		return failed(err)
	}
	return failed(o.write(c, cmd, configuration.Owner(), made))
}

// seen are the images of the manifests that are named.
func (o *generateOptions) seen(c *console.Console, cmd *cobra.Command, configuration *config.PullThroughCache) ([]image.Reference, error) {
	if len(o.images) == 0 {
		return nil, nil
	}
	b, err := batch.ReadFiles(cmd.Context(), o.images, func(int, int) {})
	if err != nil {
		return nil, failed(err)
	}
	r, err := rewrite.New(configuration)
	if err != nil {
		return nil, failed(err)
	}
	result, err := b.Rewrite(r)
	if err != nil {
		return nil, failed(err)
	}
	tellSkipped(c, b.Skipped)
	return result.Report.Images, nil
}

// write writes the files that differ, all or none, and names them.
func (o *generateOptions) write(c *console.Console, cmd *cobra.Command, owner string, made []generate.File) error {
	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return err
	}
	var differ []files.Replacement
	for _, f := range made {
		version, err := files.ReadOrNew(filepath.Join(o.out, f.Name))
		if err != nil {
			return err
		}
		if version.Exists() && !generate.Wrote(owner, string(version.Text)) {
			return fmt.Errorf("%s: it is there already and was not written for the configuration %s; move it, or choose another directory; no file was written", version.Path, owner)
		}
		if string(version.Text) != f.Text {
			differ = append(differ, files.Replacement{Version: version, New: []byte(f.Text)})
		}
	}
	if err := replacer(c).Replace(cmd.Context(), differ); err != nil {
		return err
	}
	c.Finish()
	for _, d := range differ {
		if _, err := fmt.Fprintln(c.Out, console.Clean(d.Path)); err != nil {
			return err
		}
	}
	if err := o.tellStale(c, owner, made); err != nil {
		return err
	}
	c.Note(fmt.Sprintf("%d of %d files written", len(differ), len(made)))
	return nil
}

// tellStale names the files of an earlier run that the configuration has no use
// for: who applies the directory would apply them as well.
func (o *generateOptions) tellStale(c *console.Console, owner string, made []generate.File) error {
	entries, err := os.ReadDir(o.out)
	if err != nil {
		return err
	}
	for _, e := range entries {
		isMade := slices.ContainsFunc(made, func(f generate.File) bool { return f.Name == e.Name() })
		if isMade || !e.Type().IsRegular() {
			continue
		}
		path := filepath.Join(o.out, e.Name())
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if generate.Wrote(owner, string(text)) {
			c.Warning(path + ": written by an earlier run; the configuration does not ask for it now; remove it")
		}
	}
	return nil
}
