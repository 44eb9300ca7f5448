package crossplane_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/crossplane"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
)

// The cluster-scoped resources of a plan.
func ExampleGenerator() {
	c := &v1alpha1.PullThroughCache{Spec: v1alpha1.Spec{
		AccountID: "123456789012", Region: "ca-central-1",
		Upstreams:      []v1alpha1.Upstream{{Registry: "quay.io"}},
		Infrastructure: &v1alpha1.Infrastructure{Provider: v1alpha1.ProviderCrossplaneCluster},
	}}
	c.Default()
	p, _ := planner.Plan(c, plan.Seen{})
	out, _ := crossplane.Generator{Cluster: true}.Generate(p)
	for i := range out.Objects {
		fmt.Println(out.Objects[i].APIVersion, out.Objects[i].Kind, out.Objects[i].Metadata.Name)
	}
	// Output:
	// ecr.aws.upbound.io/v1beta1 PullThroughCacheRule quay
	// ecr.aws.upbound.io/v1beta1 RepositoryCreationTemplate quay
}
