package doctor

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/iampolicy"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
)

// repository holds a repository against the settings that the plan has for it. ECR applies a
// template only when it makes a repository, so those that are older than the template stay as they
// were.
func (x *examiner) repository(r *repository) {
	before := len(x.report.Findings)
	wants := x.plannedSettings(r.name)
	if wants != nil {
		x.repositoryDrift(r, wants)
	}
	x.deniedByRepository(r)
	if r.ImageTagMutability == types.ImageTagMutabilityImmutable {
		x.add(live.Finding{
			Status: live.Warning, Check: live.Repositories, Subject: r.name, Message: "tags may not change, so that ECR never refreshes a moving tag such as latest",
			Has: string(r.ImageTagMutability), Wants: string(types.ImageTagMutabilityMutable), Do: "let tags change",
			Command: "aws ecr put-image-tag-mutability --repository-name " + quote(r.name) + " --image-tag-mutability MUTABLE" + x.inRegion(),
		})
	}
	if len(x.report.Findings) > before || len(r.failed) > 0 {
		return
	}
	text := fmt.Sprintf("images: %d", len(r.images))
	if r.lifecycle == "" {
		text += "; nothing expires"
	}
	x.ok(live.Repositories, r.name, text)
}

// plannedSettings are those of the plan for a repository; nil when it has none for it.
func (x *examiner) plannedSettings(name string) *plan.Settings {
	if !x.Made {
		return nil
	}
	for i := range x.Plan.Repositories {
		if x.Plan.Repositories[i].Repository == name {
			return &x.Plan.Repositories[i].Settings
		}
	}
	if t := x.plannedTemplateOf(name); t != nil {
		return &t.Settings
	}
	return nil
}

// plannedTemplateOf is the plan's template by which ECR makes a repository; nil for none.
func (x *examiner) plannedTemplateOf(name string) *plan.Template {
	var nearest *plan.Template
	for i := range x.Plan.Templates {
		t := &x.Plan.Templates[i]
		if t.Prefix == image.RootPrefix && nearest == nil || strings.HasPrefix(name, t.Prefix+"/") && (nearest == nil || longer(t.Prefix, nearest.Prefix)) {
			nearest = t
		}
	}
	return nearest
}

// plannedTags are the tags that the plan gives to a repository by its template.
func (x *examiner) plannedTags(name string) []plan.Pair {
	if t := x.plannedTemplateOf(name); x.Made && t != nil {
		return t.ResourceTags
	}
	return nil
}

func (x *examiner) repositoryDrift(r *repository, wants *plan.Settings) {
	name := " --repository-name " + quote(r.name) + x.inRegion()
	drift := func(message, is, want, command string) {
		x.add(live.Finding{
			Status: live.Warning, Check: live.Repositories, Subject: r.name, Message: message, Has: orNone(is), Wants: orNone(want),
			Do: "change the repository; a template is for new ones only", Command: command,
		})
	}
	life := wants.LifecyclePolicy.JSON()
	put := "aws ecr put-lifecycle-policy" + name + " --lifecycle-policy-text " + quote(life)
	switch {
	case r.failed["ecr:GetLifecyclePolicy"] != nil || len(wants.LifecyclePolicy.Rules) == 0 && r.lifecycle == "":
	case r.lifecycle == "":
		drift("it has no lifecycle policy, perhaps because it is older than the template, so that nothing expires and all is paid for", "", life, put)
	case !sameJSON(r.lifecycle, life):
		drift("it has another lifecycle policy", r.lifecycle, life, put)
	}
	if is := string(r.ImageTagMutability); is != wants.TagMutability && r.ImageTagMutability != types.ImageTagMutabilityImmutable {
		drift("it has another mutability of tags", is, wants.TagMutability, "aws ecr put-image-tag-mutability"+name+" --image-tag-mutability "+wants.TagMutability+filters(wants.TagExclusions))
	}
	if is := exclusions(r.ImageTagMutabilityExclusionFilters); string(r.ImageTagMutability) == wants.TagMutability && !sameSet(is, wants.TagExclusions) {
		drift("it has another list of tags that are excluded from mutability", strings.Join(is, ", "), strings.Join(wants.TagExclusions, ", "), "aws ecr put-image-tag-mutability"+name+" --image-tag-mutability "+wants.TagMutability+filters(wants.TagExclusions))
	}
	x.repositoryTags(r, drift)
	kind, key := "", ""
	if e := r.EncryptionConfiguration; e != nil {
		kind, key = string(e.EncryptionType), aws.ToString(e.KmsKey)
	}
	if !sameEncryption(kind, key, wants.EncryptionType, wants.KMSKey) {
		drift("it has another encryption, which cannot be changed: delete the repository, and the next pull makes it again", strings.TrimSpace(kind+" "+key), strings.TrimSpace(defaultEncryption(wants.EncryptionType)+" "+wants.KMSKey), "")
	}
	if r.failed["ecr:GetRepositoryPolicy"] == nil && wants.Policy != "" && !sameJSON(r.policy, wants.Policy) {
		drift("it has another policy", r.policy, wants.Policy, "aws ecr set-repository-policy"+name+" --policy-text "+quote(wants.Policy))
	}
}

// repositoryTags tells of tags that the plan gives and the repository has not, or with another
// value. Others that it has are somebody else's.
func (x *examiner) repositoryTags(r *repository, drift func(message, is, want, command string)) {
	var is, want, options []string
	for _, tag := range x.plannedTags(r.name) {
		value, there := r.tags[tag.Name]
		if r.tags == nil || there && value == tag.Value {
			continue
		}
		if there {
			is = append(is, tag.Name+"="+value)
		}
		want, options = append(want, tag.Name+"="+tag.Value), append(options, quote("Key="+tag.Name+",Value="+tag.Value))
	}
	if want != nil {
		drift("it lacks tags of the template, or has other values", strings.Join(is, ", "), strings.Join(want, ", "),
			"aws ecr tag-resource --resource-arn "+quote(aws.ToString(r.RepositoryArn))+" --tags "+strings.Join(options, " ")+x.inRegion())
	}
}

// deniedByRepository looks for a policy of the repository that denies pulls to who pulls.
func (x *examiner) deniedByRepository(r *repository) {
	if r.policy == "" {
		return
	}
	policy, err := iampolicy.Parse(r.policy)
	if err != nil {
		return // AWS took it, and it is not ours to judge
	}
	var denied []string
	for _, action := range x.pullActions() {
		for _, principal := range append([]string{"*"}, x.pullers()...) {
			if policy.Decide(principal, action, aws.ToString(r.RepositoryArn)) == iampolicy.Denied && !slices.Contains(denied, action) {
				denied = append(denied, action)
			}
		}
	}
	if denied != nil {
		x.add(live.Finding{
			Status: live.Error, Check: live.Repositories, Subject: r.name, Message: "its policy denies " + strings.Join(denied, ", ") + "; a Deny wins over everything",
			Has: r.policy, Wants: "no Deny of it", Do: "take the statement out",
		})
	}
}
