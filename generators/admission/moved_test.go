package admission_test

import (
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/admission"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
)

// TestOneRegistryTwice: of two upstreams with the same registry and different upstream prefixes,
// each has its own include.
func TestOneRegistryTwice(t *testing.T) {
	const registry = "222222222222.dkr.ecr.ca-central-1.amazonaws.com"
	c := &v1alpha1.PullThroughCache{Spec: v1alpha1.Spec{
		AccountID: "123456789012", Region: "ca-central-1",
		Upstreams: []v1alpha1.Upstream{
			{Registry: registry, Prefix: "aa", UpstreamRepositoryPrefix: "team-a", Include: []string{"team-a/x"}},
			{Registry: registry, Prefix: "bb", UpstreamRepositoryPrefix: "team-b", Include: []string{"team-b/y"}},
		},
		Admission: &v1alpha1.Admission{},
	}}
	c.Default()
	p, _ := planner.Plan(c, plan.Seen{})
	out, _ := admission.Generator{Spec: &c.Spec}.Generate(p)
	text, err := out.Objects[0].JSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, include := range []string{"(?:team-a/x)", "(?:team-b/y)"} {
		if n := strings.Count(text, include); n != 1 {
			t.Errorf("%s is in the policy %d times", include, n)
		}
	}
}
