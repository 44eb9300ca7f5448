package doctor

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
)

// templateDrift adds a finding for every field in which a template is not as the plan has it.
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
		drift("encryption", strings.TrimSpace(kind+" "+key), strings.TrimSpace(wants.EncryptionType+" "+wants.KMSKey), "--encryption-configuration "+encryption(wants))
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
