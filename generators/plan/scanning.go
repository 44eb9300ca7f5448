package plan

import (
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
)

// frequencies are how often each type of scanning can scan
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RegistryScanningRule.html).
var frequencies = map[string][]string{
	"BASIC":    {"SCAN_ON_PUSH", "MANUAL"},
	"ENHANCED": {"CONTINUOUS_SCAN", "SCAN_ON_PUSH"},
}

// scanning plans the registry's scanning configuration.
func (b *builder) scanning() {
	if b.in.Scanning == nil {
		return
	}
	const at = infrastructure + ".scanning"
	s := &Scanning{Name: b.name("ecr"), Type: b.in.Scanning.ScanType}
	rules := b.in.Scanning.Rules
	if len(rules) == 0 {
		rules = []v1alpha1.ScanningRule{{ScanFrequency: "SCAN_ON_PUSH"}}
	}
	if most := limits[maxScanningRules]; len(rules) > most.Value {
		b.Refuse(ScanRules, at+".rules", "", fmt.Sprintf("there are %d; ECR takes at most %d (%s)", len(rules), most.Value, most.Source))
	}
	for i, r := range rules {
		here := Element(at+".rules", i)
		if may := frequencies[s.Type]; !slices.Contains(may, r.ScanFrequency) {
			b.Refuse(ScanFrequency, here+".scanFrequency", r.ScanFrequency, fmt.Sprintf("with scanType %s ECR takes %s or %s", s.Type, may[0], may[1]))
		}
		s.Rules = append(s.Rules, ScanningRule{Frequency: r.ScanFrequency, Filters: b.filters(r.Filters, here+".filters")})
	}
	b.plan.Scanning = s
}

// filters are the patterns of one rule, those of the cache when none is given.
func (b *builder) filters(filters []string, at string) []string {
	if len(filters) == 0 {
		for _, prefix := range b.plan.prefixes() {
			filters = append(filters, Below(prefix))
		}
	}
	if most := limits[maxScanningFilters]; len(filters) > most.Value {
		b.Refuse(ScanFilters, at, "", fmt.Sprintf("there are %d; ECR takes at most %d (%s)", len(filters), most.Value, most.Source))
	}
	for i, f := range filters {
		if len(f) > limits[maxScanningFilter].Value || !matches(scanningFilterPattern, f) {
			b.Refuse(ScanFilter, Element(at, i), f, "ECR takes at most 255 lower-case letters, digits, * and single . _ - / between them")
		}
	}
	return filters
}

// Singletons warns of what a registry has once, where it is generated: putting it
// replaces what was there.
func (p *Plan) Singletons() []Problem {
	var ps Problems
	if p.RegistryPolicy != nil {
		ps.Warn(RegistryPolicySingleton, infrastructure+".registryPolicy", "", "an account has one registry policy in a Region, and this replaces it; what other teams put there must be added here, or leave it out and give the principals an IAM policy (nodePolicy)")
	}
	if p.Scanning == nil {
		return ps
	}
	const at = infrastructure + ".scanning"
	ps.Warn(ScanSingleton, at, "", "an account has one scanning configuration in a Region, and this replaces it; what others rely on must be added here, or leave it out")
	if p.Scanning.Type == "ENHANCED" {
		ps.Warn(ScanBills, at+".scanType", p.Scanning.Type, "enhanced scanning is Amazon Inspector's, which bills every image and every rescan (https://aws.amazon.com/inspector/pricing/)")
	}
	return ps
}
