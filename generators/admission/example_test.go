package admission_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/admission"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
)

// The policy that moves images, and the one that warns of what goes past the cache.
func ExampleGenerator() {
	c := &v1alpha1.PullThroughCache{Spec: v1alpha1.Spec{
		AccountID: "123456789012", Region: "ca-central-1",
		Upstreams: []v1alpha1.Upstream{{Registry: "quay.io"}},
		Admission: &v1alpha1.Admission{Validate: []string{v1alpha1.ValidateWarn}},
	}}
	c.Default()
	p, _ := planner.Plan(c, plan.Seen{})
	out, _ := admission.Generator{Spec: &c.Spec}.Generate(p)
	for i := range out.Objects {
		fmt.Println(out.Objects[i].Kind, out.Objects[i].Metadata.Name)
	}
	// Output:
	// MutatingAdmissionPolicy ecrcache
	// MutatingAdmissionPolicyBinding ecrcache
	// ValidatingAdmissionPolicy ecrcache
	// ValidatingAdmissionPolicyBinding ecrcache
}
