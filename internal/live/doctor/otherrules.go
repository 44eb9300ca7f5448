package doctor

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/aws/aws-sdk-go-v2/aws"
)

const (
	// mostRules is how many rules a registry may have in a Region
	// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html).
	mostRules = 50
	// manyRules is the number of rules from which doctor warns that few more fit.
	manyRules = 45
)

// otherRules warns of rules of the registry, not of the plan, by which ECR may import what is meant
// for a rule of the plan.
func (x *examiner) otherRules() {
	for _, prefix := range x.prefixes() {
		if x.isPlanned(prefix) {
			continue
		}
		for i := range x.Plan.Rules {
			planned := x.Plan.Rules[i].Prefix
			if prefix != image.RootPrefix && !strings.HasPrefix(planned, prefix+"/") && !strings.HasPrefix(prefix, planned+"/") {
				continue
			}
			rule := x.registryRules[prefix]
			x.add(live.Finding{
				Status: live.Warning, Check: live.Rules, Subject: prefix, Message: "another rule begins as " + planned + " does, or is for everything; which of the two ECR takes is not documented",
				Has: aws.ToString(rule.UpstreamRegistryUrl), Wants: "no rule that overlaps with those of the configuration",
				Do: "see who uses it, and give one of the two another prefix",
			})
			break
		}
	}
}

// countRules says how many rules the registry has, and whether those that are missing fit.
func (x *examiner) countRules(there, missing int) {
	found := live.Finding{Status: live.OK, Check: live.Rules, Subject: "all", Message: fmt.Sprintf("%d of %d rules", there, mostRules)}
	switch all := there + missing; {
	case all > mostRules:
		found.Status, found.Message = live.Error, "the rules that are missing do not fit into this registry"
		found.Has, found.Wants = fmt.Sprintf("%d rules", there), fmt.Sprintf("%d more, of at most %d", missing, mostRules)
		found.Do = "delete rules that nobody uses, or ask AWS for a higher quota of the Region"
	case all >= manyRules:
		found.Status = live.Warning
		found.Has, found.Do = fmt.Sprintf("%d rules", there), "delete rules that nobody uses before new ones are needed"
	}
	x.add(found)
}

// prefixes are those of the registry's rules, sorted.
func (x *examiner) prefixes() []string {
	var all []string
	for prefix := range x.registryRules {
		all = append(all, prefix)
	}
	slices.Sort(all)
	return all
}

func (x *examiner) isPlanned(prefix string) bool {
	return slices.ContainsFunc(x.Plan.Rules, func(r plan.Rule) bool { return r.Prefix == prefix })
}
