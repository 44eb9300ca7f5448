package kustomize_test

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/kustomize"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/image"
)

// The directory that a kustomization lists under transformers.
func ExampleGenerator() {
	c := &v1alpha1.PullThroughCache{Spec: v1alpha1.Spec{
		AccountID: "123456789012", Region: "ca-central-1",
		Upstreams: []v1alpha1.Upstream{{Registry: "quay.io"}},
		Kustomize: &v1alpha1.Kustomize{},
	}}
	c.Default()
	p, _ := planner.Plan(c, plan.Seen{Images: []image.Reference{{Host: "quay.io", Repository: "org/app", Tag: "v1.4.2"}}})
	out, _ := kustomize.Generator{Spec: c.Spec.Kustomize, Rewrite: &c.Spec.Rewrite}.Generate(p)
	for _, f := range out.Files {
		fmt.Println(f.Name)
	}
	// Output:
	// transformers/kustomization.yaml
	// transformers/images.yaml
}
