package cli

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/spf13/cobra"
)

// seen is what is in the manifests that are named, and, for kustomize's transformers,
// where the images are that those are to change.
func (o *generateOptions) seen(c *console.Console, cmd *cobra.Command, configuration *v1alpha1.PullThroughCache) (plan.Seen, error) {
	if len(o.images) == 0 {
		return plan.Seen{}, nil
	}
	b, err := readFiles(c, cmd, o.images, nil)
	if err != nil {
		return plan.Seen{}, err
	}
	r, err := rewrite.New(configuration)
	if err != nil {
		return plan.Seen{}, failed(err)
	}
	result, err := b.Rewrite(r)
	if err != nil {
		return plan.Seen{}, failed(err)
	}
	tellSkipped(c, b.Skipped)
	seen := plan.Seen{Images: result.Report.Images, Artifacts: result.Report.Artifacts}
	if !configuration.Spec.Kustomize.WantsTransformers() {
		return seen, nil
	}
	late := &outcome.Report{}
	for _, f := range result.Late {
		late.Add(f)
	}
	tell(c, late)
	if late.Failed() {
		return plan.Seen{}, failed(errTold)
	}
	all, err := b.Images(r)
	seen.Places = placesOf(all)
	return seen, failed(err)
}

// placesOf are the places of the images that the function would move.
func placesOf(all []inventory.Image) []plan.Place {
	var places []plan.Place
	for i := range all {
		if img := &all[i]; img.Status == inventory.StatusCovered {
			at := img.Resource
			places = append(places, plan.Place{
				APIVersion: at.APIVersion, Kind: at.Kind, Namespace: at.Namespace, Name: at.Name,
				Field: img.Field, Reference: img.Reference, Alone: img.Alone,
			})
		}
	}
	return places
}
