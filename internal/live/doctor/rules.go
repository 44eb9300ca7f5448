package doctor

import (
	"cmp"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/client"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
)

// pageSize is the most that ECR gives in one page.
const pageSize = 1000

// rules lists the rules of the registry in one call, so that those of others are seen as
// well, and holds each of the plan to the one of its prefix.
func (x *examiner) rules() error {
	x.registryRules = map[string]types.PullThroughCacheRule{}
	rules, err := client.Pages(func(token *string) ([]types.PullThroughCacheRule, *string, error) {
		page, err := x.aws.ECR.DescribePullThroughCacheRules(x.ctx, &ecr.DescribePullThroughCacheRulesInput{RegistryId: x.registryID(), MaxResults: aws.Int32(pageSize), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.PullThroughCacheRules, page.NextToken, nil
	})
	if err != nil {
		return x.unanswered(live.Rules, "all", "ecr:DescribePullThroughCacheRules", err)
	}
	for _, rule := range rules {
		x.registryRules[aws.ToString(rule.EcrRepositoryPrefix)] = rule
	}
	missing := 0
	for i := range x.Plan.Rules {
		want := &x.Plan.Rules[i]
		rule, there := x.registryRules[want.Prefix]
		if !there {
			missing++
			x.missingRule(want)
			continue
		}
		if err := x.rule(want, &rule); err != nil {
			return err
		}
	}
	x.otherRules()
	x.countRules(len(x.registryRules), missing)
	return nil
}

// missingRule adds a finding for a rule that AWS does not have.
func (x *examiner) missingRule(want *plan.Rule) {
	found := live.Finding{
		Status: live.Error, Check: live.Rules, Subject: want.Prefix, Message: "there is no rule of this prefix, so that no image of " + want.UpstreamURL + " can be pulled through it",
		Has: "no rule", Wants: want.UpstreamURL, Do: x.apply("make the rule"), Command: x.createRule(want),
	}
	for _, prefix := range x.prefixes() {
		rule := x.registryRules[prefix]
		if sameHost(aws.ToString(rule.UpstreamRegistryUrl), want.UpstreamURL) {
			found.Has = "a rule for " + want.UpstreamURL + " under the prefix " + prefix
			found.Do = "write prefix: " + prefix + " for this upstream and rewrite again, or make the rule"
		}
	}
	x.add(found)
}

// createRule is the command that makes a rule.
func (x *examiner) createRule(want *plan.Rule) string {
	args := []string{"aws ecr create-pull-through-cache-rule --ecr-repository-prefix", quote(want.Prefix), "--upstream-registry-url", quote(want.UpstreamURL)}
	if want.UpstreamPrefix != "" {
		args = append(args, "--upstream-repository-prefix", quote(want.UpstreamPrefix))
	}
	if secret := x.wantedSecret(want); secret != "" {
		args = append(args, "--credential-arn", x.secretARN(secret))
	}
	if role := x.wantedRole(want); role != "" {
		args = append(args, "--custom-role-arn", quote(role))
	}
	return strings.Join(args, " ") + x.inRegion()
}

// secretARN is the ARN of a secret as a word of a shell, which looks it up by its name.
func (x *examiner) secretARN(secret string) string {
	if strings.HasPrefix(secret, "arn:") || secret == "" {
		return quote(cmp.Or(secret, "CREDENTIAL-ARN"))
	}
	return `"$(aws secretsmanager describe-secret --secret-id ` + quote(secret) + x.inRegion() + ` --query ARN --output text)"`
}

// rule holds one rule to the plan, and lets ECR sign in with it.
func (x *examiner) rule(want *plan.Rule, rule *types.PullThroughCacheRule) error {
	before := len(x.report.Findings)
	url, credential, role := aws.ToString(rule.UpstreamRegistryUrl), aws.ToString(rule.CredentialArn), aws.ToString(rule.CustomRoleArn)
	remake := "aws ecr delete-pull-through-cache-rule --ecr-repository-prefix " + quote(want.Prefix) + x.inRegion() + " && " + x.createRule(want)
	if !sameHost(url, want.UpstreamURL) {
		x.add(live.Finding{
			Status: live.Error, Check: live.Rules, Subject: want.Prefix, Message: "the rule is for another upstream, so that its images would be those of another registry",
			Has: url, Wants: want.UpstreamURL, Do: "choose another prefix in the configuration, or make the rule again; what is cached stays, and has to be deleted first", Command: remake,
		})
		return nil
	}
	if has := aws.ToString(rule.UpstreamRepositoryPrefix); !sameUpstreamPrefix(has, want.UpstreamPrefix) {
		x.add(live.Finding{
			Status: live.Error, Check: live.Rules, Subject: want.Prefix, Message: "the rule caches another part of the upstream, so that the same name is another image",
			Has: "upstreamRepositoryPrefix " + orNone(has), Wants: orNone(want.UpstreamPrefix), Do: "write upstreamRepositoryPrefix as AWS has it, or make the rule again", Command: remake,
		})
	}
	x.ruleCredential(want, credential)
	x.ruleRole(want, role)
	if credential != "" || role != "" {
		if err := x.validate(want, url, credential); err != nil {
			return err
		}
	}
	if len(x.report.Findings) == before {
		x.ok(live.Rules, want.Prefix, x.ruleInWords(want, credential, role))
	}
	return nil
}

func (x *examiner) ruleInWords(want *plan.Rule, credential, role string) string {
	text := "for " + want.UpstreamURL
	if credential != "" {
		text += ", with the secret " + secretName(credential)
	}
	if role != "" {
		text += ", with the role " + roleName(role)
	}
	if x.validRules[want.Prefix] {
		text += "; ECR could sign in"
	}
	return text
}

// ruleCredential holds the credential of a rule to the one that is wanted.
func (x *examiner) ruleCredential(want *plan.Rule, has string) {
	wanted := x.wantedSecret(want)
	known, _ := image.KnownUpstream(want.UpstreamURL)
	found := live.Finding{
		Status: live.Error, Check: live.Rules, Subject: want.Prefix, Has: orNone(has), Wants: orNone(wanted), Do: x.apply("give the rule its credential"),
		Command: "aws ecr update-pull-through-cache-rule --ecr-repository-prefix " + quote(want.Prefix) + " --credential-arn " + x.secretARN(wanted) + x.inRegion(),
	}
	switch {
	case has == "" && known.Credential == image.CredentialRequired:
		found.Message = "the rule has no credential, and ECR needs one for " + want.UpstreamURL
	case has == "" && wanted != "":
		found.Message = "the rule has no credential"
	case has == "" || wanted != "" && sameSecret(has, wanted):
		return
	case !x.Made:
		return // the cache is made elsewhere, where the secret may have any name
	case wanted == "":
		found.Status, found.Message = live.Warning, "the rule has a credential that the configuration does not have"
		found.Do, found.Command = "write credential.arn: "+has+" for this upstream", ""
	default:
		found.Message = "the rule has another credential"
	}
	x.add(found)
}

// ruleRole holds the role of a rule for another ECR registry to the one that is wanted.
func (x *examiner) ruleRole(want *plan.Rule, has string) {
	wanted := x.wantedRole(want)
	if !x.Made || roleName(has) == roleName(wanted) {
		return
	}
	found := live.Finding{Status: live.Error, Check: live.Rules, Subject: want.Prefix, Message: "the rule has another role", Has: orNone(has), Wants: orNone(wanted)}
	found.Do = x.apply("give the rule its role")
	found.Command = "aws ecr update-pull-through-cache-rule --ecr-repository-prefix " + quote(want.Prefix) + " --custom-role-arn " + quote(wanted) + x.inRegion()
	if wanted == "" {
		found.Status, found.Do, found.Command = live.Warning, "write credential.roleARN: "+has+" for this upstream", ""
	}
	x.add(found)
}

// validate lets ECR sign in at the upstream with what the rule has
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ValidatePullThroughCacheRule.html).
func (x *examiner) validate(want *plan.Rule, url, credential string) error {
	answer, err := x.aws.ECR.ValidatePullThroughCacheRule(x.ctx, &ecr.ValidatePullThroughCacheRuleInput{EcrRepositoryPrefix: &want.Prefix, RegistryId: x.registryID()})
	if err != nil {
		return x.unanswered(live.Rules, want.Prefix, "ecr:ValidatePullThroughCacheRule", err)
	}
	if x.validRules == nil {
		x.validRules = map[string]bool{}
	}
	if x.validRules[want.Prefix] = answer.IsValid; !answer.IsValid {
		x.add(live.Finding{
			Status: live.Error, Check: live.Rules, Subject: want.Prefix, Message: "ECR cannot sign in at " + url + " with this rule",
			Has: orNone(aws.ToString(answer.Failure)), Wants: "a credential that " + url + " takes",
			Do:      "renew the token at " + url + " and put it into the secret, by secret.json with the keys username and accessToken; for an ECR registry look at the role and at the policy of its owner",
			Command: x.putSecret(secretName(credential)),
		})
	}
	return nil
}

// wantedSecret is the ARN or the name of the secret that a rule is to have.
func (x *examiner) wantedSecret(want *plan.Rule) string {
	switch {
	case want.CredentialARN != "":
		return want.CredentialARN
	case want.Credential >= 0 && x.Plan.Credentials[want.Credential].ARN != "":
		return x.Plan.Credentials[want.Credential].ARN
	case want.Credential >= 0:
		return x.Plan.Credentials[want.Credential].SecretName
	}
	return ""
}

// wantedRole is the ARN of the role that a rule is to have.
func (x *examiner) wantedRole(want *plan.Rule) string {
	if want.UsesRole && x.Plan.UpstreamRole != nil {
		return "arn:" + x.Plan.Registry.Partition + ":iam::" + x.Plan.Registry.AccountID + ":role/" + x.Plan.UpstreamRole.RoleName
	}
	return want.RoleARN
}

// sameHost compares the addresses of upstreams, without regard to case, https:// and a slash at the
// end.
func sameHost(a, b string) bool {
	plain := func(url string) string {
		return strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(url), "https://"), "/")
	}
	return plain(a) == plain(b)
}

// sameUpstreamPrefix compares parts of an upstream; ROOT, and none, are all of it.
func sameUpstreamPrefix(a, b string) bool {
	plain := func(prefix string) string {
		if prefix == image.RootPrefix {
			return ""
		}
		return strings.TrimSuffix(prefix, "/")
	}
	return plain(a) == plain(b)
}
