package renovate_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/generators/renovate"
)

// The one file, to be merged into a repository's own.
func ExampleGenerator() {
	c := &v1alpha1.PullThroughCache{Spec: v1alpha1.Spec{
		AccountID: "123456789012", Region: "ca-central-1",
		Upstreams: []v1alpha1.Upstream{{Registry: "quay.io"}},
	}}
	c.Default()
	p, _ := planner.Plan(c, plan.Seen{})
	out, _ := renovate.Generator{Upstreams: c.Spec.Upstreams}.Generate(p)
	for _, f := range out.Files {
		fmt.Println(f.Name)
	}
	// Output:
	// renovate.json
}
