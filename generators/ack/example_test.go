package ack_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/ack"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
)

// The objects of a plan, for ACK's controllers.
func ExampleGenerator() {
	c := &v1alpha1.PullThroughCache{Spec: v1alpha1.Spec{
		AccountID: "123456789012", Region: "ca-central-1",
		Upstreams:      []v1alpha1.Upstream{{Registry: "quay.io"}},
		Infrastructure: &v1alpha1.Infrastructure{Provider: v1alpha1.ProviderACK},
	}}
	c.Default()
	p, _ := planner.Plan(c, plan.Seen{})
	out, _ := ack.Generator{}.Generate(p)
	for i := range out.Objects {
		fmt.Println(out.Objects[i].APIVersion, out.Objects[i].Kind, out.Objects[i].Metadata.Name)
	}
	// Output:
	// ecr.services.k8s.aws/v1alpha1 PullThroughCacheRule quay
	// ecr.services.k8s.aws/v1alpha1 RepositoryCreationTemplate quay
}
