// Package generators turns a plan into the objects of the tool that makes them in
// AWS. A tool is one row of the table and one package, which knows nothing but
// the plan and the object type.
package generators

import (
	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/plan"
)

// A Generator makes the objects of a plan for one tool, and tells what the tool
// cannot express.
type Generator interface {
	Generate(*plan.Plan) ([]object.Object, []plan.Problem)
}

// Generate makes the objects of a plan for the tool, each with its owner.
func Generate(provider string, p *plan.Plan) ([]object.Object, []plan.Problem) {
	objects, problems := generatorOf(provider).Generate(p)
	for i := range objects {
		annotations := &objects[i].Metadata.Annotations
		*annotations = annotations.Set(config.OwnerAnnotation, p.Owner)
	}
	return objects, problems
}
