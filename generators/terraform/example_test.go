package terraform_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/generators/terraform"
)

// The files of a module.
func ExampleGenerator() {
	c := &v1alpha1.PullThroughCache{Spec: v1alpha1.Spec{
		AccountID: "123456789012", Region: "ca-central-1",
		Upstreams:      []v1alpha1.Upstream{{Registry: "quay.io"}},
		Infrastructure: &v1alpha1.Infrastructure{Provider: v1alpha1.ProviderTerraform},
	}}
	c.Default()
	p, _ := planner.Plan(c, plan.Seen{})
	out, _ := terraform.Generator{}.Generate(p)
	for _, f := range out.Files {
		fmt.Println(f.Name)
	}
	// Output:
	// versions.tf
	// variables.tf
	// main.tf
	// secrets.tf
	// registry.tf
	// outputs.tf
	// README.md
}
