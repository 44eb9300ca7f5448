package ack

import (
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// secret returns a secret with the value of one key of a Kubernetes Secret. The controller does
// not notice changes of that Secret's data, so a new token needs another key or name. The secret
// is identified by its name, which Secrets Manager accepts instead of the ARN
// (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html).
func (r *resources) secret(c *plan.Credential) object.Object {
	o := r.regional(secretsManager, "Secret", c.Name, plan.Pair{Name: "id", Value: c.SecretName}, plan.Pair{Name: "name", Value: c.SecretName})
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "name", Value: c.SecretName},
		{Key: "description", Value: "Credential of the pull-through cache of " + c.Upstream},
		{Key: "secretString", Value: object.Map{
			{Key: "key", Value: c.KubernetesSecret.Key},
			{Key: "name", Value: c.KubernetesSecret.Name},
			{Key: "namespace", Value: c.KubernetesSecret.Namespace},
		}},
		{Key: "tags", Value: tags(object.SecretTags(r.Plan))},
	}}}
	return o
}

// rule returns a rule that refers to its secret, so that one apply makes both. It sets
// upstreamRegistry because ECR returns it and the field cannot change.
func (r *resources) rule(rule *plan.Rule) object.Object {
	o := r.regional(ecr, "PullThroughCacheRule", rule.Name, plan.Pair{Name: "ecrRepositoryPrefix", Value: rule.Prefix})
	spec := object.Map{
		{Key: "ecrRepositoryPrefix", Value: rule.Prefix},
		{Key: "upstreamRegistry", Value: rule.Upstream},
		{Key: "upstreamRegistryURL", Value: rule.UpstreamURL},
	}
	switch {
	case rule.CredentialARN != "":
		spec = spec.Set("credentialARN", rule.CredentialARN)
	case rule.Credential >= 0:
		name := r.Credentials[rule.Credential].Name
		spec = spec.Set("credentialRef", object.Map{{Key: "from", Value: object.Map{{Key: "name", Value: name}}}})
	}
	spec = spec.Set("upstreamRepositoryPrefix", rule.UpstreamPrefix).Set("customRoleARN", rule.RoleARN)
	if rule.UsesRole && r.UpstreamRole != nil {
		spec = spec.Set("customRoleRef", object.Map{{Key: "from", Value: object.Map{{Key: "name", Value: r.UpstreamRole.Name}}}})
	}
	o.Body = object.Map{{Key: "spec", Value: spec}}
	return o
}

// role returns an IAM role.
func (r *resources) role(role *plan.Role) object.Object {
	o := r.global(iam, "Role", role.Name, plan.Pair{Name: "name", Value: role.RoleName})
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "name", Value: role.RoleName},
		{Key: "description", Value: role.Description},
		{Key: "assumeRolePolicyDocument", Value: r.Registry.PolicyJSON(role.Trust)},
		{Key: "inlinePolicies", Value: object.Map{{Key: plan.PolicyName, Value: r.Registry.PolicyJSON(role.Policy)}}},
		{Key: "tags", Value: tags(r.Meta.Tags)},
	}}}
	return o
}

func (r *resources) template(t *plan.Template) object.Object {
	o := r.regional(ecr, "RepositoryCreationTemplate", t.Name, plan.Pair{Name: "prefix", Value: t.Prefix})
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "prefix", Value: t.Prefix},
		{Key: "appliedFor", Value: object.List{"PULL_THROUGH_CACHE"}},
		{Key: "description", Value: t.Description},
		{Key: "imageTagMutability", Value: t.TagMutability},
		{Key: "imageTagMutabilityExclusionFilters", Value: object.WildcardFilters(t.TagExclusions)},
		{Key: "encryptionConfiguration", Value: encryption(&t.Settings)},
		{Key: "lifecyclePolicy", Value: t.LifecyclePolicy.JSON()},
		{Key: "repositoryPolicy", Value: t.Policy},
		{Key: "resourceTags", Value: tags(t.ResourceTags)},
		{Key: "customRoleARN", Value: t.RoleARN},
	}}}
	return o
}

func (r *resources) repository(repo *plan.Repository) object.Object {
	o := r.regional(ecr, "Repository", repo.Name, plan.Pair{Name: "name", Value: repo.Repository})
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "name", Value: repo.Repository},
		{Key: "imageTagMutability", Value: repo.TagMutability},
		{Key: "imageTagMutabilityExclusionFilters", Value: object.WildcardFilters(repo.TagExclusions)},
		{Key: "encryptionConfiguration", Value: encryption(&repo.Settings)},
		{Key: "lifecyclePolicy", Value: repo.LifecyclePolicy.JSON()},
		{Key: "policy", Value: repo.Policy},
		{Key: "tags", Value: tags(r.Meta.Tags)},
	}}}
	return o
}

// policy returns an IAM policy, to be attached to the role of the nodes.
func (r *resources) policy(n *plan.NodePolicy) object.Object {
	arn := "arn:" + r.Registry.Partition + ":iam::" + r.Registry.AccountID + ":policy/" + n.PolicyName
	o := r.global(iam, "Policy", n.Name, plan.Pair{Name: "arn", Value: arn})
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "name", Value: n.PolicyName},
		{Key: "description", Value: "Lets nodes pull through the cache in " + r.Registry.Region},
		{Key: "policyDocument", Value: r.Registry.PolicyJSON(n.Policy)},
		{Key: "tags", Value: tags(r.Meta.Tags)},
	}}}
	return o
}

// parameter returns one of the outputs in the Parameter Store.
func (r *resources) parameter(p *plan.Parameter) object.Object {
	o := r.regional(ssm, "Parameter", p.Name, plan.Pair{Name: "name", Value: p.Path})
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "name", Value: p.Path},
		{Key: "type", Value: "String"},
		{Key: "value", Value: p.Output.Value},
		{Key: "description", Value: p.Output.Description},
		{Key: "tags", Value: tags(r.Meta.Tags)},
	}}}
	return o
}

func encryption(s *plan.Settings) object.Map {
	return object.Map{{Key: "encryptionType", Value: s.EncryptionType}, {Key: "kmsKey", Value: s.KMSKey}}
}
