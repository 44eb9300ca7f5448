package kustomize

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// section is the path of its settings in the configuration.
const section = "spec.kustomize"

// images returns the images of the manifests and those that the configuration lists.
func (g Generator) images(p *plan.Plan) []image.Reference {
	images := p.Seen.Images
	for _, name := range g.Spec.Images {
		if ref, err := image.Parse(name); err == nil {
			images = append(slices.Clip(images), ref)
		}
	}
	return images
}

// ignored warns of settings of the rewriting that the transformers do not follow.
func ignored(w *v1alpha1.Rewrite) []plan.Problem {
	const everything = "kustomize's transformers change every object of a build; with them this selection does not hold"
	var ps plan.Problems
	for _, option := range []struct {
		given                 bool
		field, found, message string
	}{
		{w.Digests != v1alpha1.DigestsKeep, "digests", w.Digests, "kustomize keeps digests and moves every reference; with its transformers this does not hold"},
		{len(w.Include) > 0, "include", "", everything},
		{len(w.Exclude) > 0, "exclude", "", everything},
		{w.PullSecrets == v1alpha1.PullSecretsRemove, "pullSecrets", w.PullSecrets, "the transformers leave imagePullSecrets; take them out with a patch"},
	} {
		if option.given {
			ps.Warn(Option, "spec.rewrite."+option.field, option.found, option.message)
		}
	}
	return ps
}

// firstPulls warns of images with a digest, which the transformers move like all others.
func firstPulls(images []image.Reference) []plan.Problem {
	var digests []string
	for _, ref := range images {
		if ref.Digest != "" {
			digests = append(digests, ref.String())
		}
	}
	if len(digests) == 0 {
		return nil
	}
	var ps plan.Problems
	ps.Warn(Digest, section+".transformers", "", "the first pull of a digest that is not in the cache yet may be refused as not found; warm the cache by pulling each image once by its tag: "+finding.Listed(digests, mostPlaces))
	return ps
}
