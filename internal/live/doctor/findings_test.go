package doctor_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/livetest"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

// A defect is one thing that is wrong in an account, and what has to be said of it, besides
// what is ok.
type defect struct {
	name   string
	spec   string // of the configuration, the usual one when empty
	images []string
	defy   func(*livetest.Account, *live.Examination)
	want   []live.Finding // texts are parts of what is said; an empty one may be anything
}

func rule(a *livetest.Account, prefix string) *types.PullThroughCacheRule {
	for i := range a.Rules {
		if aws.ToString(a.Rules[i].EcrRepositoryPrefix) == prefix {
			return &a.Rules[i]
		}
	}
	panic(prefix)
}

const (
	secret = "ecr-pullthroughcache/ghcr"
	tagged = `  infrastructure:
    provider: Terraform
    registryPolicy: {principals: ["` + node + `"]}
    nodePolicy: {}
    template: {roleARN: "arn:aws:iam::123456789012:role/ecr-templates", resourceTags: {team: platform, cost: cache}}
`
	keyed = `  infrastructure:
    provider: Terraform
    registryPolicy: {principals: ["` + node + `"]}
    template:
      roleARN: arn:aws:iam::123456789012:role/ecr-templates
      encryptionType: KMS
      kmsKey: arn:aws:kms:ca-central-1:123456789012:key/1
      imageTagMutability: IMMUTABLE_WITH_EXCLUSION
      imageTagMutabilityExclusions: ["main*"]
`
	fromECR = `  upstreams: [{registry: 123456789012.dkr.ecr.us-east-1.amazonaws.com}]
  infrastructure:
    provider: Terraform
    upstreamRole: {}
    registryPolicy: {principals: ["` + node + `"]}
`
	excluding = `  infrastructure:
    provider: Terraform
    registryPolicy: {principals: ["` + node + `"]}
    template: {imageTagMutability: IMMUTABLE_WITH_EXCLUSION, imageTagMutabilityExclusions: ["main*"]}
`
)

