package generators

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/ack"
	"github.com/amerintlxperts/ecrcache/generators/crossplane"
	"github.com/amerintlxperts/ecrcache/generators/flux"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// table is every tool that objects are generated for.
var table = [...]struct {
	asked     func(*v1alpha1.Spec) bool
	generator Generator
}{
	{infrastructure(v1alpha1.ProviderACK), ack.Generator{}},
	{infrastructure(v1alpha1.ProviderCrossplane), crossplane.Generator{}},
	{infrastructure(v1alpha1.ProviderCrossplaneCluster), crossplane.Generator{Cluster: true}},
	{infrastructure(v1alpha1.ProviderTerraform), files{}},
	{func(s *v1alpha1.Spec) bool { return s.Kustomize.WantsTransformers() }, directory{}},
	{func(s *v1alpha1.Spec) bool { return s.Flux != nil }, flux.Generator{}},
}

// infrastructure asks whether the cache itself is wanted, for a provider.
func infrastructure(provider string) func(*v1alpha1.Spec) bool {
	return func(s *v1alpha1.Spec) bool { return s.Infrastructure != nil && s.Infrastructure.Provider == provider }
}

// files stands for a tool that reads files, not Kubernetes objects.
type files struct{}

// Generate refuses, with the way that works.
func (files) Generate(*plan.Plan) ([]object.Object, []plan.Problem) {
	return nil, []plan.Problem{{
		Code: plan.NotInFunction, Severity: plan.Error, Path: "spec.infrastructure.provider", Found: v1alpha1.ProviderTerraform,
		Message: "a Terraform module is files, and a KRM function makes Kubernetes objects; run ecrcache generate --config FILE --out DIR, and choose another provider, or none, for the function",
	}}
}

// directory stands for kustomize's transformers, which are no objects of a cluster.
type directory struct{}

// Generate tells where the transformers are made. It is no error: a function's run
// moves the images itself, so nothing is missing without them.
func (directory) Generate(*plan.Plan) ([]object.Object, []plan.Problem) {
	return nil, []plan.Problem{{
		Code: plan.TransformersElsewhere, Severity: plan.Warning, Path: "spec.kustomize.transformers",
		Message: "no transformers are made here, where this function moves the images itself; ecrcache generate --out DIR writes them for where no function runs, and transformers: false says that none are wanted",
	}}
}
