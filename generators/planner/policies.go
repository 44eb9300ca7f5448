package planner

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// The actions that a pull needs, from ECR's user guide
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html).
var (
	signIn = []string{"ecr:GetAuthorizationToken"}
	pull   = []string{"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}
)

const (
	importImage      = "ecr:BatchImportUpstreamImage"
	createRepository = "ecr:CreateRepository"
	tagResource      = "ecr:TagResource"
)

// firstPull returns the additional actions that the first pull of an image needs.
func (b *builder) firstPull() []string {
	actions := []string{importImage}
	if b.in.Repositories == v1alpha1.RepositoriesOnPull {
		actions = append(actions, createRepository)
		if len(b.in.Template.ResourceTags) > 0 && !b.in.Template.Omit {
			actions = append(actions, tagResource)
		}
	}
	return actions
}

// registryPolicy plans the policy that allows principals to pull what is not cached yet.
// Those of other accounts need it to pull what is cached, too: an IAM policy of their own
// account is not enough.
func (b *builder) registryPolicy() {
	if b.in.RegistryPolicy == nil {
		return
	}
	const at = infrastructure + ".registryPolicy"
	principals := b.in.RegistryPolicy.Principals
	for i, p := range principals {
		b.checkPrincipal(p, plan.Element(at+".principals", i))
	}
	actions := slices.DeleteFunc(b.firstPull(), func(a string) bool { return a == tagResource })
	policy := plan.Policy{Statements: []plan.Statement{{Sid: "PullThroughCache", Principals: principals, Actions: actions, Prefixes: b.prefixes()}}}
	elsewhere := slices.DeleteFunc(slices.Clone(principals), func(p string) bool { return accountOf(p) == b.plan.Registry.AccountID })
	if len(elsewhere) > 0 {
		policy.Statements = append(policy.Statements, plan.Statement{Sid: "PullFromElsewhere", Principals: elsewhere, Actions: pull, Prefixes: b.prefixes()})
	}
	if n, most := utf8.RuneCountInString(b.plan.Registry.PolicyJSON(policy)), limits[maxRegistryPolicy]; n > most.Value {
		b.Refuse(plan.RegistryPolicySize, at, "", fmt.Sprintf("the policy has %d characters; ECR takes at most %d (%s); name fewer principals or prefixes", n, most.Value, most.Source))
	}
	b.plan.RegistryPolicy = &plan.RegistryPolicy{Name: b.name("ecr"), Policy: policy}
}

func (b *builder) checkPrincipal(p, at string) {
	account := accountOf(p)
	switch {
	case hasVariable(p):
	case p == "*":
		b.Refuse(plan.PrincipalEveryone, at, p, "it would let every AWS account make repositories in this registry; name roles, such as arn:aws:iam::123456789012:role/eks-node")
	case !matches(principalPattern, p):
		b.Refuse(plan.PrincipalForm, at, p, "not an IAM principal; accepted: the ARN of a role or user, such as arn:aws:iam::123456789012:role/eks-node, or an account; IAM takes no groups, and no * within an ARN")
	case account != p && strings.Split(p, ":")[1] != b.plan.Registry.Partition && !hasVariable(b.plan.Registry.Region):
		b.Refuse(plan.PrincipalForm, at, p, "IAM knows no principal of another partition; that of the registry is "+b.plan.Registry.Partition)
	case account == p || strings.HasSuffix(p, ":root"):
		b.Warn(plan.PrincipalRoot, at, p, "an account as principal only leaves the decision to its IAM policies: a node's role may do nothing more by it; name the role, or generate nodePolicy too")
		fallthrough
	default:
		if account != b.plan.Registry.AccountID && !hasVariable(b.plan.Registry.AccountID) {
			b.Warn(plan.PrincipalElsewhere, at, p, "it is of another account, so both sides decide: this policy lets it pull and import, and an IAM policy of its own account must allow the same actions on these repositories, and ecr:GetAuthorizationToken; the scope of the registry's policy must be V2 (aws ecr get-account-setting --name REGISTRY_POLICY_SCOPE). Where its first pull of a new repository fails all the same, set repositories to PreCreate")
		}
	}
}

// checkRole refuses a role that ECR cannot assume
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepositoryCreationTemplate.html).
func (b *builder) checkRole(arn, at string) {
	own := b.plan.Registry.AccountID
	if arn == "" {
		return
	}
	if account := accountOf(arn); account != own && !hasVariable(account+own) {
		b.Refuse(plan.RoleElsewhere, at, arn, "ECR assumes roles of the registry's own account only, which is "+own)
	}
}

// accountOf returns the account of a principal.
func accountOf(principal string) string {
	if parts := strings.Split(principal, ":"); len(parts) > 4 {
		return parts[4]
	}
	return principal
}

// nodePolicy plans the IAM policy for the role of nodes. It stays below IAM's limit of 6,144
// characters: with 50 prefixes of 30 characters it has 4,800.
func (b *builder) nodePolicy() {
	if b.in.NodePolicy == nil {
		return
	}
	name := b.in.NodePolicy.Name
	if name == "" {
		name = b.nameInIAM("ecr-pull-through-cache", limits[maxPolicyName].Value)
	}
	actions := append(slices.Clone(pull), b.firstPull()...)
	b.plan.NodePolicy = &plan.NodePolicy{Name: plan.ObjectName(name), PolicyName: name, Policy: plan.Policy{Statements: []plan.Statement{
		{Sid: "SignIn", Actions: signIn, AnyResource: true},
		{Sid: "PullThroughCache", Actions: actions, Prefixes: b.prefixes()},
	}}}
}
