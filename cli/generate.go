package cli

import (
	"errors"
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
		Short: "Write the cache itself, and a kustomize Component",
		Long: `Write the cache itself, as spec.infrastructure of the configuration asks: the rules,
their credentials, templates and policies, for ACK or Crossplane as YAML, or as a
Terraform module. As spec.kustomize asks, write a kustomize Component that moves the
images to the cache where no function runs, such as in Flux.

Nothing is written when AWS would refuse it. No token is ever written.`,
		Example: `  ecrcache generate | kubectl apply --server-side -f -
  ecrcache generate --out modules/ecr-cache
  ecrcache generate --images deploy/ --out deploy/`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(c, cmd) },
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
	if k := configuration.Spec.Kustomize; k.WantsComponent() && k.FieldSpecs && o.out == "" {
		return errors.New("spec.kustomize.fieldSpecs makes the Component a directory of two files; give --out")
	}
	images, places, err := o.seen(c, cmd, configuration)
	if err != nil {
		return err
	}
	files, problems := generate.Files(configuration, images, places)
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

// seen are the images of the manifests that are named, and, for a Component, where
// those stand that it is to change.
func (o *generateOptions) seen(c *console.Console, cmd *cobra.Command, configuration *config.PullThroughCache) ([]image.Reference, []plan.Place, error) {
	if len(o.images) == 0 {
		return nil, nil, nil
	}
	b, err := batch.ReadFiles(cmd.Context(), o.images, func(int, int) {})
	if err != nil {
		return nil, nil, failed(err)
	}
	r, err := rewrite.New(configuration)
	if err != nil {
		return nil, nil, failed(err)
	}
	result, err := b.Rewrite(r)
	if err != nil {
		return nil, nil, failed(err)
	}
	tellSkipped(c, b.Skipped)
	if !configuration.Spec.Kustomize.WantsComponent() {
		return result.Report.Images, nil, nil
	}
	all, err := b.Images(r)
	return result.Report.Images, placesOf(all), failed(err)
}

// placesOf are the places of the images that the function would move.
func placesOf(all []rewrite.Image) []plan.Place {
	var places []plan.Place
	for i := range all {
		if img := &all[i]; img.Status == rewrite.StatusCovered {
			at := img.Resource
			places = append(places, plan.Place{
				APIVersion: at.APIVersion, Kind: at.Kind, Namespace: at.Namespace, Name: at.Name,
				Field: img.Field, Reference: img.Reference, Alone: img.Alone,
			})
		}
	}
	return places
}

func (o *generateOptions) write(c *console.Console, files []generate.File) error {
	for _, f := range files {
		path := filepath.Join(o.out, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(f.Text), 0o644); err != nil {
			return err
		}
		c.Detail(path + ": written")
	}
	return nil
}
