package generators

import (
	"slices"
	"strconv"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/ack"
	"github.com/amerintlxperts/ecrcache/generators/admission"
	"github.com/amerintlxperts/ecrcache/generators/crossplane"
	"github.com/amerintlxperts/ecrcache/generators/flux"
	"github.com/amerintlxperts/ecrcache/generators/kustomize"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/renovate"
	"github.com/amerintlxperts/ecrcache/generators/terraform"
	"github.com/amerintlxperts/ecrcache/generators/warm"
)

// infrastructure is the word for the targets that make the cache itself: a configuration asks
// for one of them.
const infrastructure = "infrastructure"

// table is every target. Files come first where a configuration asks for both.
var table = [...]Target{
	{
		Name:      "kustomize",
		Asked:     func(s *v1alpha1.Spec) bool { return s.Kustomize.WantsTransformers() },
		Generator: func(s *v1alpha1.Spec) Generator { return kustomize.Generator{Spec: s.Kustomize, Rewrite: &s.Rewrite} },
		IsInFiles: kustomize.IsInFiles,
		// It is no error: the function moves the images itself.
		Instead: &plan.Problem{
			Code: kustomize.Elsewhere, Severity: plan.Warning, Field: plan.Field{Path: "spec.kustomize.transformers"},
			Message: "no transformers are made here, where this function moves the images itself; ecrcache generate --out DIR writes them for where no function runs, and transformers: false says that none are wanted",
		},
	},
	{
		Name:      "terraform",
		Part:      infrastructure,
		Asked:     provider(v1alpha1.ProviderTerraform),
		Generator: func(s *v1alpha1.Spec) Generator { return terraform.Generator{Options: s.Infrastructure.Terraform} },
		Instead:   files(v1alpha1.ProviderTerraform, "a Terraform module is files"),
	},
	{
		Name:      "ack",
		Part:      infrastructure,
		Asked:     provider(v1alpha1.ProviderACK),
		Generator: func(s *v1alpha1.Spec) Generator { return ack.Generator{Options: s.Infrastructure.ACK} },
		Immutable: ack.Immutable,
	},
	{
		Name:        "crossplane",
		Part:        infrastructure,
		Asked:       provider(v1alpha1.ProviderCrossplane, v1alpha1.ProviderCrossplaneCluster),
		Generator:   crossplaneOf,
		Immutable:   crossplane.Immutable,
		secondApply: true,
	},
	{
		Name:      "flux",
		Asked:     func(s *v1alpha1.Spec) bool { return s.Flux != nil },
		Generator: func(s *v1alpha1.Spec) Generator { return flux.Generator{Spec: s.Flux, Listed: s.Kustomize.Listed()} },
	},
	{
		Name:      "admission",
		Asked:     func(s *v1alpha1.Spec) bool { return s.Admission != nil },
		Generator: func(s *v1alpha1.Spec) Generator { return admission.Generator{Spec: s} },
	},
	{
		Name:      "warm",
		Least:     "{image: 'ghcr.io/amerintlxperts/ecrcache:v1.0.0'}",
		Asked:     func(s *v1alpha1.Spec) bool { return s.Warm != nil },
		Generator: func(s *v1alpha1.Spec) Generator { return warm.Generator{Spec: s} },
	},
	{
		Name:      "renovate",
		Flag:      "write registryAliases for Renovate, and nothing else",
		Generator: func(s *v1alpha1.Spec) Generator { return renovate.Generator{Upstreams: s.Upstreams} },
	},
}

// provider asks whether the cache itself is wanted, by one of the providers.
func provider(names ...string) func(*v1alpha1.Spec) bool {
	return func(s *v1alpha1.Spec) bool {
		return s.Infrastructure != nil && slices.Contains(names, s.Infrastructure.Provider)
	}
}

// files says of a provider whose generator makes files, what they are and where they are
// made.
func files(provider, what string) *plan.Problem {
	return &plan.Problem{
		Code: plan.NotInFunction, Severity: plan.Error, Field: plan.Field{Path: "spec.infrastructure.provider"}, Found: strconv.Quote(provider),
		Message: what + ", and a KRM function makes Kubernetes objects; run ecrcache generate --config FILE --out DIR, and choose another provider, or none, for the function",
	}
}

func crossplaneOf(s *v1alpha1.Spec) Generator {
	in := s.Infrastructure
	return crossplane.Generator{Cluster: in.Provider == v1alpha1.ProviderCrossplaneCluster, Options: in.Crossplane}
}
