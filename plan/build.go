package plan

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/image"
)

// infrastructure is where its settings stand in the configuration.
const infrastructure = "spec.infrastructure"

// New plans what a validated configuration asks for, with the images that were
// seen, as references to their upstreams. The plan counts only when no problem is
// an error. It is nil when the configuration asks for no infrastructure.
func New(c *config.PullThroughCache, images []image.Reference) (*Plan, []Problem) {
	if c.Spec.Infrastructure == nil {
		return nil, nil
	}
	b := &builder{c: c, in: c.Spec.Infrastructure, plan: &Plan{}, problems: &problems{}}
	b.frame()
	b.rules()
	b.repositories(images)
	b.registryPolicy()
	b.scanning()
	b.nodePolicy()
	b.outputs()
	return b.plan, *b.problems
}

// A builder fills one plan.
type builder struct {
	*problems
	c    *config.PullThroughCache
	in   *config.Infrastructure
	plan *Plan
}

// frame takes over what stands in the configuration as it is.
func (b *builder) frame() {
	s := &b.c.Spec
	registry := b.c.Cache().Registry()
	b.plan.Owner = b.c.Owner()
	b.plan.Registry = Registry{AccountID: s.AccountID, Region: s.Region, Partition: registry.Partition(), Host: registry.Host()}
	b.plan.Meta = Meta{
		Namespace: b.in.Namespace,
		Labels:    sorted(b.in.Labels), Annotations: sorted(b.in.Annotations), Tags: sorted(b.in.Tags),
	}
	b.plan.ACK = config.ACK{DeletionPolicy: "retain"}
	if b.in.ACK != nil {
		b.plan.ACK = *b.in.ACK
	}
	if b.in.Crossplane != nil {
		b.plan.Crossplane = *b.in.Crossplane
	}
	b.plan.Terraform = config.Terraform{Destroy: config.DestroyPrevent}
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
