package plan

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// kustomizeSection is where its settings stand in the configuration.
const kustomizeSection = "spec.kustomize"

// A Component is what kustomize's images take to move images to the cache without
// a function: one entry for every name that an image's repository is written by.
type Component struct {
	Images     []image.Renaming
	FieldSpecs []FieldSpec
	// Ignored is what the configuration asks of the rewriting, and a Component does
	// not do.
	Ignored []Problem
}

// component plans the entries for the images that were seen and those that are
// listed, each by its name as written.
func (b *builder) component(images []image.Reference) {
	for _, name := range b.c.Spec.Kustomize.Images {
		if ref, err := image.Parse(name); err == nil {
			images = append(slices.Clip(images), ref)
		}
	}
	b.plan.Component = &Component{
		Images:  b.c.Cache().Renamings(images),
		Ignored: append(ignored(&b.c.Spec.Rewrite), firstPulls(images)...),
	}
}

// ignored tells what the configuration asks of the rewriting, and a Component does
// not do.
func ignored(w *v1alpha1.Rewrite) []Problem {
	const everything = "kustomize's images change every object of a build; with the Component this selection does not hold"
	var ps problems
	for _, option := range []struct {
		given                 bool
		field, found, message string
	}{
		{w.Digests != v1alpha1.DigestsKeep, "digests", w.Digests, "kustomize keeps digests and moves every reference; with the Component this does not hold"},
		{len(w.Include) > 0, "include", "", everything},
		{len(w.Exclude) > 0, "exclude", "", everything},
		{w.PullSecrets == v1alpha1.PullSecretsRemove, "pullSecrets", w.PullSecrets, "the Component leaves imagePullSecrets; take them out with a patch"},
	} {
		if option.given {
			ps.warn(ComponentOption, "spec.rewrite."+option.field, option.found, option.message)
		}
	}
	return ps
}

// Reach plans how far the Component reaches: the field specs that the configuration
// asks for, and what it does not cover of the places in the manifests, which it
// tells.
func (p *Component) Reach(k *v1alpha1.Kustomize, places []Place) []Problem {
	if k.FieldSpecs {
		p.FieldSpecs = fieldSpecs(places)
	}
	return uncovered(places, p.FieldSpecs, k.FieldSpecs)
}

// firstPulls warns of the images that are named by a digest, which the Component
// moves with all others.
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
	ps.warn(ComponentDigest, kustomizeSection+".component", "", "the first pull of a digest that is not in the cache yet may be refused as not found; warm the cache by pulling each image once by its tag: "+listed(digests))
	return ps
}
