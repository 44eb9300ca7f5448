package cli

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/spf13/cobra"
)

// seen is what stands in the manifests that are named, and, for kustomize's transformers, where
// the images stand that it is to change.
func (o *generateOptions) seen(c *console.Console, cmd *cobra.Command, configuration *v1alpha1.PullThroughCache) (*rewrite.Report, []plan.Place, error) {
	if len(o.images) == 0 {
		return &rewrite.Report{}, nil, nil
	}
	b, err := readFiles(c, cmd, o.images, nil)
	if err != nil {
		return nil, nil, err
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
	if !configuration.Spec.Kustomize.WantsTransformers() {
		return result.Report, nil, nil
	}
	late := &rewrite.Report{}
	for _, f := range result.Late {
		late.Add(f)
	}
	tell(c, late)
	if late.Failed() {
		return nil, nil, failed(errTold)
	}
	all, err := b.Images(r)
	return result.Report, placesOf(all), failed(err)
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
