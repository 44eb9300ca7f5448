package cli

import (
	"errors"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/generate"
	"github.com/spf13/cobra"
)

// generateOptions are the flags of generate.
type generateOptions struct {
	configFlags
	images   []string
	out      string
	renovate bool
}

func newGenerate(c *console.Console) *cobra.Command {
	var o generateOptions
	cmd := &cobra.Command{
		Use:   "generate",
		Short: "Write the cache itself, Flux's objects, kustomize's transformers",
		Long: `Write the cache itself, as spec.infrastructure of the configuration asks: the
rules, their credentials, templates and policies, for ACK or Crossplane as
YAML, or as a Terraform module. As spec.kustomize asks, write a directory of
kustomize transformers that move the images to the cache where no function
runs, such as in Flux. As spec.flux asks, write Flux's image automation: an
ImageRepository and an ImagePolicy for every repository among the images.

With --renovate the part of Renovate's configuration is written instead by
which it looks for new tags of cache references at the upstreams.

Nothing is written when AWS or Flux would refuse it. No token is ever written.
With --out, files that differ are written, all or none, and named; those that
an earlier run wrote and that are not wanted any more are named as well, and
stay.`,
		Example: `  ecrcache generate | kubectl apply --server-side -f -
  ecrcache generate --out modules/ecr-cache
  ecrcache generate --images deploy/ --out deploy/
  ecrcache generate --renovate > renovate.json`,
		Args:              noArguments("--images names manifests, --out the directory to write to"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, _ []string) error { return o.run(c, cmd) },
	}
	o.add(cmd)
	cmd.Flags().StringSliceVar(&o.images, "images", nil, "files or directories whose images get their repositories (repositories: PreCreate), entries of kustomize's transformers and policies of Flux; may be repeated")
	cmd.Flags().StringVar(&o.out, "out", "", "the directory to write to; standard output by default")
	cmd.Flags().BoolVar(&o.renovate, "renovate", false, "write registryAliases for Renovate, and nothing else")
	return cmd
}

func (o *generateOptions) run(c *console.Console, cmd *cobra.Command) error {
	if !o.renovate {
		o.more = func(c *v1alpha1.PullThroughCache) []plan.Problem {
			_, problems := generate.Files(c, nil, nil)
			return problems
		}
	}
	configuration, err := o.load(c, nil)
	if err != nil {
		return err
	}
	if o.renovate {
		if len(o.images) > 0 {
			return errors.New("--renovate and --images: the aliases are those of the registries, whatever images there are; leave --images out")
		}
		file, err := generate.Renovate(configuration)
		if err != nil {
			return failed(err)
		}
		return o.put(c, cmd, configuration, []generate.File{file})
	}
	seen, places, err := o.seen(c, cmd, configuration)
	if err != nil {
		return err
	}
	made, problems := generate.Files(configuration, seen.Images, places, seen.Artifacts...)
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
	return o.put(c, cmd, configuration, made)
}

// put writes the files where they are wanted.
func (o *generateOptions) put(c *console.Console, cmd *cobra.Command, configuration *v1alpha1.PullThroughCache, made []generate.File) error {
	if o.out == "" && !generate.IsStream(made) {
		return errors.New("the configuration asks for files that make no stream together, such as kustomize's transformers, which are a directory; give --out")
	}
	if o.out == "" {
		_, err := c.Out.Write([]byte(generate.Stream(made)))
		return failed(err)
	}
	to := &output{dir: o.out, owner: configuration.Owner(), made: made, renovate: o.renovate}
	return failed(to.write(cmd.Context(), c))
}
