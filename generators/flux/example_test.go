package flux_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/flux"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/image"
)

// The pair of the one repository among the images.
func ExampleGenerator() {
	c := &v1alpha1.PullThroughCache{Spec: v1alpha1.Spec{
		AccountID: "123456789012", Region: "ca-central-1",
		Upstreams: []v1alpha1.Upstream{{Registry: "quay.io"}},
		Flux:      &v1alpha1.Flux{Namespace: "flux-system"},
	}}
	c.Default()
	p, _ := planner.Plan(c, plan.Seen{Images: []image.Reference{{Host: "quay.io", Repository: "org/app", Tag: "v1.4.2"}}})
	out, _ := flux.Generator{Spec: c.Spec.Flux}.Generate(p)
	for i := range out.Objects {
		fmt.Println(out.Objects[i].APIVersion, out.Objects[i].Kind, out.Objects[i].Metadata.Name)
	}
	// Output:
	// image.toolkit.fluxcd.io/v1 ImageRepository quay.org.app
	// image.toolkit.fluxcd.io/v1 ImagePolicy quay.org.app
}

// An ImageRepository that the manifests have is not generated again.
func ExampleGenerator_existing() {
	c := &v1alpha1.PullThroughCache{Spec: v1alpha1.Spec{
		AccountID: "123456789012", Region: "ca-central-1",
		Upstreams: []v1alpha1.Upstream{{Registry: "quay.io"}},
		Flux:      &v1alpha1.Flux{Namespace: "flux-system"},
	}}
	c.Default()
	p, _ := planner.Plan(c, plan.Seen{
		Images: []image.Reference{{Host: "quay.io", Repository: "org/app", Tag: "v1.4.2"}},
		Existing: plan.Existing{Scans: []plan.ExistingScan{
			{Named: plan.Named{Namespace: "flux-system", Name: "app"}, Image: "quay.io/org/app"},
		}},
	})
	out, _ := flux.Generator{Spec: c.Spec.Flux}.Generate(p)
	for i := range out.Objects {
		fmt.Println(out.Objects[i].APIVersion, out.Objects[i].Kind, out.Objects[i].Metadata.Name)
	}
	// Output:
	// image.toolkit.fluxcd.io/v1 ImagePolicy quay.org.app
}
