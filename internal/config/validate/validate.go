// Package validate checks what a schema cannot say of a configuration: Regions, upstreams
// that contradict each other, patterns that match nothing, what Flux, kustomize, Kubernetes
// and the targets would refuse. There is one file for each section of the spec. Package config
// calls [All]. What AWS refuses of the cache itself is checked where that is planned, in package
// planner.
package validate

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
)

// All checks a configuration and adds every problem to p. The configuration has its
// defaults ([v1alpha1.PullThroughCache.Default]). Fields that have a problem in p already
// are not reported again, so a check whose message helps more comes first.
func All(c *v1alpha1.PullThroughCache, p *problems.Collector) {
	validateUpstreams(c, p)
	validateReferences(c, p)
	validateRegion(&c.Spec, p)
	validatePrefixes(c, p)
	validateRewrite(&c.Spec.Rewrite, p)
	validateCheck(&c.Spec.Check, p)
	validateInfrastructure(c.Spec.Infrastructure, p)
	validateTerraform(c, p)
	validateKustomize(c.Spec.Kustomize, c, p)
	validateFlux(c, p)
	validateAdmission(c, p)
}
