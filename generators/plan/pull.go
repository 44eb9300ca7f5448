package plan

import "slices"

// PullPolicy returns the IAM policy of a workload that pulls through the cache ahead of others, with
// exactly what ecrcache warm calls: it looks into the repositories below the prefixes, and pulls
// what is not there. create says that a first pull makes
// the repository, tag that a template gives it tags. The rules are read only to say why a pull
// failed.
func PullPolicy(prefixes []string, create, tag bool) Policy {
	pulls := []string{
		"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:BatchImportUpstreamImage",
		"ecr:DescribeImages", "ecr:GetDownloadUrlForLayer",
	}
	if create {
		pulls = append(pulls, "ecr:CreateRepository")
	}
	if create && tag {
		pulls = append(pulls, "ecr:TagResource")
	}
	slices.Sort(pulls)
	return Policy{Statements: []Statement{
		{Sid: "SignIn", Actions: []string{"ecr:DescribePullThroughCacheRules", "ecr:GetAuthorizationToken"}, AnyResource: true},
		{Sid: "Warm", Actions: pulls, Prefixes: prefixes},
	}}
}

// Roles returns the IAM roles of the plan.
func (p *Plan) Roles() []*Role {
	var all []*Role
	for _, role := range []*Role{p.UpstreamRole, p.PullRole} {
		if role != nil {
			all = append(all, role)
		}
	}
	return all
}
