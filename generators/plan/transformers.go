package plan

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// kustomizeSection is where its settings stand in the configuration.
const kustomizeSection = "spec.kustomize"

// Transformers are what kustomize needs to move images to the cache without a
// function: one ImageTagTransformer for every name that an image's repository is
// written by.
type Transformers struct {
	Images     []image.Renaming
	FieldSpecs []FieldSpec
	// Ignored is what the configuration asks of the rewriting, and the transformers
	// do not do.
	Ignored []Problem
}

// transformers plans the entries for the images that were seen and those that are
// listed, each by its name as written.
func (b *builder) transformers(images []image.Reference) {
	for _, name := range b.c.Spec.Kustomize.Images {
		if ref, err := image.Parse(name); err == nil {
			images = append(slices.Clip(images), ref)
		}
	}
	b.plan.Transformers = &Transformers{
		Images:  b.c.Cache().Renamings(images),
		Ignored: append(ignored(&b.c.Spec.Rewrite), firstPulls(images)...),
	}
}

// ignored tells what the configuration asks of the rewriting, and the
// transformers do not do.
func ignored(w *v1alpha1.Rewrite) []Problem {
	const everything = "kustomize's transformers change every object of a build; with them this selection does not hold"
	var ps problems
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
			ps.warn(KustomizeOption, "spec.rewrite."+option.field, option.found, option.message)
		}
	}
	return ps
}

// Reach plans how far the transformers reach: the field specs that the configuration
// asks for, and what it does not cover of the places in the manifests, which it
// tells.
func (p *Transformers) Reach(k *v1alpha1.Kustomize, places []Place) []Problem {
	p.FieldSpecs = fieldSpecs(places, k.FieldSpecs)
	return uncovered(places, p.FieldSpecs, k.FieldSpecs)
}

// firstPulls warns of the images that are named by a digest, which the
// transformers move with all others.
func firstPulls(images []image.Reference) []Problem {
	var digests []string
	for _, ref := range images {
		if ref.Digest != "" {
			digests = append(digests, ref.String())
		}
	}
	if len(digests) == 0 {
		return nil
	}
	var ps problems
	ps.warn(KustomizeDigest, kustomizeSection+".transformers", "", "the first pull of a digest that is not in the cache yet may be refused as not found; warm the cache by pulling each image once by its tag: "+listed(digests))
	return ps
}
