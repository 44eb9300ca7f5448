package doctor

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/iampolicy"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
)

// scopeSetting says which actions the registry's policy is about: V1 has the first three
// only (https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html).
const scopeSetting = "REGISTRY_POLICY_SCOPE"

var scopeV1 = []string{"ecr:ReplicateImage", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository"}

// registryPolicy reads the policy of the registry: whether it allows what the plan's is to
// allow, and whether it denies anything of the cache.
func (x *examiner) registryPolicy() error {
	const subject = "policy"
	answer, err := x.aws.ECR.GetRegistryPolicy(x.ctx, &ecr.GetRegistryPolicyInput{})
	switch {
	case isCode(err, "RegistryPolicyNotFoundException"):
		x.policy = &iampolicy.Policy{}
		if x.Plan.RegistryPolicy == nil {
			x.ok(live.RegistryPolicy, subject, "none; IAM policies alone decide")
			return nil
		}
		x.add(live.Finding{
			Status: live.Error, Check: live.RegistryPolicy, Subject: subject, Message: "the registry has no policy", Has: "none",
			Wants: x.Plan.Registry.PolicyJSON(x.Plan.RegistryPolicy.Policy), Do: x.apply("put it"), Command: x.putPolicy(),
		})
		return nil
	case err != nil:
		return x.unanswered(live.RegistryPolicy, subject, "ecr:GetRegistryPolicy", err)
	}
	text := aws.ToString(answer.PolicyText)
	if x.policy, err = iampolicy.Parse(text); err != nil {
		x.add(live.Finding{Status: live.Unknown, Check: live.RegistryPolicy, Subject: subject, Message: err.Error(), Has: text})
		return nil
	}
	before := len(x.report.Findings)
	x.deniedByPolicy(text)
	x.allowedByPolicy(text)
	if err := x.policyScope(); err != nil {
		return err
	}
	if len(x.report.Findings) == before {
		x.ok(live.RegistryPolicy, subject, fmt.Sprintf("statements: %d; none denies anything of the cache", len(x.policy.Statements)))
	}
	return nil
}

// putPolicy is the command that puts the plan's policy; it replaces what is there.
func (x *examiner) putPolicy() string {
	return "aws ecr put-registry-policy" + x.inRegion() + " --policy-text " + quote(x.Plan.Registry.PolicyJSON(x.Plan.RegistryPolicy.Policy))
}

// deniedByPolicy looks for statements that deny everybody, or who pulls, an action of a pull.
func (x *examiner) deniedByPolicy(text string) {
	principals := append([]string{"*"}, x.pullers()...)
	for _, prefix := range x.plannedPrefixes() {
		var denied []string
		for _, action := range x.pullActions() {
			if slices.ContainsFunc(principals, func(p string) bool { return x.policy.Decide(p, action, x.belowARN(prefix)) == iampolicy.Denied }) {
				denied = append(denied, action)
			}
		}
		if denied != nil {
			x.add(live.Finding{
				Status: live.Error, Check: live.RegistryPolicy, Subject: prefix, Message: "the registry's policy denies " + strings.Join(denied, ", ") + " on repositories below it; a Deny wins over everything",
				Has: text, Wants: "no Deny of it", Do: "take the statement out, or leave " + plan.RepositoryPattern(prefix) + " out of its resources",
			})
		}
	}
}

// allowedByPolicy looks whether every statement of the plan's policy is there, in whatever
// form.
func (x *examiner) allowedByPolicy(text string) {
	if x.Plan.RegistryPolicy == nil {
		return
	}
	for i := range x.Plan.RegistryPolicy.Policy.Statements {
		s := &x.Plan.RegistryPolicy.Policy.Statements[i]
		for _, principal := range s.Principals {
			if missing := x.notAllowed(principal, s); missing != nil {
				x.add(live.Finding{
					Status: live.Error, Check: live.RegistryPolicy, Subject: principal, Message: "the registry's policy does not let it " + strings.Join(missing, ", "),
					Has: text, Wants: x.Plan.Registry.PolicyJSON(x.Plan.RegistryPolicy.Policy),
					Do: x.apply("add the statement to the policy; the command replaces all of it"), Command: x.putPolicy(),
				})
			}
		}
	}
}

// notAllowed are the actions of a statement of the plan that the registry's policy does not allow
// to a principal.
func (x *examiner) notAllowed(principal string, s *plan.Statement) []string {
	var missing []string
	for _, action := range s.Actions {
		for _, prefix := range s.Prefixes {
			if x.decide(principal, action, prefix) != iampolicy.Allowed {
				missing = append(missing, action)
				break
			}
		}
	}
	return missing
}

// decide is what the registry's policy says of a principal. An account is named by its
// number or its root, which are the same.
func (x *examiner) decide(principal, action, prefix string) iampolicy.Decision {
	decision := x.policy.Decide(principal, action, x.belowARN(prefix))
	if decision == iampolicy.Silent && len(principal) == 12 && !strings.Contains(principal, ":") {
		return x.policy.Decide("arn:"+x.Plan.Registry.Partition+":iam::"+principal+":root", action, x.belowARN(prefix))
	}
	return decision
}

// policyScope asks which actions the policy is about, when it names some that only the
// newer scope knows.
func (x *examiner) policyScope() error {
	beyond := x.beyondV1()
	if beyond == nil {
		return nil
	}
	name := scopeSetting
	answer, err := x.aws.ECR.GetAccountSetting(x.ctx, &ecr.GetAccountSettingInput{Name: &name})
	if err != nil {
		return x.unanswered(live.RegistryPolicy, "scope", "ecr:GetAccountSetting", err)
	}
	if value := aws.ToString(answer.Value); value != "V2" {
		x.add(live.Finding{
			Status: live.Warning, Check: live.RegistryPolicy, Subject: "scope", Message: "what the policy says of " + strings.Join(beyond, ", ") + " does nothing in this scope",
			Has: value, Wants: "V2", Do: "change the scope, for all of the registry", Command: "aws ecr put-account-setting --name " + scopeSetting + " --value V2" + x.inRegion(),
		})
	}
	return nil
}

// beyondV1 are the actions of a pull that the policy allows and that scope V1 ignores.
func (x *examiner) beyondV1() []string {
	var all []string
	for _, action := range x.pullActions() {
		allows := func(s iampolicy.Statement) bool { return s.Allows(action) }
		if !slices.Contains(scopeV1, action) && slices.ContainsFunc(x.policy.Statements, allows) {
			all = append(all, action)
		}
	}
	return all
}

// belowARN is the ARN of all repositories of a prefix.
func (x *examiner) belowARN(prefix string) string {
	return x.repositoryARN(plan.RepositoryPattern(prefix))
}

func (x *examiner) repositoryARN(name string) string {
	r := &x.Plan.Registry
	return "arn:" + r.Partition + ":ecr:" + r.Region + ":" + r.AccountID + ":repository/" + name
}

func (x *examiner) plannedPrefixes() []string {
	var all []string
	for i := range x.Plan.Rules {
		all = append(all, x.Plan.Rules[i].Prefix)
	}
	return all
}
