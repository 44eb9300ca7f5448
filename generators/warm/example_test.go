package warm_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/generators/warm"
	"github.com/amerintlxperts/ecrcache/image"
)

// The objects for the images of some manifests.
func Example() {
	c := &v1alpha1.PullThroughCache{APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.Kind, Metadata: v1alpha1.Metadata{Name: "ghcr"}}
	c.Spec.AccountID, c.Spec.Region = "123456789012", "ca-central-1"
	c.Spec.Warm = &v1alpha1.Warm{Image: "ghcr.io/amerintlxperts/ecrcache:v1.0.0"}
	c.Default()
	p, _ := planner.Plan(c, plan.Seen{Images: []image.Reference{{Host: "ghcr.io", Repository: "amerintlxperts/my-app", Tag: "v1.0.0"}}})
	out, _ := warm.Generator{Spec: &c.Spec}.Generate(p)
	for _, o := range out.Objects {
		fmt.Println(o.Kind, o.Metadata.Namespace)
	}
	// Output:
	// ServiceAccount ecrcache
	// ConfigMap ecrcache
	// Job ecrcache
	// CronJob ecrcache
}
