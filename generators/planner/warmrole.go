package planner

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// warmRole plans the role of the Job that pulls the images, with nothing but what that needs,
// unless it has one. A service account gets it by Pod Identity, whose trust policy is the
// same for every cluster
// (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html).
func (b *builder) warmRole() {
	if b.c.Spec.Warm == nil || b.c.Spec.Warm.RoleARN != "" {
		return
	}
	name := b.nameInIAM("ecr-warm", limits[maxRoleName].Value)
	create := b.in.Repositories == v1alpha1.RepositoriesOnPull
	tagged := len(b.in.Template.ResourceTags) > 0 && !b.in.Template.Omit
	b.plan.PullRole = &plan.Role{
		Name: plan.ObjectName(name), ID: "warm", RoleName: name,
		Description: "Lets ecrcache warm pull through the cache in " + b.plan.Registry.Region,
		Trust:       plan.Policy{Statements: []plan.Statement{{Service: "pods.eks.amazonaws.com", Actions: []string{"sts:AssumeRole", "sts:TagSession"}}}},
		Policy:      plan.PullPolicy(b.prefixes(), create, tagged),
	}
}
