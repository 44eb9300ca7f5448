package planner

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// template plans the template with which ECR makes the repositories of a prefix.
func (b *builder) template(rule *plan.Rule) {
	t := &b.in.Template
	if t.Omit {
		return
	}
	description := t.Description
	if description == "" {
		description = "Repositories of the pull-through cache of " + rule.UpstreamURL
	}
	b.plan.Templates = append(b.plan.Templates, plan.Template{
		Name: rule.Name, ID: rule.ID, Prefix: rule.Prefix, Description: description,
		Settings: b.settings(), ResourceTags: plan.SortedPairs(t.ResourceTags), RoleARN: t.RoleARN,
	})
}

// unusedSettings warns of settings that nothing uses because of template.omit.
func (b *builder) unusedSettings() {
	t := &b.in.Template
	if !t.Omit {
		return
	}
	const remedy = "ECR gives it to repositories that it makes at a pull through a template only; remove template.omit, or "
	preCreate := b.in.Repositories == v1alpha1.RepositoriesPreCreate
	for _, setting := range []struct {
		field    string
		given    bool
		settings bool // whether a repository that is made beforehand has it, too
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
			b.Warn(plan.TemplateUnused, infrastructure+"."+setting.field, "", "no template is generated, and "+remedy+"set repositories to PreCreate")
		default:
			b.Warn(plan.TemplateUnused, infrastructure+"."+setting.field, "", "no template is generated, and "+remedy+"remove it")
		}
	}
}

// settings returns those of all repositories, whether ECR makes them or the target.
func (b *builder) settings() plan.Settings {
	t := &b.in.Template
	return plan.Settings{
		TagMutability: t.ImageTagMutability, TagExclusions: t.ImageTagMutabilityExclusions,
		EncryptionType: t.EncryptionType, KMSKey: t.KMSKey,
		LifecyclePolicy: b.lifecycle(), Policy: t.RepositoryPolicy,
	}
}

// checkSettings checks the settings of all repositories.
func (b *builder) checkSettings() {
	const at = infrastructure + ".template"
	t := &b.in.Template
	b.checkLifecycle()
	b.checkExclusions(at)
	b.checkEncryption(at)
	if !t.Omit && t.RoleARN == "" && len(t.ResourceTags) > 0 {
		b.Refuse(plan.TemplateRole, at+".resourceTags", "", "a template with tags needs a role by which ECR makes the repository"+noRole)
	}
	b.checkRole(t.RoleARN, at+".roleARN")
	b.checkTags(t.ResourceTags, at+".resourceTags")
	if t.ImageTagMutability == "IMMUTABLE" {
		b.Warn(plan.ImmutableTags, at+".imageTagMutability", t.ImageTagMutability, "ECR cannot refresh a tag that may not change: a moving tag stays as it was first pulled; IMMUTABLE_WITH_EXCLUSION lets such tags be excluded")
	}
	b.checkRepositoryPolicy(at + ".repositoryPolicy")
}

// noRole says what happens with a template that needs a role and has none.
const noRole = "; without one every pull fails as not found (https://github.com/aws/containers-roadmap/issues/2398); give template.roleARN, or remove it"

func (b *builder) checkEncryption(at string) {
	t, region := &b.in.Template, b.plan.Registry.Region
	kms := t.EncryptionType == "KMS" || t.EncryptionType == "KMS_DSSE"
	if !t.Omit && t.RoleARN == "" && kms {
		b.Refuse(plan.TemplateRole, at+".encryptionType", t.EncryptionType, "a template with a KMS key needs a role by which ECR makes the repository"+noRole)
	}
	if t.EncryptionType == "KMS_DSSE" && !b.plan.Cache.Registry().IsGovCloud() && !hasVariable(region) {
		b.Refuse(plan.TemplateDSSE, at+".encryptionType", t.EncryptionType, "ECR has KMS_DSSE in the Regions of AWS GovCloud (US) only ("+userGuide+"encryption-at-rest.html), and a template that ECR refuses makes every first pull fail as not found; the Region is "+region+": use KMS")
	}
	parts := strings.Split(t.KMSKey, ":")
	switch {
	case t.KMSKey != "" && !kms:
		b.Refuse(plan.TemplateKMS, at+".kmsKey", t.KMSKey, "ECR uses a KMS key only with encryptionType KMS or KMS_DSSE; set one, or remove the key")
	case len(parts) > 3 && parts[3] != region && !hasVariable(t.KMSKey+region):
		b.Refuse(plan.TemplateKMS, at+".kmsKey", t.KMSKey, "ECR uses keys of the registry's own Region only, which is "+region+" (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_EncryptionConfiguration.html)")
	}
}

func (b *builder) checkExclusions(at string) {
	t := &b.in.Template
	at += ".imageTagMutabilityExclusions"
	switch with := strings.HasSuffix(t.ImageTagMutability, "_WITH_EXCLUSION"); {
	case with && len(t.ImageTagMutabilityExclusions) == 0:
		b.Refuse(plan.TemplateExclusions, at, "", "missing; "+t.ImageTagMutability+" needs at least one pattern over tags, such as latest")
	case !with && len(t.ImageTagMutabilityExclusions) > 0:
		b.Refuse(plan.TemplateExclusions, at, "", "ECR takes exclusions only with imageTagMutability IMMUTABLE_WITH_EXCLUSION or MUTABLE_WITH_EXCLUSION; choose one, or remove them")
	}
	if n, most := len(t.ImageTagMutabilityExclusions), limits[maxExclusions]; n > most.Value {
		b.Refuse(plan.TemplateExclusions, at, "", fmt.Sprintf("there are %d; ECR takes at most %d (%s)", n, most.Value, most.Source))
	}
	for i, filter := range t.ImageTagMutabilityExclusions {
		if most := limits[maxExclusionWildcards]; !matches(exclusionPattern, filter) || strings.Count(filter, "*") > most.Value {
			b.Refuse(plan.TemplateExclusions, plan.Element(at, i), filter, fmt.Sprintf("ECR takes 1 to 128 letters, digits and . _ - with * for anything, %d times at most", most.Value))
		}
	}
}

func (b *builder) checkRepositoryPolicy(at string) {
	text, most := b.in.Template.RepositoryPolicy, limits[maxRepositoryPolicy]
	switch n := utf8.RuneCountInString(text); {
	case text == "" || hasVariable(text) && !isObject(text):
	case !isObject(text):
		b.Refuse(plan.RepositoryPolicy, at, "", "it is no JSON object; ECR takes an IAM policy document")
	case n > most.Value:
		b.Refuse(plan.RepositoryPolicy, at, "", fmt.Sprintf("it has %d characters; ECR takes at most %d (%s)", n, most.Value, most.Source))
	}
}

func isObject(text string) bool {
	var object map[string]any
	return json.Unmarshal([]byte(text), &object) == nil && object != nil // null is none
}
