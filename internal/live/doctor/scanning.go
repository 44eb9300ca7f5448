package doctor

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
)

// scanning asks how images are scanned: whether as the plan wants, and whether that bills
// everything that is cached.
func (x *examiner) scanning() error {
	answer, err := x.aws.ECR.GetRegistryScanningConfiguration(x.ctx, &ecr.GetRegistryScanningConfigurationInput{})
	if err != nil {
		return x.unanswered(live.Scanning, "registry", "ecr:GetRegistryScanningConfiguration", err)
	}
	has := answer.ScanningConfiguration
	if has == nil {
		has = &types.RegistryScanningConfiguration{}
	}
	found := live.Finding{Status: live.OK, Check: live.Scanning, Subject: "registry", Message: orNone(inWords(has))}
	wants := x.Plan.Scanning
	switch {
	case wants != nil && x.Made && !sameScanning(has, wants):
		found.Status, found.Message = live.Warning, "the registry scans in another way"
		found.Has, found.Wants = inWords(has), plannedInWords(wants)
		found.Do = x.apply("see first who else relies on it: a registry has one scanning configuration")
	case wants == nil && has.ScanType == types.ScanTypeEnhanced && x.scansCache(has):
		found.Status, found.Message = live.Warning, "Amazon Inspector scans the cache, and bills every image and every rescan"
		found.Has, found.Wants = inWords(has), "filters that leave out what nobody needs scanned"
		found.Do = "look at the filters, and at https://aws.amazon.com/inspector/pricing/"
	}
	x.add(found)
	return nil
}

// scansCache reports whether a rule continuously scans repositories of the cache.
func (x *examiner) scansCache(c *types.RegistryScanningConfiguration) bool {
	for _, rule := range c.Rules {
		if rule.ScanFrequency != types.ScanFrequencyContinuousScan {
			continue
		}
		for _, f := range rule.RepositoryFilters {
			if slices.ContainsFunc(x.plannedPrefixes(), func(prefix string) bool { return touches(aws.ToString(f.Filter), prefix+"/") }) {
				return true
			}
		}
	}
	return false
}

// touches reports whether a filter may match a repository whose name begins like this. A filter
// without a * matches every name that contains it, and so may match any
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html).
func touches(filter, beginning string) bool {
	fixed, _, wildcard := strings.Cut(filter, "*")
	return !wildcard || strings.HasPrefix(fixed, beginning) || strings.HasPrefix(beginning, fixed)
}

func sameScanning(has *types.RegistryScanningConfiguration, wants *plan.Scanning) bool {
	return inWords(has) == plannedInWords(wants)
}

// inWords is a scanning configuration in one line, its rules and filters sorted.
func inWords(c *types.RegistryScanningConfiguration) string {
	var rules []string
	for _, rule := range c.Rules {
		var filters []string
		for _, f := range rule.RepositoryFilters {
			filters = append(filters, aws.ToString(f.Filter))
		}
		rules = append(rules, ruleInWords(string(rule.ScanFrequency), filters))
	}
	return scanningInWords(string(c.ScanType), rules)
}

func plannedInWords(s *plan.Scanning) string {
	var rules []string
	for _, rule := range s.Rules {
		rules = append(rules, ruleInWords(rule.Frequency, rule.Filters))
	}
	return scanningInWords(s.Type, rules)
}

func ruleInWords(frequency string, filters []string) string {
	return frequency + " of " + strings.Join(slices.Sorted(slices.Values(filters)), " ")
}

func scanningInWords(kind string, rules []string) string {
	slices.Sort(rules)
	return strings.Join(append([]string{kind}, rules...), "; ")
}
