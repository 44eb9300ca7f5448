// Package terraform turns a plan into a Terraform module for the provider hashicorp/aws. It makes
// files, so only the command line offers it, and not the KRM function.
//
// Package generators uses it. A program that has a plan may call its Generator alone: the
// objects have no owner then, and the files no header.
package terraform

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// Generator generates for Terraform. Options are spec.infrastructure.terraform of a
// configuration, nil for the defaults.
type Generator struct{ Options *v1alpha1.Terraform }

// Generate makes the module of a plan, and reports what it leaves out.
func (g Generator) Generate(p *plan.Plan) (object.Output, []plan.Problem) {
	m := &module{Plan: p, options: v1alpha1.Terraform{Destroy: v1alpha1.DestroyPrevent}}
	if g.Options != nil {
		m.options = *g.Options
	}
	files := []object.File{
		{Name: "versions.tf", Title: "What the module runs with.", Text: m.versions()},
		{Name: "variables.tf", Title: "What the module is given.", Text: m.variables()},
		{Name: "main.tf", Title: "The pull-through cache rules, and the repositories below them.", Text: m.main()},
		{Name: "secrets.tf", Title: "The credentials of the upstreams. ECR reads exactly the keys username and accessToken.", Text: m.secrets()},
		{Name: "registry.tf", Title: "The registry's own settings, and who may pull through the cache.", Text: m.registry()},
		{Name: "outputs.tf", Title: "What others need to know of the cache.", Text: m.outputs()},
		{Name: "README.md", Title: "The pull-through cache in Amazon ECR", Text: m.readme()},
	}
	if m.Network != nil {
		files = append(files, object.File{Name: "network.tf", Title: "The endpoints by which the VPC reaches the cache.", Text: m.network()})
	}
	if m.Monitoring != nil {
		files = append(files, object.File{Name: "monitoring.tf", Title: "Who is told when pulls from upstreams fail.", Text: m.monitoring()})
	}
	if m.options.Adopt {
		files = append(files, object.File{Name: "adopt/imports.tf", Title: "What is there already; for the configuration that calls the module.", Text: m.adopt()})
	}
	return object.Output{Files: files}, append(p.Singletons(), m.unused()...)
}

// A module writes the files of one plan.
type module struct {
	*plan.Plan
	options v1alpha1.Terraform
}

// unused warns of settings that a module does not use.
func (m *module) unused() []plan.Problem {
	var ps []plan.Problem
	for _, given := range []struct {
		there bool
		field string
	}{
		{m.Meta.Namespace != "", "namespace"},
		{len(m.Meta.Labels) > 0, "labels"},
		{len(m.Meta.Annotations) > 0, "annotations"},
		{m.OutputsName != "", "outputs"},
		{m.PushSecret != nil, "pushSecret"},
	} {
		if given.there {
			ps = append(ps, plan.Problem{
				Code: plan.Unavailable, Severity: plan.Warning, Field: plan.Field{Path: "spec.infrastructure." + given.field},
				Message: "not used by a Terraform module, which makes no Kubernetes objects; its outputs are in outputs.tf; remove it",
			})
		}
	}
	return ps
}
