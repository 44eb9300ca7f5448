package v1alpha1_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// A controller that has the document as a Go value rewrites references by it.
func ExamplePullThroughCache() {
	c := v1alpha1.PullThroughCache{
		APIVersion: v1alpha1.APIVersion,
		Kind:       v1alpha1.Kind,
		Spec: v1alpha1.Spec{
			AccountID: "123456789012",
			Region:    "ca-central-1",
			Upstreams: []v1alpha1.Upstream{{Registry: "ghcr.io", Exclude: []string{"amerintlxperts/private-*"}}},
		},
	}
	c.Default()
	cache := c.Cache()
	for _, text := range []string{"ghcr.io/amerintlxperts/my-app:v1.2.3", "ghcr.io/amerintlxperts/private-app:v1"} {
		ref, err := image.Parse(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		class := cache.Classify(ref)
		if class.Status != image.FromUpstream || !c.Covers(*class.Upstream, ref.Repository) {
			fmt.Println(text, "stays")
			continue
		}
		cached, err := cache.Rewrite(ref)
		fmt.Println(cached, err)
	}
	// Output:
	// 123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/amerintlxperts/my-app:v1.2.3 <nil>
	// ghcr.io/amerintlxperts/private-app:v1 stays
}
