package generators

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
)

// CachePlan returns the plan of a validated configuration, and everything that AWS or the target
// would refuse. For a configuration without infrastructure, whose cache others make, it plans
// with the defaults and checks only the upstreams.
func CachePlan(c *v1alpha1.PullThroughCache, seen plan.Seen) (*plan.Plan, []plan.Problem) {
	if c.Spec.Infrastructure != nil {
		p, _ := planner.Plan(c, seen)
		_, problems := Files(c, seen)
		return p, problems
	}
	assumed := *c
	assumed.Spec.Upstreams = slices.Clone(c.Spec.Upstreams)
	assumed.Spec.Infrastructure = &v1alpha1.Infrastructure{}
	assumed.Default()
	for i := range c.Spec.Upstreams {
		assumed.Spec.Upstreams[i].Credential = c.Spec.Upstreams[i].Credential // the default is a secret to be made
	}
	p, problems := planner.Plan(&assumed, seen)
	return p, slices.DeleteFunc(append(problems, p.CredentialsTwice()...), func(q plan.Problem) bool {
		// Whoever makes the cache makes the roles, too.
		isOfRole := slices.Contains([]plan.Code{plan.RoleRequired, plan.UpstreamRoleMissing, plan.UpstreamPolicyNeeded}, q.Code)
		return isOfRole || !strings.HasPrefix(q.Field.Path, "spec.upstreams")
	})
}
