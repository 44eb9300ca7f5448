package cli

import (
	"os"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/batch"
	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/console"
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

Nothing is written when AWS would refuse it. No token is ever written.`,
		Example: `  ecrcache generate | kubectl apply --server-side -f -
  ecrcache generate --out modules/ecr-cache
  ecrcache generate --images deploy/ --out cache/`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(c, cmd) },
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
	files, problems := generate.Files(configuration, images)
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
		_, err := c.Out.Write([]byte(generate.Stream(files)))
		return failed(err)
	}
	return failed(o.write(c, files))
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

func (o *generateOptions) write(c *console.Console, files []generate.File) error {
	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(o.out, f.Name)
		if err := os.WriteFile(path, []byte(f.Text), 0o644); err != nil {
			return err
		}
		c.Detail(path + ": written")
	}
	return nil
}
