package terraform

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// main returns main.tf: the rules, the templates, and the repositories made beforehand.
func (m *module) main() string {
	f := newFile()
	for i := range m.Rules {
		m.rule(f, &m.Rules[i])
	}
	for i := range m.Templates {
		m.template(f, &m.Templates[i])
	}
	if len(m.Repositories) > 0 {
		m.repositories(f)
	}
	return f.String()
}

// rule waits for the version of its secret: ECR reads it when the rule is made.
func (m *module) rule(f *file, r *plan.Rule) {
	b := f.regional("aws_ecr_pull_through_cache_rule", r.ID)
	b.text("ecr_repository_prefix", r.Prefix)
	b.text("upstream_registry_url", r.UpstreamURL)
	b.text("upstream_repository_prefix", r.UpstreamPrefix)
	b.text("credential_arn", r.CredentialARN)
	b.text("custom_role_arn", r.RoleARN)
	if r.CredentialARN == "" && r.Credential >= 0 {
		b.set("credential_arn", raw(secretAddress(&m.Credentials[r.Credential])+".arn"))
		b.gap()
		b.set("depends_on", tuple{raw(versionAddress(&m.Credentials[r.Credential]))})
	}
	if r.UsesRole && m.UpstreamRole != nil {
		b.set("custom_role_arn", raw("aws_iam_role.upstream.arn"))
		b.gap()
		b.set("depends_on", tuple{raw("aws_iam_role_policy.upstream")})
	}
}

func (m *module) template(f *file, t *plan.Template) {
	b := f.regional("aws_ecr_repository_creation_template", t.ID)
	b.text("prefix", t.Prefix)
	b.text("description", t.Description)
	b.set("applied_for", tuple{text("PULL_THROUGH_CACHE")})
	b.text("image_tag_mutability", t.TagMutability)
	b.text("custom_role_arn", t.RoleARN)
	b.pairs("resource_tags", t.ResourceTags)
	b.document("lifecycle_policy", t.LifecyclePolicy.JSON())
	b.document("repository_policy", t.Policy)
	settings(b, &t.Settings)
}

// settings are the blocks that templates and repositories share.
func settings(b *body, s *plan.Settings) {
	for _, filter := range s.TagExclusions {
		b.gap()
		block := b.block("image_tag_mutability_exclusion_filter")
		block.text("filter", filter)
		block.text("filter_type", "WILDCARD")
	}
	if s.EncryptionType != "" {
		b.gap()
		block := b.block("encryption_configuration")
		block.text("encryption_type", s.EncryptionType)
		block.text("kms_key", s.KMSKey)
	}
}

// repositories adds one resource for all repositories, because only their names differ. Terraform
// does not delete a repository with images, because force_delete is off.
func (m *module) repositories(f *file) {
	s := &m.Repositories[0].Settings
	b := f.block("resource", "aws_ecr_repository", "cached")
	var names tuple
	for i := range m.Repositories {
		names = append(names, text(m.Repositories[i].Repository))
	}
	b.set("for_each", call{"toset", names})
	b.gap()
	b.set("region", raw("var.region"))
	b.set("name", raw("each.key"))
	b.text("image_tag_mutability", s.TagMutability)
	b.pairs("tags", m.Meta.Tags)
	settings(b, s)
	m.guard(b)
	m.perRepository(f, "aws_ecr_lifecycle_policy", s.LifecyclePolicy.JSON())
	if s.Policy != "" {
		m.perRepository(f, "aws_ecr_repository_policy", s.Policy)
	}
}

// perRepository puts a policy on every repository.
func (m *module) perRepository(f *file, kind, policy string) {
	b := f.block("resource", kind, "cached")
	b.set("for_each", raw("aws_ecr_repository.cached"))
	b.gap()
	b.set("region", raw("var.region"))
	b.set("repository", raw("each.value.name"))
	b.document("policy", policy)
}

// guard keeps terraform destroy from deleting a resource.
func (m *module) guard(b *body) {
	if m.options.Destroy == v1alpha1.DestroyPrevent {
		b.gap()
		b.block("lifecycle").bool("prevent_destroy", true)
	}
}
