package planner

import (
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// frequencies are those that each type of scanning accepts
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
	s := &plan.Scanning{Name: b.name("ecr"), Type: b.in.Scanning.ScanType}
	rules := b.in.Scanning.Rules
	if len(rules) == 0 {
		rules = []v1alpha1.ScanningRule{{ScanFrequency: "SCAN_ON_PUSH"}}
	}
	if most := limits[maxScanningRules]; len(rules) > most.Value {
		b.Refuse(plan.ScanRules, at+".rules", "", fmt.Sprintf("there are %d; ECR takes at most %d (%s)", len(rules), most.Value, most.Source))
	}
	for i, r := range rules {
		here := plan.Element(at+".rules", i)
		if may := frequencies[s.Type]; !slices.Contains(may, r.ScanFrequency) {
			b.Refuse(plan.ScanFrequency, here+".scanFrequency", r.ScanFrequency, fmt.Sprintf("with scanType %s ECR takes %s or %s", s.Type, may[0], may[1]))
		}
		s.Rules = append(s.Rules, plan.ScanningRule{Frequency: r.ScanFrequency, Filters: b.filters(r.Filters, here+".filters")})
	}
	b.plan.Scanning = s
}

// filters returns the patterns of one rule; by default those that match all of the cache.
func (b *builder) filters(filters []string, at string) []string {
	if len(filters) == 0 {
		for _, prefix := range b.prefixes() {
			filters = append(filters, plan.RepositoryPattern(prefix))
		}
	}
	if most := limits[maxScanningFilters]; len(filters) > most.Value {
		b.Refuse(plan.ScanFilters, at, "", fmt.Sprintf("there are %d; ECR takes at most %d (%s)", len(filters), most.Value, most.Source))
	}
	for i, f := range filters {
		if len(f) > limits[maxScanningFilter].Value || !matches(scanningFilterPattern, f) {
			b.Refuse(plan.ScanFilter, plan.Element(at, i), f, "ECR takes at most 255 lower-case letters, digits, * and single . _ - / between them")
		}
	}
	return filters
}