var defects = []defect{
	{
		name: "another account", defy: func(a *livetest.Account, _ *live.Examination) {
			a.ID, a.Principal = "210987654321", "arn:aws:sts::210987654321:assumed-role/x/y"
		},
		want: []live.Finding{{Status: live.Error, Check: live.Identity, Subject: "210987654321", Message: "another account", Wants: "123456789012"}},
	},
	{
		name: "another partition", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Principal = "arn:aws-us-gov:sts::123456789012:assumed-role/x/y"
		},
		want: []live.Finding{{Status: live.Error, Check: live.Identity, Message: "another partition", Has: "aws-us-gov", Wants: "aws, for the Region ca-central-1"}},
	},
	{
		name: "no rule", defy: func(a *livetest.Account, _ *live.Examination) { a.Rules = a.Rules[:1] },
		want: []live.Finding{{Status: live.Error, Check: live.Rules, Subject: "quay", Message: "no rule of this prefix", Command: "--ecr-repository-prefix quay --upstream-registry-url quay.io --region ca-central-1"}},
	},
	{
		name: "no rule with a credential", defy: func(a *livetest.Account, _ *live.Examination) { a.Rules = a.Rules[1:] },
		want: []live.Finding{{Status: live.Error, Check: live.Rules, Subject: "ghcr", Command: "describe-secret --secret-id " + secret}},
	},
	{
		name: "the rule has another prefix", defy: func(a *livetest.Account, _ *live.Examination) {
			rule(a, "quay").EcrRepositoryPrefix = aws.String("mirror/quay")
		},
		want: []live.Finding{{Status: live.Error, Check: live.Rules, Subject: "quay", Has: "under the prefix mirror/quay", Do: "prefix: mirror/quay"}},
	},
	{
		name: "another upstream", defy: func(a *livetest.Account, _ *live.Examination) {
			rule(a, "quay").UpstreamRegistryUrl = aws.String("registry.k8s.io")
		},
		want: []live.Finding{{Status: live.Error, Check: live.Rules, Subject: "quay", Message: "another upstream", Has: "registry.k8s.io", Wants: "quay.io", Command: "delete-pull-through-cache-rule"}},
	},
	{
		name: "an upstream with its scheme", defy: func(a *livetest.Account, _ *live.Examination) {
			rule(a, "quay").UpstreamRegistryUrl = aws.String("https://quay.io")
			rule(a, "quay").UpstreamRepositoryPrefix = aws.String("ROOT")
		},
	},
	{
		name: "a part of the upstream", defy: func(a *livetest.Account, _ *live.Examination) {
			rule(a, "quay").UpstreamRepositoryPrefix = aws.String("team-a")
		},
		want: []live.Finding{{Status: live.Error, Check: live.Rules, Subject: "quay", Message: "another part of the upstream", Has: "team-a", Wants: "none"}},
	},
	{
		name: "no credential", defy: func(a *livetest.Account, _ *live.Examination) { rule(a, "ghcr").CredentialArn = nil },
		want: []live.Finding{{Status: live.Error, Check: live.Rules, Subject: "ghcr", Message: "has no credential", Has: "none", Command: "update-pull-through-cache-rule"}},
	},
	{
		name: "another credential", defy: func(a *livetest.Account, _ *live.Examination) {
			s := *a.Secrets[secret]
			s.Name, s.ARN = aws.String(secret+"-old"), aws.String(strings.Replace(aws.ToString(s.ARN), "ghcr", "ghcr-old", 1))
			a.Secrets[secret+"-old"] = &s
			rule(a, "ghcr").CredentialArn = s.ARN
		},
		want: []live.Finding{{Status: live.Error, Check: live.Rules, Subject: "ghcr", Message: "another credential", Has: "ghcr-old-AbCdEf", Wants: secret}},
	},
	{
		name: "ECR cannot sign in", defy: func(a *livetest.Account, _ *live.Examination) { a.Invalid["ghcr"] = "UpstreamAccessDenied: 401" },
		want: []live.Finding{{Status: live.Error, Check: live.Rules, Subject: "ghcr", Message: "cannot sign in at ghcr.io", Has: "UpstreamAccessDenied: 401", Command: "put-secret-value --secret-id " + secret}},
	},
	{
		name: "a rule for everything", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Rules = append(a.Rules, types.PullThroughCacheRule{EcrRepositoryPrefix: aws.String("ROOT"), UpstreamRegistryUrl: aws.String("registry.k8s.io")})
		},
		want: []live.Finding{{Status: live.Warning, Check: live.Rules, Subject: "ROOT", Has: "registry.k8s.io"}},
	},
	{
		name: "rules that overlap", defy: func(a *livetest.Account, _ *live.Examination) {
			for _, prefix := range []string{"ghcr/team", "ghcr-old"} {
				a.Rules = append(a.Rules, types.PullThroughCacheRule{EcrRepositoryPrefix: aws.String(prefix), UpstreamRegistryUrl: aws.String("registry.k8s.io")})
			}
		},
		want: []live.Finding{{Status: live.Warning, Check: live.Rules, Subject: "ghcr/team"}},
	},
	{
		name: "no room for the rule", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Rules = a.Rules[:1]
			for len(a.Rules) < 50 {
				a.Rules = append(a.Rules, types.PullThroughCacheRule{EcrRepositoryPrefix: aws.String("p" + strings.Repeat("x", len(a.Rules))), UpstreamRegistryUrl: aws.String("registry.k8s.io")})
			}
		},
		want: []live.Finding{{Status: live.Error, Check: live.Rules, Subject: "quay"}, {Status: live.Error, Check: live.Rules, Subject: "all", Has: "50 rules", Wants: "1 more, of at most 50"}},
	},
	{
		name: "hardly room for more rules", defy: func(a *livetest.Account, _ *live.Examination) {
			for n := len(a.Rules); n < 45; n++ {
				a.Rules = append(a.Rules, types.PullThroughCacheRule{EcrRepositoryPrefix: aws.String(fmt.Sprint("p", n)), UpstreamRegistryUrl: aws.String("registry.k8s.io")})
			}
		},
		want: []live.Finding{{Status: live.Warning, Check: live.Rules, Subject: "all", Message: "45 of 50 rules", Do: "delete rules"}},
	},
	{
		name: "a rule without its role", spec: fromECR, defy: func(a *livetest.Account, _ *live.Examination) { a.Rules[0].CustomRoleArn = nil },
		want: []live.Finding{{Status: live.Error, Check: live.Rules, Message: "another role", Has: "none", Wants: "arn:aws:iam::123456789012:role/", Command: "update-pull-through-cache-rule"}},
	},
	{
		name: "a rule with another role, which ECR may not assume", spec: fromECR, defy: func(a *livetest.Account, _ *live.Examination) {
			a.Rules[0].CustomRoleArn = aws.String("arn:aws:iam::123456789012:role/theirs")
			a.Roles["theirs"] = a.Roles["AWSServiceRoleForECRTemplate"]
		},
		want: []live.Finding{
			{Status: live.Error, Check: live.Rules, Message: "another role", Has: "role/theirs"},
			{Status: live.Error, Check: live.Roles, Subject: "theirs", Has: "ecr.amazonaws.com", Wants: "trusts pullthroughcache.ecr.amazonaws.com"},
		},
	},
	{
		name: "a secret of another Region", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Secrets[secret].ARN = aws.String(strings.Replace(aws.ToString(a.Secrets[secret].ARN), "ca-central-1", "us-east-1", 1))
			rule(a, "ghcr").CredentialArn = a.Secrets[secret].ARN
		},
		want: []live.Finding{{Status: live.Error, Check: live.Secrets, Subject: secret, Message: "own account and Region", Wants: "123456789012 in ca-central-1"}},
	},
	{
		name: "no secret", defy: func(a *livetest.Account, _ *live.Examination) { delete(a.Secrets, secret) },
		want: []live.Finding{{Status: live.Error, Check: live.Secrets, Subject: secret, Message: "no such secret", Command: "create-secret --name " + secret}},
	},
	{
		name: "a deleted secret", defy: func(a *livetest.Account, e *live.Examination) {
			a.Secrets[secret].DeletedDate = aws.Time(livetest.Now())
			e.SecretKeys = true
		},
		want: []live.Finding{{Status: live.Error, Check: live.Secrets, Subject: secret, Message: "being deleted", Has: "2026-06-01", Command: "restore-secret --secret-id " + secret}},
	},
	{
		name: "a customer's key", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Secrets[secret].KmsKeyId = aws.String("arn:aws:kms:ca-central-1:123456789012:key/1")
		},
		want: []live.Finding{{Status: live.Error, Check: live.Secrets, Subject: secret, Has: "key/1", Wants: "alias/aws/secretsmanager", Command: "update-secret"}},
	},
	{
		name: "AWS's own key by its name", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Secrets[secret].KmsKeyId = aws.String("arn:aws:kms:ca-central-1:123456789012:alias/aws/secretsmanager")
		},
	},
	{
		name: "a secret without a value", defy: func(a *livetest.Account, _ *live.Examination) { a.Secrets[secret].VersionIdsToStages = nil },
		want: []live.Finding{{Status: live.Error, Check: live.Secrets, Subject: secret, Message: "no value", Has: "AWSCURRENT"}},
	},
	{
		name: "a secret of another name and Region", defy: func(a *livetest.Account, _ *live.Examination) {
			s := a.Secrets[secret]
			s.Name, s.ARN = aws.String("ghcr"), aws.String("arn:aws:secretsmanager:us-east-1:123456789012:secret:ghcr-AbCdEf")
			rule(a, "ghcr").CredentialArn = s.ARN
		},
		want: []live.Finding{{Status: live.Error, Check: live.Rules, Subject: "ghcr", Message: "another credential"}, {Status: live.Error, Check: live.Secrets, Subject: "ghcr", Message: "does not begin with ecr-pullthroughcache/"}},
	},
	{
		name: "an old secret that works", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Secrets[secret].LastChangedDate = aws.Time(livetest.Now().AddDate(-2, 0, 0))
		},
	},
	{
		name: "an old secret that was not seen to work", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Secrets[secret].LastChangedDate = aws.Time(livetest.Now().AddDate(-2, 0, 0))
			a.Denied["ecr:ValidatePullThroughCacheRule"] = true
		},
		want: []live.Finding{{Status: live.Unknown, Check: live.Rules, Subject: "ghcr"}, {Status: live.Warning, Check: live.Secrets, Subject: secret, Has: "730 days ago"}},
	},
	{
		name: "other keys", defy: func(a *livetest.Account, e *live.Examination) {
			e.SecretKeys, a.Values[secret] = true, `{"username":"robot","password":"hidden"}`
		},
		want: []live.Finding{{Status: live.Error, Check: live.Secrets, Subject: secret, Has: "the keys password, username", Wants: "accessToken, username"}},
	},
	{
		name: "an empty token", defy: func(a *livetest.Account, e *live.Examination) {
			e.SecretKeys, a.Values[secret] = true, `{"username":"robot","accessToken":""}`
		},
		want: []live.Finding{{Status: live.Error, Check: live.Secrets, Subject: secret, Has: "the keys username,"}},
	},
	{
		name: "the token alone", defy: func(a *livetest.Account, e *live.Examination) { e.SecretKeys, a.Values[secret] = true, "hidden" },
		want: []live.Finding{{Status: live.Error, Check: live.Secrets, Subject: secret, Has: "no JSON object"}},
	},
	{
		name: "a token that GitHub does not take", defy: func(a *livetest.Account, e *live.Examination) {
			e.SecretKeys, a.Values[secret] = true, `{"username":"robot","accessToken":"github_pat_hidden"}`
		},
		want: []live.Finding{{Status: live.Error, Check: live.Secrets, Subject: secret, Wants: "classic"}},
	},
	{
		name: "ECR's role is gone", defy: func(a *livetest.Account, _ *live.Examination) {
			delete(a.Roles, "AWSServiceRoleForECRPullThroughCache")
		},
		want: []live.Finding{{Status: live.Error, Check: live.Roles, Subject: "AWSServiceRoleForECRPullThroughCache", Command: "create-service-linked-role --aws-service-name pullthroughcache.ecr.amazonaws.com"}},
	},
	{
		name: "the role of templates trusts another service", spec: "  infrastructure: {provider: Terraform, template: {roleARN: 'arn:aws:iam::123456789012:role/ecr-templates', resourceTags: {team: platform}}}\n",
		defy: func(a *livetest.Account, e *live.Examination) {
			e.Pullers = []string{"arn:aws:iam::123456789012:role/ecr-templates"}
			a.Roles["ecr-templates"] = a.Roles["AWSServiceRoleForECRPullThroughCache"]
		},
		want: []live.Finding{{Status: live.Error, Check: live.Roles, Subject: "ecr-templates", Has: "pullthroughcache.ecr.amazonaws.com", Wants: "trusts ecr.amazonaws.com", Command: "update-assume-role-policy"}},
	},
	{
		name: "no registry policy", defy: func(a *livetest.Account, _ *live.Examination) { a.RegistryPolicy = "" },
		want: []live.Finding{{Status: live.Error, Check: live.RegistryPolicy, Subject: "policy", Has: "none", Command: "put-registry-policy"}},
	},
	{
		name: "the registry policy has nothing of the nodes", defy: func(a *livetest.Account, _ *live.Examination) {
			a.RegistryPolicy = strings.ReplaceAll(a.RegistryPolicy, "eks-node", "eks-old")
		},
		want: []live.Finding{{Status: live.Error, Check: live.RegistryPolicy, Subject: node, Message: "ecr:BatchImportUpstreamImage, ecr:CreateRepository"}},
	},
	{
		name: "the registry policy denies", defy: func(a *livetest.Account, _ *live.Examination) {
			a.RegistryPolicy = strings.Replace(a.RegistryPolicy, `"Statement":[`, `"Statement":[{"Effect":"Deny","Principal":"*","Action":"ecr:Batch*","Resource":"arn:aws:ecr:ca-central-1:123456789012:repository/quay/*"},`, 1)
		},
		want: []live.Finding{
			{Status: live.Error, Check: live.RegistryPolicy, Subject: "quay", Message: "denies ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:BatchImportUpstreamImage"},
			{Status: live.Error, Check: live.RegistryPolicy, Subject: node, Message: "ecr:BatchImportUpstreamImage"},
		},
	},
	{
		name: "an old scope", defy: func(a *livetest.Account, _ *live.Examination) {
			a.PolicyScope = "V1"
			a.RegistryPolicy = strings.Replace(a.RegistryPolicy, `"ecr:CreateRepository"`, `"ecr:CreateRepository","ecr:BatchGetImage"`, 1)
		},
		want: []live.Finding{{Status: live.Warning, Check: live.RegistryPolicy, Subject: "scope", Message: "ecr:BatchGetImage", Has: "V1", Command: "put-account-setting --name REGISTRY_POLICY_SCOPE --value V2"}},
	},
	{
		name: "nobody who pulls is known", spec: "  upstreams: [{registry: quay.io}]\n  infrastructure: {provider: Terraform}\n",
		want: []live.Finding{{Status: live.Unknown, Check: live.Permissions, Do: "--puller"}},
	},
	{
		name: "no such role", defy: func(a *livetest.Account, _ *live.Examination) { delete(a.Roles, "eks-node") },
		want: []live.Finding{{Status: live.Error, Check: live.Permissions, Subject: node, Message: "no such role"}},
	},
	{
		name: "a role of another account", defy: func(_ *livetest.Account, e *live.Examination) {
			e.Pullers = []string{"arn:aws:iam::210987654321:role/eks-node"}
		},
		want: []live.Finding{{Status: live.Unknown, Check: live.Permissions, Subject: "arn:aws:iam::210987654321:role/eks-node", Message: "the account 210987654321"}},
	},
	{
		name: "implicit denials that the registry's policy makes good", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Decide = deny(iamtypes.PolicyEvaluationDecisionTypeImplicitDeny, "ecr:BatchImportUpstreamImage", "ecr:CreateRepository")
		},
	},
	{
		name: "implicit denials", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Decide = deny(iamtypes.PolicyEvaluationDecisionTypeImplicitDeny, "ecr:BatchGetImage", "ecr:GetAuthorizationToken")
		},
		want: []live.Finding{
			{Status: live.Error, Check: live.Permissions, Subject: node, Message: "may not ecr:GetAuthorizationToken on *", Has: "implicitDeny", Command: "put-role-policy --role-name eks-node"},
			{Status: live.Error, Check: live.Permissions, Subject: node, Message: "may not ecr:BatchGetImage on arn:aws:ecr:ca-central-1:123456789012:repository/ghcr/*", Has: "implicitDeny"},
			{Status: live.Error, Check: live.Permissions, Subject: node, Message: "repository/quay/*", Has: "implicitDeny"},
		},
	},
	{
		name: "policies of the manifests' repositories alone", images: []string{app + ":v1.0.0"}, defy: func(a *livetest.Account, _ *live.Examination) {
			a.Decide = func(_, action, resource string) iamtypes.EvaluationResult {
				if strings.HasSuffix(resource, "/ghcr/*") && action == "ecr:BatchGetImage" {
					return iamtypes.EvaluationResult{EvalDecision: iamtypes.PolicyEvaluationDecisionTypeImplicitDeny}
				}
				return iamtypes.EvaluationResult{EvalDecision: iamtypes.PolicyEvaluationDecisionTypeAllowed}
			}
		},
	},
	{
		name: "policies of other repositories", images: []string{app + ":v1.0.0"}, defy: func(a *livetest.Account, _ *live.Examination) {
			a.Decide = func(_, action, resource string) iamtypes.EvaluationResult {
				if strings.Contains(resource, "/ghcr/") && action == "ecr:BatchGetImage" {
					return iamtypes.EvaluationResult{EvalDecision: iamtypes.PolicyEvaluationDecisionTypeImplicitDeny}
				}
				return iamtypes.EvaluationResult{EvalDecision: iamtypes.PolicyEvaluationDecisionTypeAllowed}
			}
		},
		want: []live.Finding{{Status: live.Error, Check: live.Permissions, Subject: node, Message: "may not ecr:BatchGetImage on arn:aws:ecr:ca-central-1:123456789012:repository/" + app}},
	},
	{
		name: "explicit denials, which no policy makes good", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Decide = func(_, action, resource string) iamtypes.EvaluationResult {
				if action != "ecr:CreateRepository" || !strings.Contains(resource, "/ghcr/") {
					return iamtypes.EvaluationResult{EvalDecision: iamtypes.PolicyEvaluationDecisionTypeAllowed}
				}
				return iamtypes.EvaluationResult{EvalDecision: iamtypes.PolicyEvaluationDecisionTypeExplicitDeny, MatchedStatements: []iamtypes.Statement{{SourcePolicyId: aws.String("NoNewRepositories")}}}
			}
		},
		want: []live.Finding{{Status: live.Error, Check: live.Permissions, Subject: node, Message: "is denied ecr:CreateRepository on arn:aws:ecr:ca-central-1:123456789012:repository/ghcr/* explicitly", Has: "NoNewRepositories"}},
	},
	{
		name: "the organization", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Decide = func(_, action, _ string) iamtypes.EvaluationResult {
				if action != "ecr:BatchImportUpstreamImage" {
					return iamtypes.EvaluationResult{EvalDecision: iamtypes.PolicyEvaluationDecisionTypeAllowed}
				}
				return iamtypes.EvaluationResult{EvalDecision: iamtypes.PolicyEvaluationDecisionTypeImplicitDeny, OrganizationsDecisionDetail: &iamtypes.OrganizationsDecisionDetail{}}
			}
		},
		want: []live.Finding{
			{Status: live.Error, Check: live.Permissions, Subject: node, Message: "ghcr/*", Has: "service control policy"},
			{Status: live.Error, Check: live.Permissions, Subject: node, Message: "quay/*", Has: "service control policy"},
		},
	},
	{
		name: "a condition without its value", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Decide = func(_, action, resource string) iamtypes.EvaluationResult {
				if action != "ecr:BatchGetImage" || !strings.Contains(resource, "quay") {
					return iamtypes.EvaluationResult{EvalDecision: iamtypes.PolicyEvaluationDecisionTypeAllowed}
				}
				return iamtypes.EvaluationResult{EvalDecision: iamtypes.PolicyEvaluationDecisionTypeImplicitDeny, MissingContextValues: []string{"aws:SourceVpce"}}
			}
		},
		want: []live.Finding{{Status: live.Unknown, Check: live.Permissions, Subject: node, Has: "aws:SourceVpce"}},
	},
	{
		name: "no template", defy: func(a *livetest.Account, _ *live.Examination) { a.Templates = a.Templates[:1] },
		want: []live.Finding{{Status: live.Error, Check: live.Templates, Subject: "quay", Message: "there is no template", Command: "create-repository-creation-template --prefix quay --applied-for PULL_THROUGH_CACHE"}},
	},
	{
		name: "a template for all of it", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Templates[1].Prefix = aws.String("ROOT")
		},
		want: []live.Finding{{Status: live.Error, Check: live.Templates, Subject: "quay", Has: "the template of ROOT"}},
	},
	{
		name: "a template for replication", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Templates[1].AppliedFor = []types.RCTAppliedFor{types.RCTAppliedForReplication}
		},
		want: []live.Finding{{Status: live.Error, Check: live.Templates, Subject: "quay", Has: "REPLICATION", Command: "--applied-for REPLICATION PULL_THROUGH_CACHE"}},
	},
	{
		name: "a template with tags and no role", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Templates[1].ResourceTags = []types.Tag{{Key: aws.String("team"), Value: aws.String("platform")}}
		},
		want: []live.Finding{
			{Status: live.Error, Check: live.Templates, Subject: "quay", Message: "fails as not found"},
			{Status: live.Warning, Check: live.Templates, Subject: "quay", Message: "set of tags", Has: "team=platform", Wants: "none", Command: "--resource-tags '[]'"},
		},
	},
	{
		name: "a template as it was", defy: func(a *livetest.Account, _ *live.Examination) {
			t := &a.Templates[0]
			t.ImageTagMutability = types.ImageTagMutabilityImmutable
			t.LifecyclePolicy = aws.String(`{"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":1},"action":{"type":"expire"}}]}`)
		},
		want: []live.Finding{
			{Status: live.Warning, Check: live.Templates, Subject: "ghcr", Message: "never refreshes"},
			{Status: live.Warning, Check: live.Templates, Subject: "ghcr", Message: "mutability", Has: "IMMUTABLE", Wants: "MUTABLE"},
			{Status: live.Warning, Check: live.Templates, Subject: "ghcr", Message: "lifecycle", Has: "untagged", Command: "--lifecycle-policy"},
		},
	},
	{
		name: "a template with another key, role and policy", spec: tagged, defy: func(a *livetest.Account, _ *live.Examination) {
			t := &a.Templates[0]
			t.EncryptionConfiguration = &types.EncryptionConfigurationForRepositoryCreationTemplate{EncryptionType: types.EncryptionTypeKms, KmsKey: aws.String("key/1")}
			t.CustomRoleArn, t.RepositoryPolicy = aws.String("arn:aws:iam::123456789012:role/theirs"), aws.String(`{"Statement":[]}`)
			a.Roles["theirs"] = a.Roles["AWSServiceRoleForECRTemplate"]
		},
		want: []live.Finding{
			{Status: live.Warning, Check: live.Templates, Subject: "ghcr", Message: "repository policy", Has: "Statement", Wants: "none"},
			{Status: live.Warning, Check: live.Templates, Subject: "ghcr", Message: "encryption", Has: "KMS key/1"},
			{Status: live.Warning, Check: live.Templates, Subject: "ghcr", Message: "another role", Has: "role/theirs", Wants: "role/ecr-templates"},
		},
	},
	{
		name: "no template, where it has exclusions and a key", spec: keyed, defy: func(a *livetest.Account, _ *live.Examination) { a.Templates, a.Repositories = nil, nil },
		want: []live.Finding{{
			Status: live.Error, Check: live.Templates, Subject: "ghcr", Message: "there is no template",
			Command: "--image-tag-mutability IMMUTABLE_WITH_EXCLUSION --image-tag-mutability-exclusion-filters 'filterType=WILDCARD,filter=main*' ",
		}},
	},
	{
		name: "a template without its key", spec: keyed, defy: func(a *livetest.Account, _ *live.Examination) {
			a.Repositories = nil
			for i := range a.Templates {
				a.Templates[i].ImageTagMutabilityExclusionFilters = []types.ImageTagMutabilityExclusionFilter{{Filter: aws.String("main*"), FilterType: types.ImageTagMutabilityExclusionFilterTypeWildcard}}
			}
		},
		want: []live.Finding{{
			Status: live.Warning, Check: live.Templates, Subject: "ghcr", Message: "encryption", Has: "none", Wants: "KMS arn:aws:kms:ca-central-1:123456789012:key/1",
			Command: "--encryption-configuration 'encryptionType=KMS,kmsKey=arn:aws:kms:ca-central-1:123456789012:key/1'",
		}},
	},
	{
		name: "the same lifecycle in another form", defy: func(a *livetest.Account, _ *live.Examination) {
			text := strings.ReplaceAll(aws.ToString(a.Templates[0].LifecyclePolicy), ",", " ,\n ")
			a.Templates[0].LifecyclePolicy = &text
			for name := range a.Lifecycles {
				a.Lifecycles[name] = text
			}
		},
	},
	{
		name: "a repository from before the template", defy: func(a *livetest.Account, _ *live.Examination) { delete(a.Lifecycles, app) },
		want: []live.Finding{{Status: live.Warning, Check: live.Repositories, Subject: app, Message: "no lifecycle policy", Command: "put-lifecycle-policy --repository-name " + app}},
	},
	{
		name: "a repository with another key", defy: func(a *livetest.Account, _ *live.Examination) {
			for i := range a.Repositories {
				if aws.ToString(a.Repositories[i].RepositoryName) == app {
					a.Repositories[i].EncryptionConfiguration = &types.EncryptionConfiguration{EncryptionType: types.EncryptionTypeKms, KmsKey: aws.String("key/1")}
					a.Repositories[i].ImageTagMutability = types.ImageTagMutabilityImmutable
				}
			}
		},
		want: []live.Finding{
			{Status: live.Warning, Check: live.Repositories, Subject: app, Message: "encryption", Has: "KMS key/1", Wants: "AES256"},
			{Status: live.Warning, Check: live.Repositories, Subject: app, Message: "never refreshes"},
		},
	},
	{
		name: "a repository without the tags of its template, and with another value", spec: tagged, defy: func(a *livetest.Account, _ *live.Examination) {
			for arn := range a.Tags {
				a.Tags[arn] = []types.Tag{{Key: aws.String("team"), Value: aws.String("web")}, {Key: aws.String("ours"), Value: aws.String("yes")}}
			}
		},
		want: []live.Finding{{
			Status: live.Warning, Check: live.Repositories, Subject: app, Message: "lacks tags", Has: "team=web", Wants: "cost=cache, team=platform",
			Command: "tag-resource --resource-arn arn:aws:ecr:ca-central-1:123456789012:repository/" + app + " --tags 'Key=cost,Value=cache' 'Key=team,Value=platform'",
		}},
	},
	{
		name: "a repository with the tags of its template, and one more", spec: tagged, defy: func(a *livetest.Account, _ *live.Examination) {
			for arn := range a.Tags {
				a.Tags[arn] = append(a.Tags[arn], types.Tag{Key: aws.String("ours"), Value: aws.String("yes")})
			}
		},
	},
	{
		name: "a repository with other exclusions", spec: excluding, defy: func(a *livetest.Account, _ *live.Examination) {
			a.Repositories[0].ImageTagMutability = types.ImageTagMutabilityImmutableWithExclusion
			a.Repositories[0].ImageTagMutabilityExclusionFilters = []types.ImageTagMutabilityExclusionFilter{{Filter: aws.String("latest"), FilterType: types.ImageTagMutabilityExclusionFilterTypeWildcard}}
			for i := range a.Templates {
				a.Templates[i].ImageTagMutabilityExclusionFilters = []types.ImageTagMutabilityExclusionFilter{{Filter: aws.String("main*"), FilterType: types.ImageTagMutabilityExclusionFilterTypeWildcard}}
			}
		},
		want: []live.Finding{{
			Status: live.Warning, Check: live.Repositories, Subject: app, Message: "excluded from mutability", Has: "latest", Wants: "main*",
			Command: "put-image-tag-mutability --repository-name " + app,
		}},
	},
	{
		name: "a template of a longer prefix", defy: func(a *livetest.Account, _ *live.Examination) {
			for _, prefix := range []string{"ghcr/amerintlxperts", "ghcr-other", "ROOT"} {
				a.Templates = append(a.Templates, types.RepositoryCreationTemplate{Prefix: aws.String(prefix), AppliedFor: []types.RCTAppliedFor{types.RCTAppliedForPullThroughCache}})
			}
			a.Templates = append(a.Templates, types.RepositoryCreationTemplate{Prefix: aws.String("quay/replicas"), AppliedFor: []types.RCTAppliedFor{types.RCTAppliedForReplication}})
		},
		want: []live.Finding{{Status: live.Warning, Check: live.Templates, Subject: "ghcr/amerintlxperts", Message: "longer", Has: "nothing expires", Wants: "the one of ghcr", Command: "delete-repository-creation-template --prefix ghcr/amerintlxperts"}},
	},
	{
		name: "a template of a longer prefix that cannot work, of a cache that somebody else makes", spec: "  upstreams: [{registry: quay.io}]\n", defy: func(a *livetest.Account, e *live.Examination) {
			e.Pullers, a.Roles["eks-node"] = []string{node}, ""
			a.Templates = append(a.Templates, types.RepositoryCreationTemplate{
				Prefix: aws.String("quay/prometheus"), AppliedFor: []types.RCTAppliedFor{types.RCTAppliedForPullThroughCache},
				ResourceTags: []types.Tag{{Key: aws.String("team"), Value: aws.String("web")}},
			}, types.RepositoryCreationTemplate{
				Prefix: aws.String("quay/team"), AppliedFor: []types.RCTAppliedFor{types.RCTAppliedForPullThroughCache},
				ResourceTags: []types.Tag{{Key: aws.String("team"), Value: aws.String("web")}}, CustomRoleArn: aws.String("arn:aws:iam::123456789012:role/gone"),
			})
		},
		want: []live.Finding{
			{Status: live.Error, Check: live.Templates, Subject: "quay/prometheus", Message: "fails as not found"},
			{Status: live.Error, Check: live.Roles, Subject: "gone", Message: "no such role"},
		},
	},
	{
		name: "a repository that denies", defy: func(a *livetest.Account, _ *live.Examination) {
			a.Policies[app] = `{"Statement":[{"Effect":"Deny","Principal":{"AWS":"` + node + `"},"Action":"ecr:GetDownloadUrlForLayer"}]}`
		},
		want: []live.Finding{{Status: live.Error, Check: live.Repositories, Subject: app, Message: "denies ecr:GetDownloadUrlForLayer"}},
	},
	{
		name: "an image that is not there", images: []string{app + ":v2.0.0", "ghcr/amerintlxperts/other:v1"},
		want: []live.Finding{
			{Status: live.Warning, Check: live.Images, Subject: app + ":v2.0.0", Message: "not in the cache", Has: "other images: 1", Do: "ecrcache warm"},
			{Status: live.Warning, Check: live.Images, Subject: "ghcr/amerintlxperts/other:v1", Has: "no repository"},
		},
	},
	{
		name: "a tag that has moved", images: []string{app + ":v1.0.0@" + other}, defy: func(a *livetest.Account, _ *live.Examination) {
			a.Images[app] = append(a.Images[app], types.ImageDetail{ImageDigest: aws.String(other), ImagePushedAt: aws.Time(livetest.Now())})
		},
		want: []live.Finding{{Status: live.Warning, Check: live.Images, Message: "the tag is not this digest", Has: digest, Wants: other}},
	},
	{
		name: "a digest that is not there, of a tag that is", images: []string{app + ":v1.0.0@" + other},
		want: []live.Finding{{Status: live.Warning, Check: live.Images, Message: "not in the cache", Has: "the tag v1.0.0 with another digest, " + digest}},
	},
	{
		name: "an archived image", images: []string{app + ":v1.0.0"}, defy: func(a *livetest.Account, _ *live.Examination) {
			a.Images[app][0].ImageStatus = types.ImageStatusArchived
		},
		want: []live.Finding{{Status: live.Error, Check: live.Images, Subject: app + ":v1.0.0", Has: "ARCHIVED", Command: "--image-id imageDigest=" + digest + " --target-storage-class STANDARD"}},
	},
	{
		name: "an image that comes back", images: []string{app + ":v1.0.0"}, defy: func(a *livetest.Account, _ *live.Examination) {
			a.Images[app][0].ImageStatus = types.ImageStatusActivating
		},
		want: []live.Finding{{Status: live.Error, Check: live.Images, Subject: app + ":v1.0.0", Has: "ACTIVATING", Do: "wait"}},
	},
	{
		name: "an image that expires", spec: "  infrastructure:\n    provider: Terraform\n    registryPolicy: {principals: [\"" + node + "\"]}\n    lifecycle: [{tagStatus: any, countType: sinceImagePushed, countNumber: 10, action: expire}]\n",
		images: []string{app + ":v1.0.0"},
		want:   []live.Finding{{Status: live.Warning, Check: live.Images, Subject: app + ":v1.0.0", Message: "expires in 3 days", Has: "rule 1: sinceImagePushed 10 days (any)"}},
	},
	{
		name: "an image that goes at once", images: []string{app + ":v1.0.0"}, defy: func(a *livetest.Account, _ *live.Examination) {
			for n := range 101 {
				a.Images[app] = append(a.Images[app], types.ImageDetail{ImageDigest: aws.String("sha256:" + strings.Repeat("3", 60) + fmt.Sprintf("%04d", n)), ImagePushedAt: aws.Time(livetest.Now())})
			}
		},
		want: []live.Finding{{Status: live.Warning, Check: live.Images, Subject: app + ":v1.0.0", Message: "expires at the next run", Has: "more than 100 images"}},
	},
	{
		name: "a part that is filled in later", images: []string{app + ":${TAG}"},
		want: []live.Finding{{Status: live.Unknown, Check: live.Images, Subject: app + ":${TAG}"}},
	},
	{
		name: "another scanning", defy: func(a *livetest.Account, _ *live.Examination) { a.Scanning.ScanType = types.ScanTypeEnhanced },
		want: []live.Finding{{Status: live.Warning, Check: live.Scanning, Has: "ENHANCED", Wants: "BASIC"}},
	},
	{
		name: "scanning that bills", spec: "  upstreams: [{registry: quay.io}]\n", defy: func(a *livetest.Account, e *live.Examination) {
			e.Pullers, a.Roles["eks-node"] = []string{node}, ""
			a.Scanning = types.RegistryScanningConfiguration{ScanType: types.ScanTypeEnhanced, Rules: []types.RegistryScanningRule{{
				ScanFrequency: types.ScanFrequencyContinuousScan, RepositoryFilters: []types.ScanningRepositoryFilter{{Filter: aws.String("*"), FilterType: types.ScanningRepositoryFilterTypeWildcard}},
			}}}
		},
		want: []live.Finding{{Status: live.Warning, Check: live.Scanning, Message: "bills", Has: "CONTINUOUS_SCAN of *"}},
	},
	{
		name: "a cache that somebody else makes", spec: "  upstreams: [{registry: ghcr.io}]\n", images: []string{app + ":v1.0.0"}, defy: func(a *livetest.Account, e *live.Examination) {
			e.Pullers, a.Roles["eks-node"] = []string{node}, ""
			a.Templates, a.Lifecycles = nil, nil
			arn := "arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/theirs-AbCdEf"
			rule(a, "ghcr").CredentialArn = &arn
			a.Secrets["ecr-pullthroughcache/theirs"] = &secretsmanager.DescribeSecretOutput{
				Name: aws.String("ecr-pullthroughcache/theirs"), ARN: &arn, VersionIdsToStages: map[string][]string{"1": {"AWSCURRENT"}},
			}
		},
	},
}

