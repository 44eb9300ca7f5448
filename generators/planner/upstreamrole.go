package planner

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
)

// The role of a rule for another ECR registry, and what the owner of that registry must
// allow
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-private.html).
// AWS's example has * as the resource of the role's policy. No page says which of the
// actions ECR does upstream and which in the cache, so all are allowed on both, and on
// nothing else.
const pullThroughService = "pullthroughcache.ecr.amazonaws.com"

var (
	roleActions = []string{
		"ecr:GetDownloadUrlForLayer", importImage, "ecr:BatchGetImage", "ecr:GetImageCopyStatus",
		"ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage",
	}
	upstreamActions = []string{"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", importImage, "ecr:GetImageCopyStatus"}
)

// role gives a rule the role with which ECR reads another ECR registry, and refuses one for any other
// upstream. The rule is that of upstream i, which is of the kind known.
func (b *builder) role(rule *plan.Rule, i int, known image.Kind) {
	k, at := b.c.Spec.Upstreams[i].Credential, upstreamPath(i, "credential.roleARN")
	if known.Credential != image.CredentialRole {
		if k != nil && k.RoleARN != "" {
			b.Refuse(plan.RoleUnused, at, "", "a role is for upstreams that are ECR registries; "+known.URL+" takes a secret; remove it")
		}
		return
	}
	if k != nil && k.RoleARN != "" {
		rule.RoleARN = k.RoleARN
		b.checkRole(k.RoleARN, at)
		if k.RoleARN == b.in.Template.RoleARN {
			b.Warn(plan.UpstreamRoleMissing, at, k.RoleARN, "it is the role of the template, too, which ECR assumes as ecr.amazonaws.com; here ECR assumes it as "+pullThroughService+", so its trust policy must name both; use a role of its own")
		}
		return
	}
	rule.UsesRole = b.in.UpstreamRole != nil
	upstream, _ := image.ParseECRHost(known.URL)
	const remedy = "give its ARN, or write infrastructure.upstreamRole: {} to have one made"
	switch own := b.plan.Registry.AccountID; {
	case rule.UsesRole:
	case upstream.AccountID != own && !hasVariable(upstream.AccountID+own):
		b.Refuse(plan.RoleRequired, at, "", "missing; ECR reads the registry of another account ("+upstream.AccountID+") only with a role of this one; "+remedy)
	default:
		b.Warn(plan.UpstreamRoleMissing, at, "", "missing; AWS's guide has a rule for another Region of the same account without a role on one page, and wants the role on another ("+userGuide+"pull-through-cache-private.html); a rule that lacks it can be made, and its pulls may fail: "+remedy)
	}
}

// upstreamRole plans the role of the rules that have no role of their own.
func (b *builder) upstreamRole() {
	if b.in.UpstreamRole == nil {
		return
	}
	both := plan.Statement{Sid: "PullThroughCache", Actions: roleActions}
	for i := range b.plan.Rules {
		if r := &b.plan.Rules[i]; r.UsesRole {
			both.Prefixes = append(both.Prefixes, r.Prefix)
			both.ARNs = append(both.ARNs, upstreamARN(r))
		}
	}
	if both.Prefixes == nil {
		b.Refuse(plan.RoleUnused, infrastructure+".upstreamRole", "", "no upstream is an ECR registry without a credential.roleARN of its own; remove it")
		return
	}
	name := b.in.UpstreamRole.Name
	if name == "" {
		name = b.nameInIAM("ecr-upstreams", limits[maxRoleName].Value)
	}
	b.plan.UpstreamRole = &plan.Role{
		Name: plan.ObjectName(name), ID: "upstream", RoleName: name, Description: "Lets ECR in " + b.plan.Registry.Region + " read other ECR registries for the pull-through cache",
		Trust:  plan.Policy{Statements: []plan.Statement{{Service: pullThroughService, Actions: []string{"sts:AssumeRole"}}}},
		Policy: plan.Policy{Statements: []plan.Statement{{Sid: "SignIn", Actions: signIn, AnyResource: true}, both}},
	}
}

// upstreamARN returns the ARN of all repositories that a rule for an ECR registry can cache.
func upstreamARN(r *plan.Rule) string {
	upstream, _ := image.ParseECRHost(r.UpstreamURL)
	below := "*"
	if r.UpstreamPrefix != "" {
		below = plan.RepositoryPattern(r.UpstreamPrefix)
	}
	return "arn:" + upstream.Partition() + ":ecr:" + upstream.Region + ":" + upstream.AccountID + ":repository/" + below
}

// upstreamPolicies plans what the owners of registries of other accounts must allow.
func (b *builder) upstreamPolicies() {
	own := b.plan.Registry
	root := "arn:" + own.Partition + ":iam::" + own.AccountID + ":root"
	byHost := map[string]int{}
	for i := range b.plan.Rules {
		r := &b.plan.Rules[i]
		upstream, isECR := image.ParseECRHost(r.UpstreamURL)
		if !isECR || upstream.AccountID == own.AccountID {
			continue
		}
		n, there := byHost[r.UpstreamURL]
		if !there {
			n = len(b.plan.UpstreamPolicies)
			byHost[r.UpstreamURL] = n
			b.plan.UpstreamPolicies = append(b.plan.UpstreamPolicies, plan.UpstreamPolicy{
				Registry: plan.Registry{AccountID: upstream.AccountID, Region: upstream.Region, Partition: upstream.Partition(), Host: r.UpstreamURL},
				Policy:   plan.Policy{Statements: []plan.Statement{{Sid: "PullThroughCache" + sidOf(own.AccountID), Principals: []string{root}, Actions: upstreamActions}}},
			})
			b.Warn(plan.UpstreamPolicyNeeded, upstreamPath(b.upstreamOf(r), "registry"), r.UpstreamURL, "the owner of this registry has to let the account "+own.AccountID+" read it, by a policy of the registry or of its repositories; ecrcache generate --out DIR writes the statement for whoever owns it, and docs/aws.md shows it")
		}
		s := &b.plan.UpstreamPolicies[n].Policy.Statements[0]
		s.ARNs = append(s.ARNs, upstreamARN(r))
	}
}

// upstreamOf returns the first upstream of a rule.
func (b *builder) upstreamOf(r *plan.Rule) int {
	for i := range b.c.Spec.Upstreams {
		if b.c.Spec.Upstreams[i].Prefix == r.Prefix {
			return i
		}
	}
	return 0
}

// sidOf keeps of a text what the name of a statement may hold: letters and digits.
func sidOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, text)
}
