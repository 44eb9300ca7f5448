package planner_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
)

// A generator reads the plan: here the rules, and the policy for the role of nodes.
func ExamplePlan() {
	c := &v1alpha1.PullThroughCache{Spec: v1alpha1.Spec{
		AccountID: "123456789012", Region: "ca-central-1",
		Upstreams: []v1alpha1.Upstream{{Registry: "quay.io"}, {Registry: "registry.k8s.io"}},
		Infrastructure: &v1alpha1.Infrastructure{
			Repositories: v1alpha1.RepositoriesPreCreate, NodePolicy: &v1alpha1.NodePolicy{},
		},
	}}
	c.Default()
	p, problems := planner.Plan(c, plan.Seen{})
	for i := range p.Rules {
		fmt.Println(p.Rules[i].Prefix, "from", p.Rules[i].UpstreamURL)
	}
	fmt.Println(p.NodePolicy.Policy.Statements[1].Actions)
	for _, problem := range problems {
		fmt.Println(problem.Severity, problem.Code)
	}
	// Output:
	// quay from quay.io
	// k8s from registry.k8s.io
	// [ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:GetDownloadUrlForLayer ecr:BatchImportUpstreamImage]
	// warning no-repositories
}
