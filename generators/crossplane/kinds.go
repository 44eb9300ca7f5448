package crossplane

import (
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// secret makes the secret, and its value as a version of it. Where External Secrets writes the
// value, there is no version: Crossplane would replace the pushed value with its own.
func (r *resources) secret(c *plan.Credential) {
	r.adopt(r.add("secretsmanager", "v1beta1", "Secret", c.Name, object.Map{
		{Key: "name", Value: c.SecretName},
		{Key: "description", Value: "Credential of the pull-through cache of " + c.Upstream},
		{Key: "recoveryWindowInDays", Value: c.RecoveryWindow},
		{Key: "tags", Value: object.Pairs(object.SecretTags(r.Plan))},
	}), c.ARN)
	if r.PushSecret != nil {
		return
	}
	r.add("secretsmanager", "v1beta1", "SecretVersion", c.Name, object.Map{
		{Key: "secretIdRef", Value: object.Map{{Key: "name", Value: c.Name}}},
		{Key: "secretStringSecretRef", Value: object.Map{
			{Key: "key", Value: c.KubernetesSecret.Key},
			{Key: "name", Value: c.KubernetesSecret.Name},
			{Key: "namespace", Value: r.secretNamespace(c)},
		}},
	})
}

// secretNamespace returns the namespace of the reference to a Kubernetes Secret. Cluster-scoped
// kinds need one; namespaced ones have none and read their own.
func (r *resources) secretNamespace(c *plan.Credential) string {
	given := c.KubernetesSecret.Namespace
	at := c.Path + ".kubernetesSecret.namespace"
	switch {
	case !r.cluster && given != "" && given != r.Meta.Namespace:
		r.problems.Refuse(plan.NamespaceElsewhere, at, given, "a namespaced SecretVersion reads a Secret of its own namespace only; set infrastructure.namespace to it, or remove it")
	case r.cluster && given == "" && r.Meta.Namespace == "":
		r.problems.Refuse(plan.NamespaceRequired, at, "", "missing; a cluster-scoped SecretVersion needs the namespace of the Kubernetes Secret; give it here, or in infrastructure.namespace")
	case r.cluster && given == "":
		return r.Meta.Namespace
	case r.cluster:
		return given
	}
	return ""
}

// rule makes a rule, once the ARN of its secret is known.
func (r *resources) rule(rule *plan.Rule) {
	arn := rule.CredentialARN
	if rule.Credential >= 0 && arn == "" {
		c := &r.Credentials[rule.Credential]
		if !r.options.Composition {
			r.secondStep(rule, c)
			return
		}
		arn = awaited
		r.wait(resourceName("PullThroughCacheRule", rule.Name), resourceName("Secret", c.Name))
	}
	var role object.Map
	if rule.UsesRole && r.UpstreamRole != nil {
		role = object.Map{{Key: "name", Value: r.UpstreamRole.Name}}
	}
	r.adopt(r.add("ecr", "v1beta1", "PullThroughCacheRule", rule.Name, object.Map{
		{Key: "ecrRepositoryPrefix", Value: rule.Prefix},
		{Key: "upstreamRegistryUrl", Value: rule.UpstreamURL},
		{Key: "upstreamRepositoryPrefix", Value: rule.UpstreamPrefix},
		{Key: "credentialArn", Value: arn},
		{Key: "customRoleArn", Value: rule.RoleARN},
		{Key: "customRoleArnRef", Value: role},
	}), rule.Prefix)
}

// role makes an IAM role, and its policy.
func (r *resources) role(role *plan.Role) {
	o := r.addGlobal("iam", "v1beta1", "Role", role.Name, object.Map{
		{Key: "description", Value: role.Description},
		{Key: "assumeRolePolicy", Value: r.Registry.PolicyJSON(role.Trust)},
		{Key: "tags", Value: object.Pairs(r.Meta.Tags)},
	})
	externalName(o, role.RoleName)
	externalName(r.addGlobal("iam", "v1beta1", "RolePolicy", role.Name, object.Map{
		{Key: "policy", Value: r.Registry.PolicyJSON(role.Policy)},
		{Key: "roleRef", Value: object.Map{{Key: "name", Value: role.Name}}},
	}), plan.PolicyName)
}

func (r *resources) template(t *plan.Template) {
	r.adopt(r.add("ecr", "v1beta1", "RepositoryCreationTemplate", t.Name, object.Map{
		{Key: "prefix", Value: t.Prefix},
		{Key: "appliedFor", Value: object.List{"PULL_THROUGH_CACHE"}},
		{Key: "description", Value: t.Description},
		{Key: "imageTagMutability", Value: t.TagMutability},
		{Key: "imageTagMutabilityExclusionFilter", Value: object.WildcardFilters(t.TagExclusions)},
		{Key: "encryptionConfiguration", Value: encryption(&t.Settings)},
		{Key: "lifecyclePolicy", Value: t.LifecyclePolicy.JSON()},
		{Key: "repositoryPolicy", Value: t.Policy},
		{Key: "resourceTags", Value: object.Pairs(t.ResourceTags)},
		{Key: "customRoleArn", Value: t.RoleARN},
	}), t.Prefix)
}

// repository makes a repository, and its policies as resources of their own.
func (r *resources) repository(repo *plan.Repository) {
	o := r.add("ecr", r.storedVersion(), "Repository", repo.Name, object.Map{
		{Key: "imageTagMutability", Value: repo.TagMutability},
		{Key: "imageTagMutabilityExclusionFilter", Value: object.WildcardFilters(repo.TagExclusions)},
		{Key: "encryptionConfiguration", Value: encryption(&repo.Settings)},
		{Key: "tags", Value: object.Pairs(r.Meta.Tags)},
	})
	externalName(o, repo.Repository)
	ref := object.Field{Key: "repositoryRef", Value: object.Map{{Key: "name", Value: repo.Name}}}
	r.adopt(r.add("ecr", "v1beta1", "LifecyclePolicy", repo.Name, object.Map{ref, {Key: "policy", Value: repo.LifecyclePolicy.JSON()}}), repo.Repository)
	if repo.Policy != "" {
		r.adopt(r.add("ecr", "v1beta1", "RepositoryPolicy", repo.Name, object.Map{ref, {Key: "policy", Value: repo.Policy}}), repo.Repository)
	}
}

// registry makes what a registry has once. The external name is the account's ID.
func (r *resources) registry() {
	if p := r.RegistryPolicy; p != nil {
		r.adopt(r.add("ecr", "v1beta1", "RegistryPolicy", p.Name, object.Map{{Key: "policy", Value: r.Registry.PolicyJSON(p.Policy)}}), r.Registry.AccountID)
	}
	if s := r.Scanning; s != nil {
		var rules object.List
		for _, rule := range s.Rules {
			rules = append(rules, object.Map{
				{Key: "repositoryFilter", Value: object.WildcardFilters(rule.Filters)},
				{Key: "scanFrequency", Value: rule.Frequency},
			})
		}
		r.adopt(r.add("ecr", "v1beta1", "RegistryScanningConfiguration", s.Name, object.Map{{Key: "rule", Value: rules}, {Key: "scanType", Value: s.Type}}), r.Registry.AccountID)
	}
}

// policy makes an IAM policy, to be attached to the role of the nodes.
func (r *resources) policy(n *plan.NodePolicy) {
	o := r.addGlobal("iam", "v1beta1", "Policy", n.Name, object.Map{
		{Key: "description", Value: "Lets nodes pull through the cache in " + r.Registry.Region},
		{Key: "policy", Value: r.Registry.PolicyJSON(n.Policy)},
		{Key: "tags", Value: object.Pairs(r.Meta.Tags)},
	})
	externalName(o, n.PolicyName)
}

// parameter makes a parameter with one of the outputs. insecureValue is the provider's name for a
// value that is no secret.
func (r *resources) parameter(p *plan.Parameter) {
	o := r.add("ssm", "v1beta1", "Parameter", p.Name, object.Map{
		{Key: "type", Value: "String"},
		{Key: "insecureValue", Value: p.Output.Value},
		{Key: "description", Value: p.Output.Description},
		{Key: "tags", Value: object.Pairs(r.Meta.Tags)},
	})
	externalName(o, p.Path)
}

// encryption returns the settings as the provider has them: a list with one element, or none for
// ECR's own choice.
func encryption(s *plan.Settings) object.List {
	if s.EncryptionType == "" {
		return nil
	}
	return object.List{object.Map{{Key: "encryptionType", Value: s.EncryptionType}, {Key: "kmsKey", Value: s.KMSKey}}}
}
