package planner

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// defaultLifecycle expires all but the newest images. It has no rule for untagged ones: an
// image that is pulled by its digest has no tag in the cache, and may be running. ECR counts an
// image for two platforms as three: the index, and the image of each platform.
var defaultLifecycle = []v1alpha1.LifecycleRule{
	{Description: "Keep the newest 100 images", TagStatus: "any", CountType: countOfImages, CountNumber: 100, Action: "expire"},
}

const (
	countOfImages = "imageCountMoreThan"
	countUnit     = "days"
)

// lifecycleRules returns the rules of the configuration, or the default ones, each with its
// number.
func (b *builder) lifecycleRules() []v1alpha1.LifecycleRule {
	rules := slices.Clone(b.in.Lifecycle)
	if b.in.Lifecycle == nil {
		rules = slices.Clone(defaultLifecycle)
	}
	for i := range rules {
		if rules[i].RulePriority == 0 {
			rules[i].RulePriority = i + 1
		}
		if rules[i].CountType != countOfImages && rules[i].CountUnit == "" {
			rules[i].CountUnit = countUnit
		}
	}
	return rules
}

// lifecycle returns the policy, with its rules sorted by their numbers.
func (b *builder) lifecycle() plan.LifecyclePolicy {
	rules := b.lifecycleRules()
	slices.SortStableFunc(rules, func(x, y v1alpha1.LifecycleRule) int { return cmp.Compare(x.RulePriority, y.RulePriority) })
	document := plan.LifecyclePolicy{Rules: []plan.LifecycleRule{}}
	for _, r := range rules {
		document.Rules = append(document.Rules, plan.LifecycleRule{
			RulePriority: r.RulePriority, Description: r.Description,
			Selection: plan.LifecycleSelection{
				TagStatus: r.TagStatus, TagPatternList: r.TagPatternList, TagPrefixList: r.TagPrefixList,
				CountType: r.CountType, CountUnit: r.CountUnit, CountNumber: r.CountNumber,
			},
			Action: plan.LifecycleAction{Type: r.Action},
		})
	}
	return document
}

// checkLifecycle checks the rules of the policy as ECR does when a policy is put
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html).
func (b *builder) checkLifecycle() {
	const at = infrastructure + ".lifecycle"
	rules := b.lifecycleRules()
	if len(rules) == 0 {
		b.Refuse(plan.LifecycleEmpty, at, "", "ECR refuses a policy without rules; write one, or leave lifecycle out for the default")
		return
	}
	if most := limits[maxLifecycleRules]; len(rules) > most.Value {
		b.Refuse(plan.LifecycleRules, at, "", fmt.Sprintf("there are %d; ECR takes at most %d %s (%s)", len(rules), most.Value, most.Unit, most.Source))
	}
	b.checkPrefixLists(rules, at)
	b.checkDigests(rules, at)
	numbers := map[int]int{} // rules by their numbers
	untagged, highest := -1, 0
	for _, r := range rules {
		highest = max(highest, r.RulePriority)
	}
	for i, r := range rules {
		here := plan.Element(at, i)
		if first, twice := numbers[r.RulePriority]; twice || r.RulePriority < 1 {
			message := "ECR takes numbers from 1"
			if twice {
				message = fmt.Sprintf("lifecycle[%d] has the same number; ECR wants each rule to have its own", first)
			}
			b.Refuse(plan.LifecyclePriority, here+".rulePriority", fmt.Sprint(r.RulePriority), message)
		} else {
			numbers[r.RulePriority] = i
		}
		if r.TagStatus == "any" && r.RulePriority < highest {
			b.Refuse(plan.LifecycleAnyLast, here+".rulePriority", fmt.Sprint(r.RulePriority), "a rule for any image must have the highest number of all; move it after the others")
		}
		if r.TagStatus == "untagged" {
			if untagged >= 0 {
				b.Refuse(plan.LifecycleUntagged, here+".tagStatus", r.TagStatus, fmt.Sprintf("lifecycle[%d] is for untagged images already, and ECR takes one such rule", untagged))
			}
			untagged = i
		}
		b.checkSelection(&r, here)
	}
	policy := b.lifecycle()
	if n, most := utf8.RuneCountInString(policy.JSON()), limits[maxLifecyclePolicy]; n > most.Value {
		b.Refuse(plan.LifecycleSize, at, "", fmt.Sprintf("the policy has %d characters; ECR takes at most %d (%s)", n, most.Value, most.Source))
	}
}

