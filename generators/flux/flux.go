// Package flux turns a plan into objects of Flux's image automation: what scans a
// registry, what chooses the newest tag, and what writes it into Git
// (https://fluxcd.io/flux/components/image/).
//
// What Flux has a default for is not written: an ImageRepository without a provider
// is one with provider generic.
package flux

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// apiVersion is the one that Flux serves; v1beta1 and v1beta2 are gone.
const apiVersion = "image.toolkit.fluxcd.io/v1"

// Generator generates for Flux.
type Generator struct{}

// Generate makes the objects of a plan: an ImageRepository and an ImagePolicy of one
// name for every repository, and the automation. There is nothing that Flux cannot
// express.
func (Generator) Generate(p *plan.Plan) ([]object.Object, []plan.Problem) {
	if p.Flux == nil {
		return nil, nil
	}
	var objects []object.Object
	for i := range p.Flux.Scans {
		s := &p.Flux.Scans[i]
		objects = append(objects, repository(p.Flux, s), policy(p.Flux, s))
	}
	if a := p.Flux.Automation; a != nil {
		objects = append(objects, automation(p.Flux, a))
	}
	return objects, nil
}

// of begins an object.
func of(f *plan.Flux, kind, name string) object.Object {
	return object.Object{APIVersion: apiVersion, Kind: kind, Metadata: object.Metadata{
		Name: name, Namespace: f.Namespace, Labels: object.Pairs(f.Labels), Annotations: object.Pairs(f.Annotations),
	}}
}

// ref refers to an object of the same namespace; nothing when there is none.
func ref(r *v1alpha1.FluxReference) object.Map {
	if r == nil {
		return nil
	}
	return object.Map{{Key: "name", Value: r.Name}}
}

// yes is written only when it is true: the default is false everywhere.
func yes(on bool) any {
	if !on {
		return nil
	}
	return true
}
