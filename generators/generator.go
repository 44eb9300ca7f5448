// Package generators turns a plan into what a target needs to make or use the cache: objects of a
// Kubernetes controller, a module of a tool, a part of another tool's configuration. It is for
// the KRM function and the command line, and for programs that generate the same from a
// PullThroughCache of their own: Files returns all files, Generate the objects and files of a
// plan.
//
// A target is one row of the table and one folder. A folder uses packages plan and object, and no
// other target.
package generators

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// A Generator makes what one target needs of a plan, and says what the target cannot
// express. What it makes counts only when no problem is an error.
type Generator interface {
	Generate(*plan.Plan) (object.Output, []plan.Problem)
}

// A Target is one tool, controller or service that something is generated for.
type Target struct {
	// Name is that of its folder, and of its page in docs/targets.
	Name string
	// Part is the word of ecrcache generate for the target, where several share one; empty
	// where its name is the word.
	Part string
	// Asked reports whether a configuration asks for it. It is nil for a target that is
	// asked for by its flag.
	Asked func(*v1alpha1.Spec) bool
	// Least is what has to be written in its section of the configuration; empty for {}.
	Least string
	// Flag is what the flag --NAME of ecrcache generate writes; empty when there is no
	// such flag.
	Flag string
	// Generator is for a configuration that asks for the target, with its options.
	Generator func(*v1alpha1.Spec) Generator
	// Instead is what the KRM function says instead of generating for the target; nil
	// for a target that it can have.
	Instead *plan.Problem
	// Immutable returns the fields of a kind of its objects that AWS does not change once
	// they are made, such as spec/name; nil where there are none.
	Immutable func(group, kind string) []string
	// IsInFiles reports whether a kind is one of the objects in its files; nil where they
	// have none.
	IsInFiles func(group, kind string) bool
	// secondApply says that a rule of the target cannot refer to its secret by name. After a
	// first apply the user writes the ARN of the secret beside the fields that describe it,
	// which is an error for other targets.
	secondApply bool
}

// Targets returns all targets, in the order in which they are generated for.
func Targets() []Target { return append([]Target(nil), table[:]...) }

// Generate makes everything that a configuration asks for, for the command line: the
// objects with their owner, the files with the line that says who wrote them.
func Generate(spec *v1alpha1.Spec, p *plan.Plan) (object.Output, []plan.Problem) {
	return generate(spec, p, false)
}

// Objects makes the objects that a configuration asks for, for the KRM function. A target
// that makes files gives a problem there.
func Objects(spec *v1alpha1.Spec, p *plan.Plan) ([]object.Object, []plan.Problem) {
	out, problems := generate(spec, p, true)
	return out.Objects, problems
}

func generate(spec *v1alpha1.Spec, p *plan.Plan, function bool) (object.Output, []plan.Problem) {
	var all object.Output
	var problems []plan.Problem
	for i := range table {
		t := &table[i]
		switch {
		case t.Asked == nil || !t.Asked(spec):
		case function && t.Instead != nil:
			problems = append(problems, *t.Instead)
		default:
			out, ps := t.generate(spec, p)
			all.Objects, all.Files = append(all.Objects, out.Objects...), append(all.Files, out.Files...)
			problems = append(problems, ps...)
		}
	}
	return all, problems
}

// generate makes what one target needs, with its owner.
func (t *Target) generate(spec *v1alpha1.Spec, p *plan.Plan) (object.Output, []plan.Problem) {
	out, problems := t.Generator(spec).Generate(p)
	if !t.secondApply {
		problems = append(p.CredentialsTwice(), problems...)
	}
	for i := range out.Objects {
		annotations := &out.Objects[i].Metadata.Annotations
		*annotations = annotations.Set(v1alpha1.OwnerAnnotation, p.Owner)
	}
	for i := range out.Files {
		out.Files[i].Text = withHeader(&out.Files[i], p.Owner)
	}
	return out, problems
}
