package plan

import (
	"slices"
	"strconv"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// infrastructure is where its settings stand in the configuration.
const infrastructure = "spec.infrastructure"

// New plans what a validated configuration asks for, with the images that were
// seen, as references to their upstreams, and the charts and manifests that are
// pulled as artifacts. The plan counts only when no problem is
// an error. It is nil when the configuration asks for nothing to be generated.
func New(c *v1alpha1.PullThroughCache, images []image.Reference, artifacts ...image.Reference) (*Plan, []Problem) {
	if !c.Generates() {
		return nil, nil
	}
	b := &builder{c: c, plan: &Plan{Owner: c.Owner()}, problems: &problems{}}
	b.registry()
	if b.in = c.Spec.Infrastructure; b.in != nil {
		b.cloud(append(slices.Clone(images), artifacts...))
	}
	if c.Spec.Kustomize.WantsTransformers() {
		b.transformers(images)
	}
	if c.Spec.Flux != nil {
		b.flux(images)
	}
	return b.plan, *b.problems
}

// cloud plans the cache itself.
func (b *builder) cloud(images []image.Reference) {
	b.frame()
	b.rules()
	b.repositories(images)
	b.registryPolicy()
	b.scanning()
	b.nodePolicy()
	b.outputs()
}

// A builder fills one plan.
type builder struct {
	*problems
	c    *v1alpha1.PullThroughCache
	in   *v1alpha1.Infrastructure // nil when none is asked for
	plan *Plan
	// excludable are the repositories that Flux scans or would scan, were they not
	// excluded.
	excludable []*repository
}

// registry takes over the registry that holds the cache.
func (b *builder) registry() {
	registry := b.c.Cache().Registry()
	b.plan.Registry = Registry{AccountID: b.c.Spec.AccountID, Region: b.c.Spec.Region, Partition: registry.Partition(), Host: registry.Host()}
}

// frame takes over what stands in the section as it is.
func (b *builder) frame() {
	b.plan.Meta = Meta{
		Namespace: b.in.Namespace,
		Labels:    sorted(b.in.Labels), Annotations: sorted(b.in.Annotations), Tags: sorted(b.in.Tags),
	}
	b.checkTags(b.in.Tags, infrastructure+".tags")
	b.checkRecoveryWindow()
	b.plan.ACK = v1alpha1.ACK{DeletionPolicy: "retain"}
	if b.in.ACK != nil {
		b.plan.ACK = *b.in.ACK
	}
	if b.in.Crossplane != nil {
		b.plan.Crossplane = *b.in.Crossplane
	}
	b.plan.Terraform = v1alpha1.Terraform{Destroy: v1alpha1.DestroyPrevent}
	if b.in.Terraform != nil {
		b.plan.Terraform = *b.in.Terraform
	}
}

// name is the name of an object of the plan.
func (b *builder) name(parts ...string) string {
	return objectName(append([]string{b.c.Spec.Project, b.c.Spec.Environment}, parts...)...)
}

// upstreamPath is the path of an upstream's field in the configuration.
func upstreamPath(i int, field string) string {
	return "spec.upstreams[" + strconv.Itoa(i) + "]." + field
}

func element(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
