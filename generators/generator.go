// Package generators turns a plan into the objects of the tool that makes them in
// AWS. A tool is one row of the table and one package, which knows nothing but
// the plan and the object type.
package generators

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// A Generator makes the objects of a plan for one tool, and tells what the tool
// cannot express.
type Generator interface {
	Generate(*plan.Plan) ([]object.Object, []plan.Problem)
}

// Generate makes the objects of a plan for every tool that the configuration asks
// for, each with its owner.
func Generate(spec *v1alpha1.Spec, p *plan.Plan) ([]object.Object, []plan.Problem) {
	var objects []object.Object
	var problems []plan.Problem
	for _, tool := range table {
		if tool.asked(spec) {
			o, ps := tool.generator.Generate(p)
			objects, problems = append(objects, o...), append(problems, ps...)
		}
	}
	for i := range objects {
		annotations := &objects[i].Metadata.Annotations
		*annotations = annotations.Set(v1alpha1.OwnerAnnotation, p.Owner)
	}
	return objects, problems
}
