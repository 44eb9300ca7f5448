// Package terraform turns a plan into a Terraform module for the provider
// hashicorp/aws. It writes files, so the KRM function does not use it: the command
// line does.
package terraform

import (
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// A File is one file of the module.
type File struct{ Name, Text string }

// Generate writes the module of a plan, and tells what it leaves out.
func Generate(p *plan.Plan) ([]File, []plan.Problem) {
	m := &module{Plan: p}
	return []File{
		{"versions.tf", m.versions()},
		{"variables.tf", m.variables()},
		{"main.tf", m.main()},
		{"secrets.tf", m.secrets()},
		{"registry.tf", m.registry()},
		{"outputs.tf", m.outputs()},
		{"README.md", m.readme()},
	}, append(p.Singletons(), m.unused()...)
}

// A module writes the files of one plan.
type module struct{ *plan.Plan }

// unused tells what a module has no use for.
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
	} {
		if given.there {
			ps = append(ps, plan.Problem{
				Code: plan.Unavailable, Severity: plan.Warning, Path: "spec.infrastructure." + given.field,
				Message: "not used by a Terraform module, which makes no Kubernetes objects; its outputs stand in outputs.tf; remove it",
			})
		}
	}
	return ps
}

// header begins every file.
func (m *module) header(what string) string {
	return "# " + what + "\n# Written by ecrcache generate from the configuration " + m.Owner + ". Change that, not this file.\n"
}
