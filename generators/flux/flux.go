// Package flux turns a plan into objects of Flux's image automation: what scans a
// registry, what chooses the newest tag, and what writes it into Git
// (https://fluxcd.io/flux/components/image/).
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

// apiVersion is the one that Flux serves; v1beta1 and v1beta2 are gone.
const apiVersion = "image.toolkit.fluxcd.io/v1"

// Generator generates for Flux, as spec.flux of a configuration asks.
type Generator struct{ Spec *v1alpha1.Flux }

// Generate makes an ImageRepository and an ImagePolicy of one name for every repository
// among the images, and the automation. Its problems are what Flux would refuse, and
// what will surprise.
func (g Generator) Generate(p *plan.Plan) (object.Output, []plan.Problem) {
	var objects []object.Object
	b := pair(g.Spec, p)
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

// of begins an object.
func of(f *v1alpha1.Flux, kind, name string) object.Object {
	return object.Object{APIVersion: apiVersion, Kind: kind, Metadata: object.Metadata{
		Name: name, Namespace: f.Namespace, Labels: object.Pairs(plan.SortedPairs(f.Labels)), Annotations: object.Pairs(plan.SortedPairs(f.Annotations)),
	}}
}

// ref refers to an object of the same namespace; nothing when there is none.
func ref(r *v1alpha1.FluxReference) object.Map {
	if r == nil {
		return nil
	}
	return object.Map{{Key: "name", Value: r.Name}}
}

// yes returns true, or nothing for false, which is the default everywhere.
func yes(on bool) any {
	if !on {
		return nil
	}
	return true
}
