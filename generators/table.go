package generators

import (
	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/generators/ack"
	"github.com/amerintlxperts/ecrcache/generators/crossplane"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/plan"
)

// table is every tool that objects are generated for.
var table = [...]struct {
	provider  string
	generator Generator
}{
	{config.ProviderACK, ack.Generator{}},
	{config.ProviderCrossplane, crossplane.Generator{}},
	{config.ProviderCrossplaneCluster, crossplane.Generator{Cluster: true}},
	{config.ProviderTerraform, files{}},
}

// generatorOf finds a tool, which the configuration's schema has checked.
func generatorOf(provider string) Generator {
	for _, row := range table {
		if row.provider == provider {
			return row.generator
		}
	}
	return files{}
}

// files stands for a tool that reads files, not Kubernetes objects.
type files struct{}

// Generate refuses, with the way that works.
func (files) Generate(*plan.Plan) ([]object.Object, []plan.Problem) {
	return nil, []plan.Problem{{
		Code: plan.NotInFunction, Severity: plan.Error, Path: "spec.infrastructure.provider", Found: config.ProviderTerraform,
		Message: "a Terraform module is files, and a KRM function makes Kubernetes objects; run ecrcache generate --config FILE --out DIR, and choose another provider, or none, for the function",
	}}
}
