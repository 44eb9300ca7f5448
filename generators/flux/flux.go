// Package flux turns a plan into objects of Flux's image automation: ImageRepositories, which scan a
// registry, ImagePolicies, which choose a tag, and an ImageUpdateAutomation, which writes it
// into Git (https://fluxcd.io/flux/components/image/). An ImageRepository and an ImagePolicy of
// one name are a pair here.
//
// What Flux has a default for is not written: an ImageRepository without a provider
// is one with provider generic.
//
// Package generators uses it. A program that has a plan may call its Generator alone: the
// objects have no owner then, and the files no header.
package flux

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// Generator generates for Flux, as spec.flux of a configuration asks.
type Generator struct {
	Spec *v1alpha1.Flux
	// Listed are repositories whose tags a chart says, such as ghcr.io/amerintlxperts/shop: where
	// no manifest has a tag of theirs, Flux has nothing to update, and no policy is missed.
	Listed []string
}

// Generate makes an ImageRepository and an ImagePolicy of one name for every repository
// among the images, and the automation. Its problems are what Flux would refuse, and
// what will surprise.
func (g Generator) Generate(p *plan.Plan) (object.Output, []plan.Problem) {
	var objects []object.Object
	b := pair(g.Spec, p, g.Listed)
	for i := range b.scans {
		s := &b.scans[i]
		if s.Existing == nil {
			objects = append(objects, imageRepository(g.Spec, s))
		}
		objects = append(objects, imagePolicy(g.Spec, s))
	}
	if a := g.Spec.Automation; a != nil {
		if there := b.adoptedAutomation(); there != nil {
			b.Warn(Existing, section+".automation", "", fmt.Sprintf("the ImageUpdateAutomation %s updates the same files, so none is generated; remove spec.flux.automation, or that object", there))
		} else {
			objects = append(objects, automation(g.Spec, a))
		}
	}
	return object.Output{Objects: objects}, *b.Problems
}
