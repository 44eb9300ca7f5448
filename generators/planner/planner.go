// Package planner makes a [plan.Plan] of a configuration and of the images that the
// manifests use. It derives every name, decides what is needed, and checks all of it against
// AWS's limits and rules as far as they can be known offline: what AWS would refuse is an
// error, what works differently than one may expect is a warning.
//
// Package generators and the KRM function use it before they call a target's generator. The
// package does no I/O and knows no target.
package planner

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
)

// infrastructure is the path of the cache's section in the configuration.
const infrastructure = "spec.infrastructure"

// Plan returns what a validated configuration needs in AWS, and what is wrong with it. The
// configuration has its defaults; seen is what the manifests use. The plan is never nil, but
// must not be used when a problem is an error ([plan.Failed]).
func Plan(c *v1alpha1.PullThroughCache, seen plan.Seen) (*plan.Plan, []plan.Problem) {
	b := &builder{c: c, plan: &plan.Plan{Owner: c.Owner(), Cache: c.Cache(), Seen: seen}, Problems: &plan.Problems{}}
	b.registry()
	if b.in = c.Spec.Infrastructure; b.in != nil {
		b.infrastructure(seen.Pulled())
	}
	return b.plan, *b.Problems
}

// infrastructure plans the cache itself. Rules come after what all objects share, and before
// everything that follows from them.
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
	b.warmRole()
	b.outputs()
	b.parameters()
	b.network()
	b.monitoring()
}

// A builder fills one plan.
type builder struct {
	*plan.Problems
	c    *v1alpha1.PullThroughCache
	in   *v1alpha1.Infrastructure // nil when none is asked for
	plan *plan.Plan
}

// registry sets the registry that holds the cache.
func (b *builder) registry() {
	registry := b.plan.Cache.Registry()
	b.plan.Registry = plan.Registry{AccountID: b.c.Spec.AccountID, Region: b.c.Spec.Region, Partition: registry.Partition(), Host: registry.Host()}
}

// common sets and checks what all generated objects share.
func (b *builder) common() {
	b.plan.Meta = plan.Meta{
		Namespace: b.in.Namespace,
		Labels:    plan.SortedPairs(b.in.Labels), Annotations: plan.SortedPairs(b.in.Annotations), Tags: plan.SortedPairs(b.in.Tags),
	}
	b.checkTags(b.in.Tags, infrastructure+".tags")
	b.checkRecoveryWindow()
	for _, problem := range b.plan.Cache.Registry().Check() {
		if problem.IsUnconfirmed() {
			b.Warn(plan.RegionUnconfirmed, "spec.region", problem.Found, problem.Reason)
		}
	}
}

// name returns the name of an object of the plan: the parts after the project and environment.
func (b *builder) name(parts ...string) string {
	return plan.ObjectName(append([]string{b.c.Spec.Project, b.c.Spec.Environment}, parts...)...)
}

// upstreamPath returns the path of an upstream's field in the configuration.
func upstreamPath(i int, field string) string {
	return "spec.upstreams[" + strconv.Itoa(i) + "]." + field
}
