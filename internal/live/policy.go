package live

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// The actions that doctor --live calls. Those of the registry, and of a VPC's endpoints, can be
// allowed on * only
// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html).
// sts:GetCallerIdentity needs no permission.
var (
	registryActions = []string{
		"ecr:DescribePullThroughCacheRules", "ecr:DescribeRepositoryCreationTemplates", "ecr:GetAccountSetting",
		"ecr:GetRegistryPolicy", "ecr:GetRegistryScanningConfiguration", "ecr:ValidatePullThroughCacheRule",
	}
	repositoryActions = []string{"ecr:DescribeImages", "ecr:GetLifecyclePolicy", "ecr:GetRepositoryPolicy"}
	roleActions       = []string{"iam:GetRole", "iam:SimulatePrincipalPolicy"}
)

// ListTags is the action that reads the tags of a repository, where the plan gives it some.
const ListTags = "ecr:ListTagsForResource"

const (
	listRepositories = "ecr:DescribeRepositories"
	describeSecret   = "secretsmanager:DescribeSecret"
	readSecret       = "secretsmanager:GetSecretValue"
	vpcEndpoints     = "ec2:DescribeVpcEndpoints"
)

// DoctorPolicy is the IAM policy of exactly what an examination calls, as JSON.
func DoctorPolicy(r *plan.Registry, e *Examination) string {
	arn := "arn:" + r.Partition + ":"
	here := r.Region + ":" + r.AccountID
	anywhere := plan.Statement{Sid: "Registry", Actions: registryActions, AnyResource: true}
	if e.Network {
		anywhere.Actions = append(append([]string{}, registryActions...), vpcEndpoints)
	}
	secrets := plan.Statement{Sid: "Secrets", Actions: []string{describeSecret}, ARNs: []string{arn + "secretsmanager:" + here + ":secret:" + plan.SecretNamePrefix + "*"}}
	if e.SecretKeys {
		secrets.Actions = append(secrets.Actions, readSecret)
	}
	repositories := plan.Statement{Sid: "Images", Actions: repositoryActions}
	if e.Made && slices.ContainsFunc(e.Plan.Templates, func(t plan.Template) bool { return len(t.ResourceTags) > 0 }) {
		repositories.Actions = append(slices.Clone(repositoryActions), ListTags)
	}
	roles := []string{arn + "iam::" + r.AccountID + ":role/*"}
	if slices.ContainsFunc(e.pullers(), func(puller string) bool { return strings.Contains(puller, ":user/") }) {
		roles = append(roles, arn+"iam::"+r.AccountID+":user/*")
	}
	for i := range e.Plan.Rules {
		repositories.Prefixes = append(repositories.Prefixes, e.Plan.Rules[i].Prefix)
	}
	text := r.PolicyJSON(plan.Policy{Statements: []plan.Statement{
		anywhere,
		{Sid: "Repositories", Actions: []string{listRepositories}, ARNs: []string{arn + "ecr:" + here + ":repository/*"}},
		repositories,
		secrets,
		{Sid: "Roles", Actions: roleActions, ARNs: roles},
	}})
	return indented(text)
}

// pullers are who pulls, as far as it is known: roles, users and accounts.
func (e *Examination) pullers() []string {
	all := slices.Clone(e.Pullers)
	if e.Plan.RegistryPolicy != nil {
		for i := range e.Plan.RegistryPolicy.Policy.Statements {
			all = append(all, e.Plan.RegistryPolicy.Policy.Statements[i].Principals...)
		}
	}
	return all
}
