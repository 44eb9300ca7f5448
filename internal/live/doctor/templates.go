package doctor

import (
	"encoding/json"
	"reflect"
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
	// Without any there is an empty list, or, as AWS's reference has it for a prefix, this.
	if err != nil && !isCode(err, "TemplateNotFoundException") {
		x.templates = nil
		return x.unanswered(live.Templates, "all", "ecr:DescribeRepositoryCreationTemplates", err)
	}
	for i := range x.Plan.Rules {
		x.templateOf(x.Plan.Rules[i].Prefix)
	}
	return nil
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

// usedByRules reports whether a template is that of a rule of the plan.
func (x *examiner) usedByRules(prefix string) bool {
	return slices.ContainsFunc(x.Plan.Rules, func(r plan.Rule) bool {
		t := x.templateFor(r.Prefix)
		return t != nil && aws.ToString(t.Prefix) == prefix
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
	x.soundTemplate(prefix, has)
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

// missingTemplate is one that the plan has and AWS has not, or not for this use.
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
	args = append(args, "--image-tag-mutability", quote(t.TagMutability))
	if len(t.LifecyclePolicy.Rules) > 0 {
		args = append(args, "--lifecycle-policy", quote(t.LifecyclePolicy.JSON()))
	}
	if t.Policy != "" {
		args = append(args, "--repository-policy", quote(t.Policy))
	}
	if t.EncryptionType != "" {
		encryption := "encryptionType=" + t.EncryptionType
		if t.KMSKey != "" {
			encryption += ",kmsKey=" + t.KMSKey
		}
		args = append(args, "--encryption-configuration", quote(encryption))
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

// soundTemplate looks for what makes every first pull fail, or surprises, whoever wants it.
func (x *examiner) soundTemplate(prefix string, t *types.RepositoryCreationTemplate) {
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

// templateDrift tells every field in which a template is not as the plan has it.
func (x *examiner) templateDrift(has *types.RepositoryCreationTemplate, wants *plan.Template) {
	update := "aws ecr update-repository-creation-template --prefix " + quote(wants.Prefix) + x.inRegion()
	drift := func(what, is, want, option string) {
		x.add(live.Finding{
			Status: live.Warning, Check: live.Templates, Subject: wants.Prefix, Message: "the template has another " + what + ", which new repositories get",
			Has: orNone(is), Wants: orNone(want), Do: x.apply("change the template"), Command: update + " " + option,
		})
	}
	if is := string(has.ImageTagMutability); is != wants.TagMutability {
		drift("mutability of tags", is, wants.TagMutability, "--image-tag-mutability "+wants.TagMutability)
	}
	if is := exclusions(has.ImageTagMutabilityExclusionFilters); !sameSet(is, wants.TagExclusions) {
		drift("list of tags that are excluded from mutability", strings.Join(is, ", "), strings.Join(wants.TagExclusions, ", "), "--image-tag-mutability "+wants.TagMutability+filters(wants.TagExclusions))
	}
	if is, want := aws.ToString(has.LifecyclePolicy), wants.LifecyclePolicy.JSON(); !sameJSON(is, want) && (is != "" || len(wants.LifecyclePolicy.Rules) > 0) {
		drift("lifecycle policy", is, want, "--lifecycle-policy "+quote(want))
	}
	if is := aws.ToString(has.RepositoryPolicy); !sameJSON(is, wants.Policy) {
		drift("repository policy", is, wants.Policy, "--repository-policy "+quote(wants.Policy))
	}
	kind, key := "", ""
	if e := has.EncryptionConfiguration; e != nil {
		kind, key = string(e.EncryptionType), aws.ToString(e.KmsKey)
	}
	if !sameEncryption(kind, key, wants.EncryptionType, wants.KMSKey) {
		drift("encryption", strings.TrimSpace(kind+" "+key), strings.TrimSpace(wants.EncryptionType+" "+wants.KMSKey), "--encryption-configuration "+quote("encryptionType="+defaultEncryption(wants.EncryptionType)))
	}
	if is := aws.ToString(has.CustomRoleArn); is != wants.RoleARN {
		drift("role", is, wants.RoleARN, "--custom-role-arn "+quote(wants.RoleARN))
	}
	x.tagDrift(has, wants, drift)
}

func (x *examiner) tagDrift(has *types.RepositoryCreationTemplate, wants *plan.Template, drift func(what, is, want, option string)) {
	var is, want, options []string
	for _, tag := range has.ResourceTags {
		is = append(is, aws.ToString(tag.Key)+"="+aws.ToString(tag.Value))
	}
	for _, tag := range wants.ResourceTags {
		want = append(want, tag.Name+"="+tag.Value)
		options = append(options, quote("Key="+tag.Name+",Value="+tag.Value))
	}
	slices.Sort(is)
	slices.Sort(want)
	if !slices.Equal(is, want) {
		if options == nil {
			options = []string{quote("[]")}
		}
		drift("set of tags", strings.Join(is, ", "), strings.Join(want, ", "), "--resource-tags "+strings.Join(options, " "))
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

func exclusions(filters []types.ImageTagMutabilityExclusionFilter) []string {
	var all []string
	for _, f := range filters {
		all = append(all, aws.ToString(f.Filter))
	}
	return all
}

// filters is the option that excludes tags.
func filters(patterns []string) string {
	text := ""
	for _, p := range patterns {
		text += " " + quote("filterType=WILDCARD,filter="+p)
	}
	if text == "" {
		return ""
	}
	return " --image-tag-mutability-exclusion-filters" + text
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// sameJSON compares two documents by what they say; two empty texts are the same.
func sameJSON(a, b string) bool {
	if a == "" || b == "" {
		return a == b
	}
	var x, y any
	if json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return a == b
	}
	return reflect.DeepEqual(x, y)
}

// defaultEncryption is ECR's own choice.
func defaultEncryption(kind string) string {
	if kind == "" {
		return string(types.EncryptionTypeAes256)
	}
	return kind
}

// sameEncryption compares kinds and keys. Without a key ECR uses its own, whose ARN it
// reports.
func sameEncryption(kind, key, wantKind, wantKey string) bool {
	return defaultEncryption(kind) == defaultEncryption(wantKind) && (wantKey == "" || key == wantKey || strings.HasSuffix(key, "/"+wantKey))
}
