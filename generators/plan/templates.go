package plan

import "github.com/amerintlxperts/ecrcache/api/v1alpha1"

// template plans the template by which ECR makes the repositories of a prefix.
func (b *builder) template(rule *Rule) {
	t := &b.in.Template
	if t.Omit {
		return
	}
	description := t.Description
	if description == "" {
		description = "Repositories of the pull-through cache of " + rule.UpstreamURL
	}
	b.plan.Templates = append(b.plan.Templates, Template{
		Name: rule.Name, ID: rule.ID, Prefix: rule.Prefix, Description: description,
		Settings: b.settings(), ResourceTags: SortedPairs(t.ResourceTags), RoleARN: t.RoleARN,
	})
}

// unused warns of settings that template.omit leaves without use.
func (b *builder) unused() {
	t := &b.in.Template
	if !t.Omit {
		return
	}
	const remedy = "ECR gives it to repositories that it makes at a pull through a template only; remove template.omit, or "
	preCreate := b.in.Repositories == v1alpha1.RepositoriesPreCreate
	for _, setting := range []struct {
		field    string
		given    bool
		settings bool // a repository that is made beforehand has it, too
	}{
		{"lifecycle", len(b.in.Lifecycle) > 0, true},
		{"template.description", t.Description != "", false},
		{"template.imageTagMutability", t.ImageTagMutability != "MUTABLE", true},
		{"template.encryptionType", t.EncryptionType != "", true},
		{"template.kmsKey", t.KMSKey != "", true},
		{"template.repositoryPolicy", t.RepositoryPolicy != "", true},
		{"template.resourceTags", len(t.ResourceTags) > 0, false},
		{"template.roleARN", t.RoleARN != "", false},
	} {
		switch {
		case !setting.given || setting.settings && preCreate:
		case setting.settings:
			b.Warn(TemplateUnused, infrastructure+"."+setting.field, "", "no template is generated, and "+remedy+"set repositories to PreCreate")
		default:
			b.Warn(TemplateUnused, infrastructure+"."+setting.field, "", "no template is generated, and "+remedy+"remove it")
		}
	}
}