func deny(decision iamtypes.PolicyEvaluationDecisionType, actions ...string) func(string, string, string) iamtypes.EvaluationResult {
	return func(_, action, _ string) iamtypes.EvaluationResult {
		if slices.Contains(actions, action) {
			return iamtypes.EvaluationResult{EvalDecision: decision}
		}
		return iamtypes.EvaluationResult{EvalDecision: iamtypes.PolicyEvaluationDecisionTypeAllowed}
	}
}

// TestDefects: one thing is wrong in an account that is sound otherwise, and this is said,
// with what AWS has, what is wanted, and what to do, and nothing else is.
func TestDefects(t *testing.T) {
	for _, d := range defects {
		t.Run(d.name, func(t *testing.T) {
			if d.spec == "" {
				d.spec = usual
			}
			e := examination(t, d.spec, d.images...)
			a := livetest.Sound(e.Plan, map[string]map[string]string{app: {"v1.0.0": digest}})
			if d.images == nil {
				e.All = true
			}
			if d.defy != nil {
				d.defy(a, e)
			}
			r, s := examine(t, e, a)
			if d.want != nil && d.want[0].Check == live.Identity && len(s.Requests("")) != 1 {
				t.Errorf("another registry was asked %d times", len(s.Requests("")))
			}
			var got []live.Finding
			for _, f := range r.Findings {
				if strings.Contains(f.Message+f.Has+f.Do+f.Command, "hidden") {
					t.Errorf("a secret is shown: %+v", f)
				}
				if f.Status != live.OK {
					got = append(got, f)
				}
			}
			if len(got) != len(d.want) {
				t.Fatalf("%d findings, want %d: %+v", len(got), len(d.want), got)
			}
			for i := range got {
				if !holds(&got[i], &d.want[i]) {
					t.Errorf("got  %+v\nwant %+v", got[i], d.want[i])
				}
				if got[i].Do == "" && got[i].Needs == nil {
					t.Errorf("nothing to do is said: %+v", got[i])
				}
				pastes(t, got[i].Command)
			}
		})
	}
}

func holds(got, want *live.Finding) bool {
	return got.Status == want.Status && got.Check == want.Check && strings.Contains(got.Subject, want.Subject) && strings.Contains(got.Message, want.Message) &&
		strings.Contains(got.Has, want.Has) && strings.Contains(got.Wants, want.Wants) && strings.Contains(got.Do, want.Do) && strings.Contains(got.Command, want.Command)
}
