package planner_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/google/go-cmp/cmp"
)

// FuzzLifecycle: a lifecycle policy is refused exactly when ECR's documentation
// refuses it, or when it archives; and what is accepted becomes the policy that was
// asked for, in the order of its numbers.
func FuzzLifecycle(f *testing.F) {
	for _, seed := range lifecycleSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, choices []byte) {
		rules := (&chooser{choices}).rules()
		c := &v1alpha1.PullThroughCache{Metadata: v1alpha1.Metadata{Name: "ghcr"}, Spec: v1alpha1.Spec{
			AccountID: "123456789012", Region: "ca-central-1", Infrastructure: &v1alpha1.Infrastructure{Lifecycle: rules},
			Upstreams: []v1alpha1.Upstream{{Registry: "ghcr.io", Credential: &v1alpha1.Credential{}}},
		}}
		c.Default()
		if err := config.Validate(c); err != nil {
			t.Fatal(err)
		}
		p, problems := planner.Plan(c, plan.Seen{})
		want := refusedByECR(slices.Clone(rules))
		if failed := plan.Failed(problems); failed != (want != "") {
			t.Fatalf("%+v\nfailed: %v, %v\nECR refuses: %q", rules, failed, problems, want)
		}
		if want == "" {
			samePolicy(t, rules, p.Templates[0].LifecyclePolicy.JSON())
		}
	})
}

// lifecycleSeeds are choices for policies of several rules, right and wrong.
var lifecycleSeeds = []string{
	"\x00",
	"\x02" + "\x01\x00\x00\x00\x01\x01\x00\x07\x00\x00\x00\x00" + "\x02\x00\x00\x00\x00\x00\x64\x00\x00\x00\x00",
	"\x02" + "\x02\x00\x00\x00\x00\x00\x64\x00\x00\x00\x00" + "\x01\x00\x00\x00\x01\x01\x00\x07\x00\x00\x00\x00",
	"\x02" + "\x01\x00\x00\x00\x00\x00\x64\x00\x00\x00\x00" + "\x01\x00\x00\x00\x01\x01\x00\x07\x00\x00\x00\x00",
	"\x01" + "\x00\x00v\x00\x07\x07\x00\x00\x64\x00\x00\x00\x00",
	"\x04" + "\x00\x00v",
}

// A chooser turns bytes into a policy. Without any more of them it chooses zero.
type chooser struct{ rest []byte }

func (c *chooser) next(below int) int {
	if len(c.rest) == 0 {
		return 0
	}
	n := int(c.rest[0]) % below
	c.rest = c.rest[1:]
	return n
}

func (c *chooser) text(length int) string {
	length = min(length, len(c.rest))
	text := strings.ToValidUTF8(string(c.rest[:length]), "?")
	c.rest = c.rest[length:]
	return text
}

// rarely is true for one byte out of eight.
func (c *chooser) rarely() bool { return c.next(8) == 7 }

// rules are never nil: a policy that is not given is the default. Most choices are
// right, so that one which is wrong is often the only one.
func (c *chooser) rules() []v1alpha1.LifecycleRule {
	rules := make([]v1alpha1.LifecycleRule, c.next(5))
	for i := range rules {
		rules[i] = c.rule()
		if c.rarely() {
			rules[i].RulePriority = c.next(8) - 1
		}
	}
	return rules
}

func (c *chooser) rule() v1alpha1.LifecycleRule {
	r := v1alpha1.LifecycleRule{TagStatus: []string{"tagged", "untagged", "any"}[c.next(3)], Action: "expire", CountType: "imageCountMoreThan"}
	if (r.TagStatus == "tagged") != c.rarely() {
		r.TagPrefixList = []string{c.text(1)}
	}
	if c.rarely() {
		r.TagPrefixList, r.TagPatternList = nil, []string{c.text(c.next(16))}
	}
	if c.rarely() {
		r.TagPatternList = append(r.TagPatternList, strings.Repeat("v*", c.next(8)))
	}
	if c.next(2) > 0 {
		r.CountType, r.CountUnit = "sinceImagePushed", []string{"", "days"}[c.next(2)]
	}
	if c.rarely() {
		r.CountType = []string{"imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"}[c.next(4)]
	}
	if r.CountNumber = 1 + c.next(255); c.rarely() {
		r.CountNumber = c.next(2) - 1
	}
	if c.rarely() {
		r.Action = "transition"
	}
	if c.rarely() {
		r.Description = strings.Repeat("d", 1000*c.next(32))
	}
	return r
}

