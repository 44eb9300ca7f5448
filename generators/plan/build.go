package plan

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// infrastructure is where its settings stand in the configuration.
const infrastructure = "spec.infrastructure"

// New plans what a validated configuration asks for, with what was seen in the
// manifests. The plan counts only when no problem is an error.
func New(c *v1alpha1.PullThroughCache, seen Seen) (*Plan, []Problem) {
	b := &builder{c: c, plan: &Plan{Owner: c.Owner(), Cache: c.Cache(), Seen: seen}, Problems: &Problems{}}
	b.registry()
	if b.in = c.Spec.Infrastructure; b.in != nil {
		b.infrastructure(seen.all())
	}
	return b.plan, *b.Problems
}

// infrastructure plans the cache itself.
func (b *builder) infrastructure(images []image.Reference) {
	b.common()
	b.rules()
	b.upstreamRole()
	b.upstreamPolicies()
	b.pushSecret()
	b.repositories(images)
	b.registryPolicy()
	b.scanning()
	b.nodePolicy()
	b.outputs()
	b.parameters()
	b.network()
	b.monitoring()
}

// A builder fills one plan.
type builder struct {
	*Problems
	c    *v1alpha1.PullThroughCache
	in   *v1alpha1.Infrastructure // nil when none is asked for
	plan *Plan
}

// registry takes over the registry that holds the cache.
func (b *builder) registry() {
	registry := b.plan.Cache.Registry()
	b.plan.Registry = Registry{AccountID: b.c.Spec.AccountID, Region: b.c.Spec.Region, Partition: registry.Partition(), Host: registry.Host()}
}

// common takes over what stands in the section as it is.
func (b *builder) common() {
	b.plan.Meta = Meta{
		Namespace: b.in.Namespace,
		Labels:    SortedPairs(b.in.Labels), Annotations: SortedPairs(b.in.Annotations), Tags: SortedPairs(b.in.Tags),
	}
	b.checkTags(b.in.Tags, infrastructure+".tags")
	b.checkRecoveryWindow()
	for _, problem := range b.plan.Cache.Registry().Check() {
		if problem.IsUnconfirmed() {
			b.Warn(RegionUnconfirmed, "spec.region", problem.Found, problem.Reason)
		}
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

// Element is the path of an element of a list in the configuration.
func Element(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
