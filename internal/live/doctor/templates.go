package doctor

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/client"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
)

// creationTemplates lists the templates in one call, and finds for every prefix the one by
// which ECR makes its repositories.
func (x *examiner) creationTemplates() error {
	var err error
	x.templates, err = client.Pages(func(token *string) ([]types.RepositoryCreationTemplate, *string, error) {
		page, err := x.aws.ECR.DescribeRepositoryCreationTemplates(x.ctx, &ecr.DescribeRepositoryCreationTemplatesInput{MaxResults: aws.Int32(pageSize), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.RepositoryCreationTemplates, page.NextToken, nil
	})
	// Without any template there is an empty list; the reference of AWS documents this error for a
	// prefix without one.
	if err != nil && !isCode(err, "TemplateNotFoundException") {
		x.templates = nil
		return x.unanswered(live.Templates, "all", "ecr:DescribeRepositoryCreationTemplates", err)
	}
	for i := range x.Plan.Rules {
		x.templateOf(x.Plan.Rules[i].Prefix)
	}
	x.longerTemplates()
	return nil
}

// longerTemplates looks at the templates for a part of a rule's repositories: ECR takes the longest
// prefix, so the template of the rule does nothing there.
func (x *examiner) longerTemplates() {
	for i := range x.templates {
		t := &x.templates[i]
		name := aws.ToString(t.Prefix)
		below := func(r plan.Rule) bool {
			return r.Prefix == image.RootPrefix && name != image.RootPrefix || strings.HasPrefix(name, r.Prefix+"/")
		}
		rule := slices.IndexFunc(x.Plan.Rules, below)
		if rule < 0 || x.isPlanned(name) || !slices.Contains(t.AppliedFor, types.RCTAppliedForPullThroughCache) {
			continue
		}
		x.checkTemplate(name, t)
		if wants := x.plannedTemplate(x.Plan.Rules[rule].Prefix); wants != nil {
			x.add(live.Finding{
				Status: live.Warning, Check: live.Templates, Subject: name, Message: "its prefix is longer than that of the configuration's template, so that it applies to new repositories below it",
				Has: "the template of " + name + templateInWords(t), Wants: "the one of " + wants.Prefix + " alone",
				Do:      "see who made it, and delete it unless it is meant",
				Command: "aws ecr delete-repository-creation-template --prefix " + quote(name) + x.inRegion(),
			})
		}
	}
}

// templateFor is the template that ECR uses below a prefix: the one with the longest prefix
// that is for pull-through caches, ROOT when no other is
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html).
func (x *examiner) templateFor(prefix string) *types.RepositoryCreationTemplate {
	var found *types.RepositoryCreationTemplate
	for i := range x.templates {
		t := &x.templates[i]
		name := strings.TrimSuffix(aws.ToString(t.Prefix), "/")
		applies := name == prefix || strings.HasPrefix(prefix, name+"/") || name == image.RootPrefix
		if !applies || !slices.Contains(t.AppliedFor, types.RCTAppliedForPullThroughCache) {
			continue
		}
		if found == nil || longer(name, aws.ToString(found.Prefix)) {
			found = t
		}
	}
	return found
}

// longer reports whether a prefix is nearer to a repository than another; ROOT is the
// farthest.
func longer(a, b string) bool {
	return b == image.RootPrefix || a != image.RootPrefix && len(a) > len(b)
}

// usedByRules reports whether a template is that of a rule of the plan, or of a part of its
// repositories.
func (x *examiner) usedByRules(prefix string) bool {
	return slices.ContainsFunc(x.Plan.Rules, func(r plan.Rule) bool {
		t := x.templateFor(r.Prefix)
		return t != nil && aws.ToString(t.Prefix) == prefix || strings.HasPrefix(prefix, r.Prefix+"/")
	})
}

// templateOf holds the template of a prefix to the plan's.
func (x *examiner) templateOf(prefix string) {
	before := len(x.report.Findings)
	has, wants := x.templateFor(prefix), x.plannedTemplate(prefix)
	switch {
	case has == nil && wants == nil:
		x.ok(live.Templates, prefix, "none; ECR makes its repositories with its defaults, which expire nothing")
		return
	case has == nil:
		x.missingTemplate(prefix, wants)
		return
	}
	name := aws.ToString(has.Prefix)
	x.checkTemplate(prefix, has)
	if wants != nil && name != prefix {
		x.add(live.Finding{
			Status: live.Error, Check: live.Templates, Subject: prefix, Message: "there is no template of this prefix, and another applies",
			Has: "the template of " + name, Wants: "one of " + prefix, Do: x.apply("make it"), Command: x.createTemplate(wants),
		})
	} else if wants != nil {
		x.templateDrift(has, wants)
	}
	if len(x.report.Findings) == before {
		x.ok(live.Templates, prefix, "the template of "+name+templateInWords(has))
	}
}

func templateInWords(t *types.RepositoryCreationTemplate) string {
	if aws.ToString(t.LifecyclePolicy) == "" {
		return "; nothing expires"
	}
	return "; with a lifecycle policy"
}

// missingTemplate adds a finding for a template that the plan has, and AWS does not have or does not
// apply for pull-through caches.
func (x *examiner) missingTemplate(prefix string, wants *plan.Template) {
	found := live.Finding{
		Status: live.Error, Check: live.Templates, Subject: prefix, Message: "there is no template, so that ECR makes repositories with its defaults, which expire nothing",
		Has: "no template", Wants: "one of " + prefix, Do: x.apply("make it"), Command: x.createTemplate(wants),
	}
	for i := range x.templates {
		if t := &x.templates[i]; aws.ToString(t.Prefix) == prefix {
			found.Message = "the template is not for pull-through caches, so that ECR does not use it"
			found.Has, found.Wants = "appliedFor "+joined(t.AppliedFor), string(types.RCTAppliedForPullThroughCache)
			found.Do = x.apply("apply it for pull-through caches")
			found.Command = "aws ecr update-repository-creation-template --prefix " + quote(prefix) + " --applied-for " + strings.ReplaceAll(joined(append(slices.Clone(t.AppliedFor), types.RCTAppliedForPullThroughCache)), ",", "") + x.inRegion()
		}
	}
	x.add(found)
}

// createTemplate is the command that makes a template.
func (x *examiner) createTemplate(t *plan.Template) string {
	args := []string{"aws ecr create-repository-creation-template --prefix", quote(t.Prefix), "--applied-for", string(types.RCTAppliedForPullThroughCache)}
	args = append(args, "--image-tag-mutability", quote(t.TagMutability)+filters(t.TagExclusions))
	if len(t.LifecyclePolicy.Rules) > 0 {
		args = append(args, "--lifecycle-policy", quote(t.LifecyclePolicy.JSON()))
	}
	if t.Policy != "" {
		args = append(args, "--repository-policy", quote(t.Policy))
	}
	if t.EncryptionType != "" {
		args = append(args, "--encryption-configuration", encryption(t))
	}
	if t.RoleARN != "" {
		args = append(args, "--custom-role-arn", quote(t.RoleARN))
	}
	for i, tag := range t.ResourceTags {
		if i == 0 {
			args = append(args, "--resource-tags")
		}
		args = append(args, quote("Key="+tag.Name+",Value="+tag.Value))
	}
	return strings.Join(args, " ") + x.inRegion()
}

// encryption is the value of the option --encryption-configuration.
func encryption(t *plan.Template) string {
	text := "encryptionType=" + defaultEncryption(t.EncryptionType)
	if t.KMSKey != "" {
		text += ",kmsKey=" + t.KMSKey
	}
	return quote(text)
}

// checkTemplate looks in a template for what makes every first pull fail, or never refreshes a tag,
// whatever the plan says.
func (x *examiner) checkTemplate(prefix string, t *types.RepositoryCreationTemplate) {
	role, name := aws.ToString(t.CustomRoleArn), aws.ToString(t.Prefix)
	kms := t.EncryptionConfiguration != nil && strings.HasPrefix(string(t.EncryptionConfiguration.EncryptionType), "KMS")
	if role == "" && (len(t.ResourceTags) > 0 || kms) {
		x.add(live.Finding{
			Status: live.Error, Check: live.Templates, Subject: prefix, Message: "the template has tags or a KMS key, and no role by which ECR can use them: every first pull fails as not found",
			Has: "customRoleArn none", Wants: "a role that trusts " + templateService, Do: x.apply("give it a role (infrastructure.template.roleARN)"),
			Command: "aws ecr update-repository-creation-template --prefix " + quote(name) + " --custom-role-arn ROLE-ARN" + x.inRegion(),
		})
	}
	if t.ImageTagMutability == types.ImageTagMutabilityImmutable {
		x.add(live.Finding{
			Status: live.Warning, Check: live.Templates, Subject: prefix, Message: "tags may not change, so that ECR never refreshes a moving tag such as latest",
			Has: string(t.ImageTagMutability), Wants: string(types.ImageTagMutabilityMutable), Do: "let tags change, or exclude those that move (IMMUTABLE_WITH_EXCLUSION)",
			Command: "aws ecr update-repository-creation-template --prefix " + quote(name) + " --image-tag-mutability MUTABLE" + x.inRegion(),
		})
	}
}

func (x *examiner) plannedTemplate(prefix string) *plan.Template {
	for i := range x.Plan.Templates {
		if x.Made && x.Plan.Templates[i].Prefix == prefix {
			return &x.Plan.Templates[i]
		}
	}
	return nil
}

func joined(uses []types.RCTAppliedFor) string {
	var all []string
	for _, u := range uses {
		all = append(all, string(u))
	}
	return strings.Join(all, ", ")
}