// refusedByECR says why ECR refuses the rules, once each has its number, as
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
// has it; and why a cache may not have them. A unit that is missing is days.
func refusedByECR(rules []v1alpha1.LifecycleRule) string {
	if len(rules) == 0 {
		return "no rule"
	}
	var numbers, ofAny []int
	untagged := 0
	lists := map[string]int{} // of prefixes, sorted
	for i := range rules {
		if prefixes := slices.Sorted(slices.Values(rules[i].TagPrefixList)); len(prefixes) > 0 {
			lists[strings.Join(prefixes, "\x00")]++
		}
		r := &rules[i]
		if r.RulePriority == 0 {
			r.RulePriority = i + 1
		}
		numbers = append(numbers, r.RulePriority)
		if r.TagStatus == "any" {
			ofAny = append(ofAny, r.RulePriority)
		}
		if r.TagStatus == "untagged" {
			untagged++
		}
		if why := ruleRefused(r); why != "" {
			return why
		}
	}
	slices.Sort(numbers)
	switch {
	case numbers[0] < 1:
		return "a number below 1"
	case len(slices.Compact(slices.Clone(numbers))) < len(numbers):
		return "a number that stands twice"
	case slices.ContainsFunc(ofAny, func(n int) bool { return n != numbers[len(numbers)-1] }):
		return "a rule for any image that is not the last"
	case slices.Max(append(slices.Collect(maps.Values(lists)), 0)) > 1:
		return "two rules for the same prefixes"
	case untagged > 1:
		return "two rules for untagged images"
	case len(policyOf(rules)) > 30720:
		return "more than 30,720 characters"
	}
	return ""
}

func ruleRefused(r *v1alpha1.LifecycleRule) string {
	prefixes, patterns := len(r.TagPrefixList) > 0, len(r.TagPatternList) > 0
	switch {
	case r.TagStatus == "tagged" && prefixes == patterns:
		return "tagged images without exactly one list"
	case r.TagStatus != "tagged" && (prefixes || patterns):
		return "a list of tags, and not of tagged images"
	case slices.ContainsFunc(r.TagPatternList, func(p string) bool { return strings.Count(p, "*") > 4 }):
		return "more than four wildcards"
	case r.CountType == "imageCountMoreThan" && r.CountUnit != "":
		return "a unit of images"
	case r.CountNumber < 1:
		return "a count below 1"
	case r.Action != "expire" || r.CountType == "sinceImagePulled" || r.CountType == "sinceImageTransitioned":
		return "an archive"
	}
	return ""
}

// policyOf writes the document of numbered rules.
func policyOf(rules []v1alpha1.LifecycleRule) string {
	var document struct {
		Rules []any `json:"rules"`
	}
	slices.SortFunc(rules, func(a, b v1alpha1.LifecycleRule) int { return a.RulePriority - b.RulePriority })
	for _, r := range rules {
		selection := map[string]any{"tagStatus": r.TagStatus, "countType": r.CountType, "countNumber": r.CountNumber}
		if len(r.TagPrefixList) > 0 {
			selection["tagPrefixList"] = r.TagPrefixList
		}
		if len(r.TagPatternList) > 0 {
			selection["tagPatternList"] = r.TagPatternList
		}
		if r.CountType != "imageCountMoreThan" {
			selection["countUnit"] = "days"
		}
		rule := map[string]any{"rulePriority": r.RulePriority, "selection": selection, "action": map[string]any{"type": r.Action}}
		if r.Description != "" {
			rule["description"] = r.Description
		}
		document.Rules = append(document.Rules, rule)
	}
	text, _ := json.Marshal(document) // maps of strings and numbers always marshal
	return string(text)
}

// samePolicy holds a policy to the rules it was made of.
func samePolicy(t *testing.T, rules []v1alpha1.LifecycleRule, policy string) {
	t.Helper()
	rules = slices.Clone(rules)
	for i := range rules {
		if rules[i].RulePriority == 0 {
			rules[i].RulePriority = i + 1
		}
	}
	var got, want any
	if err := json.Unmarshal([]byte(policy), &got); err != nil {
		t.Fatalf("%v in %s", err, policy)
	}
	if err := json.Unmarshal([]byte(policyOf(rules)), &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%+v becomes (-want +got)\n%s", rules, diff)
	}
}
