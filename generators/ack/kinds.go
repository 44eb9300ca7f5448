package ack

import (
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// secret takes its value from one key of a Kubernetes Secret. The controller sees
// no change of that Secret's data: a token is rotated by another key or name. It is
// identified by its name, which Secrets Manager takes for the ARN
// (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html).
func secret(p *plan.Plan, c *plan.Credential) object.Object {
	o := of(p, secretsManager, "Secret", c.Name, plan.Pair{Name: "id", Value: c.SecretName}, plan.Pair{Name: "name", Value: c.SecretName})
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "name", Value: c.SecretName},
		{Key: "description", Value: "Credential of the pull-through cache of " + c.Upstream},
		{Key: "secretString", Value: object.Map{
			{Key: "key", Value: c.KubernetesSecret.Key},
			{Key: "name", Value: c.KubernetesSecret.Name},
			{Key: "namespace", Value: c.KubernetesSecret.Namespace},
		}},
		{Key: "tags", Value: tags(p.Meta.Tags)},
	}}}
	return o
}

// rule refers to its secret, so that both are made by one apply. upstreamRegistry
// is given because ECR answers with it and the field cannot change.
func rule(p *plan.Plan, r *plan.Rule) object.Object {
	o := of(p, ecr, "PullThroughCacheRule", r.Name, plan.Pair{Name: "ecrRepositoryPrefix", Value: r.Prefix})
	spec := object.Map{
		{Key: "ecrRepositoryPrefix", Value: r.Prefix},
		{Key: "upstreamRegistry", Value: r.Upstream},
		{Key: "upstreamRegistryURL", Value: r.UpstreamURL},
	}
	switch {
	case r.CredentialARN != "":
		spec = spec.Set("credentialARN", r.CredentialARN)
	case r.Credential >= 0:
		name := p.Credentials[r.Credential].Name
		spec = spec.Set("credentialRef", object.Map{{Key: "from", Value: object.Map{{Key: "name", Value: name}}}})
	}
	o.Body = object.Map{{Key: "spec", Value: spec.Set("customRoleARN", r.RoleARN)}}
	return o
}

func template(p *plan.Plan, t *plan.Template) object.Object {
	o := of(p, ecr, "RepositoryCreationTemplate", t.Name, plan.Pair{Name: "prefix", Value: t.Prefix})
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "prefix", Value: t.Prefix},
		{Key: "appliedFor", Value: object.List{"PULL_THROUGH_CACHE"}},
		{Key: "description", Value: t.Description},
		{Key: "imageTagMutability", Value: t.TagMutability},
		{Key: "imageTagMutabilityExclusionFilters", Value: filters(t.TagExclusions)},
		{Key: "encryptionConfiguration", Value: encryption(&t.Settings)},
		{Key: "lifecyclePolicy", Value: t.LifecyclePolicy},
		{Key: "repositoryPolicy", Value: t.Policy},
		{Key: "resourceTags", Value: tags(t.ResourceTags)},
		{Key: "customRoleARN", Value: t.RoleARN},
	}}}
	return o
}

func repository(p *plan.Plan, r *plan.Repository) object.Object {
	o := of(p, ecr, "Repository", r.Name, plan.Pair{Name: "name", Value: r.Repository})
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "name", Value: r.Repository},
		{Key: "imageTagMutability", Value: r.TagMutability},
		{Key: "imageTagMutabilityExclusionFilters", Value: filters(r.TagExclusions)},
		{Key: "encryptionConfiguration", Value: encryption(&r.Settings)},
		{Key: "lifecyclePolicy", Value: r.LifecyclePolicy},
		{Key: "policy", Value: r.Policy},
		{Key: "tags", Value: tags(p.Meta.Tags)},
	}}}
	return o
}

// policy is an IAM policy, to be attached to the role of the nodes.
func policy(p *plan.Plan, n *plan.NodePolicy) object.Object {
	arn := "arn:" + p.Registry.Partition + ":iam::" + p.Registry.AccountID + ":policy/" + n.PolicyName
	o := global(p, iam, "Policy", n.Name, plan.Pair{Name: "arn", Value: arn})
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "name", Value: n.PolicyName},
		{Key: "description", Value: "Lets nodes pull through the cache in " + p.Registry.Region},
		{Key: "policyDocument", Value: n.Policy},
		{Key: "tags", Value: tags(p.Meta.Tags)},
	}}}
	return o
}

func filters(patterns []string) object.List {
	var list object.List
	for _, pattern := range patterns {
		list = append(list, object.Map{{Key: "filter", Value: pattern}, {Key: "filterType", Value: "WILDCARD"}})
	}
	return list
}

func encryption(s *plan.Settings) object.Map {
	return object.Map{{Key: "encryptionType", Value: s.EncryptionType}, {Key: "kmsKey", Value: s.KMSKey}}
}
