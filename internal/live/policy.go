package live

import (
	"bytes"
	"encoding/json"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// The actions that doctor --live calls. Those of the registry, and of a VPC's endpoints, know
// no resource
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

const (
	listRepositories = "ecr:DescribeRepositories"
	describeSecret   = "secretsmanager:DescribeSecret"
	readSecret       = "secretsmanager:GetSecretValue"
	vpcEndpoints     = "ec2:DescribeVpcEndpoints"
)

// DoctorPolicy is the IAM policy of exactly what an examination calls, as JSON.
func DoctorPolicy(r *plan.Registry, e *Examination) string {
	account := "arn:" + r.Partition + ":"
	here := r.Region + ":" + r.AccountID
	anywhere := plan.Statement{Sid: "Registry", Actions: registryActions, AnyResource: true}
	if e.Network {
		anywhere.Actions = append(append([]string{}, registryActions...), vpcEndpoints)
	}
	secrets := plan.Statement{Sid: "Secrets", Actions: []string{describeSecret}, ARNs: []string{account + "secretsmanager:" + here + ":secret:" + plan.SecretNamePrefix + "*"}}
	if e.SecretKeys {
		secrets.Actions = append(secrets.Actions, readSecret)
	}
	repositories := plan.Statement{Sid: "Images", Actions: repositoryActions}
	for i := range e.Plan.Rules {
		repositories.Prefixes = append(repositories.Prefixes, e.Plan.Rules[i].Prefix)
	}
	text := r.PolicyJSON(plan.Policy{Statements: []plan.Statement{
		anywhere,
		{Sid: "Repositories", Actions: []string{listRepositories}, ARNs: []string{account + "ecr:" + here + ":repository/*"}},
		repositories,
		secrets,
		{Sid: "Roles", Actions: roleActions, ARNs: []string{account + "iam::" + r.AccountID + ":role/*"}},
	}})
	var indented bytes.Buffer
	if json.Indent(&indented, []byte(text), "", "  ") != nil { // it is JSON, just made
		return text
	}
	return indented.String()
}
