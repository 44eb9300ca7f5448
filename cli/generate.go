package cli

import (
	"errors"

	"github.com/amerintlxperts/ecrcache/console"
	"github.com/amerintlxperts/ecrcache/generate"
	"github.com/amerintlxperts/ecrcache/plan"
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
		Short: "Write the cache itself, and a kustomize Component",
		Long: `Write the cache itself, as spec.infrastructure of the configuration asks: the rules,
their credentials, templates and policies, for ACK or Crossplane as YAML, or as a
Terraform module. As spec.kustomize asks, write a kustomize Component that moves the
images to the cache where no function runs, such as in Flux.

Nothing is written when AWS would refuse it. No token is ever written. With --out,
files that differ are written, all or none, and named; those that an earlier run
wrote and that are not wanted any more are named as well, and stay.`,
		Example: `  ecrcache generate | kubectl apply --server-side -f -
  ecrcache generate --out modules/ecr-cache
  ecrcache generate --images deploy/ --out deploy/`,
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, _ []string) error { return o.run(c, cmd) },
	}
	o.add(cmd)
	cmd.Flags().StringSliceVar(&o.images, "images", nil, "files or directories whose images get their repositories (repositories: PreCreate) and entries of the Component; may be repeated")
	cmd.Flags().StringVar(&o.out, "out", "", "the directory to write to; standard output by default")
	return cmd
}

func (o *generateOptions) run(c *console.Console, cmd *cobra.Command) error {
	configuration, err := o.load(c, nil)
	if err != nil {
		return err
	}
	images, places, err := o.seen(c, cmd, configuration)
	if err != nil {
		return err
	}
	made, problems := generate.Files(configuration, images, places)
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
	if o.out == "" && !generate.IsStream(made) {
		return errors.New("the configuration asks for files that make no stream together, such as a Component and objects, or a Component of two files; give --out")
	}
	if o.out == "" {
		_, err := c.Out.Write([]byte(generate.Stream(made)))
		return failed(err)
	}
	to := &output{dir: o.out, owner: configuration.Owner(), made: made}
	return failed(to.write(cmd.Context(), c))
}