// checkPrefixLists refuses two rules for the same prefixes of tags.
func (b *builder) checkPrefixLists(rules []v1alpha1.LifecycleRule, at string) {
	first := map[string]int{}
	for i := range rules {
		prefixes := slices.Sorted(slices.Values(rules[i].TagPrefixList))
		if len(prefixes) == 0 {
			continue
		}
		list := strings.Join(slices.Compact(prefixes), " ")
		if j, twice := first[list]; twice {
			b.Refuse(plan.LifecycleTwice, plan.Element(at, i)+".tagPrefixList", list, fmt.Sprintf("lifecycle[%d] is for the same prefixes, and ECR wants the rules to have different ones ("+userGuide+"LifecyclePolicies.html); keep one of the two", j))
			continue
		}
		first[list] = i
	}
}

// checkDigests warns of rules by which running images expire: an image that is pulled by its
// digest has no tag in the cache, and its age counts from its import.
func (b *builder) checkDigests(rules []v1alpha1.LifecycleRule, at string) {
	if b.c.Spec.Rewrite.Digests != v1alpha1.DigestsKeep {
		return // no digest gets into the cache's references
	}
	pinned := 0
	for _, ref := range b.plan.Seen.Pulled() {
		if ref.Digest != "" {
			pinned++
		}
	}
	if pinned == 0 {
		return
	}
	for i := range rules {
		r := &rules[i]
		byAge := r.CountType == "sinceImagePushed"
		if r.Action != "expire" || r.TagStatus != "untagged" && !(r.TagStatus == "any" && byAge) {
			continue
		}
		when := fmt.Sprintf("beyond the newest %d", r.CountNumber)
		if byAge {
			when = fmt.Sprintf("%d days after their import", r.CountNumber)
		}
		b.Warn(plan.LifecycleDigests, plan.Element(at, i), "", fmt.Sprintf("%d of the images are pulled by a digest, and what is pulled so has no tag in the cache: this rule expires such images %s, also those that run; the next node that needs one imports it again, which fails where the upstream has deleted it or refuses; one rule with tagStatus any and countType imageCountMoreThan keeps them, as the default does", pinned, when))
	}
}

// checkSelection checks one rule by itself.
func (b *builder) checkSelection(r *v1alpha1.LifecycleRule, at string) {
	lists := min(len(r.TagPatternList), 1) + min(len(r.TagPrefixList), 1)
	switch {
	case r.TagStatus == "tagged" && lists != 1:
		b.Refuse(plan.LifecycleTagLists, at, "", "a rule for tagged images has either tagPatternList or tagPrefixList, and something in it")
	case r.TagStatus != "tagged" && lists > 0:
		b.Refuse(plan.LifecycleTagLists, at, "", "only a rule for tagged images has tagPatternList or tagPrefixList; tagStatus is "+r.TagStatus)
	}
	for i, pattern := range r.TagPatternList {
		if most := limits[maxLifecycleWildcards]; strings.Count(pattern, "*") > most.Value {
			b.Refuse(plan.LifecycleWildcards, plan.Element(at+".tagPatternList", i), pattern, fmt.Sprintf("ECR takes at most %d * in a pattern", most.Value))
		}
	}
	if r.CountType == countOfImages && r.CountUnit != "" {
		b.Refuse(plan.LifecycleCountUnit, at+".countUnit", r.CountUnit, "a count of images has no unit; remove it")
	}
	if r.CountNumber < 1 {
		b.Refuse(plan.LifecycleCountNumber, at+".countNumber", fmt.Sprint(r.CountNumber), "ECR takes numbers from 1")
	}
	switch {
	case r.Action == "transition" || r.CountType == "sinceImageTransitioned":
		b.Refuse(plan.LifecycleTransition, at, "", "an archived image cannot be pulled, so a cache must not archive; use expire: the next pull by tag imports the image again")
	case r.CountType == "sinceImagePulled":
		b.Refuse(plan.LifecycleTransition, at+".countType", r.CountType, "ECR takes it for archiving only, and an archived image cannot be pulled; use sinceImagePushed, the time of the import, or imageCountMoreThan")
	}
}
