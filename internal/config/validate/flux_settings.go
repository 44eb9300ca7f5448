package validate

import (
	"regexp"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

func validateFluxSettings(s *v1alpha1.FluxSettings, at string, p *problems.Collector) {
	checkDuration(at+".interval", s.Interval, p)
	checkDuration(at+".timeout", s.Timeout, p)
	checkDuration(at+".digestInterval", s.DigestInterval, p)
	for i, pattern := range s.ExclusionList {
		checkRegexp(problems.Element(at+".exclusionList", i), pattern, p)
	}
	if s.AccessFrom != nil {
		for i, selector := range s.AccessFrom.NamespaceSelectors {
			checkLabels(problems.Element(at+".accessFrom.namespaceSelectors", i)+".matchLabels", selector.MatchLabels, p)
		}
	}
	validateTagFilter(s.FilterTags, at+".filterTags", p)
	validateFluxPolicy(s.Policy, at+".policy", p)
	if s.DigestInterval != "" && s.DigestReflectionPolicy != v1alpha1.DigestsAlways {
		p.Add(at+".digestInterval", finding.Finding{Found: finding.Quote(s.DigestInterval), Message: "Flux takes it only with digestReflectionPolicy Always", Hint: "remove it, or write digestReflectionPolicy: Always beside it"})
	}
	if s.Scan == v1alpha1.ScanCache && s.SecretRef != nil {
		p.Add(at+".secretRef", finding.Finding{Message: "with scan Cache Flux signs in at ECR by an IAM role and reads no Secret", Hint: "remove it, or give it in an override with scan: Upstream"})
	}
	if s.FilterTags != nil && s.Policy == nil {
		p.Add(at+".policy", finding.Finding{Message: "missing; a filter of tags belongs to a policy, and none is inferred beside it", Accepted: "a map with exactly one of semver, alphabetical, numerical"})
	}
}

// checkDuration refuses durations that match the patterns of Flux's CRDs and that Flux
// cannot use all the same.
func checkDuration(at, text string, p *problems.Collector) {
	if text == "" {
		return
	}
	d, err := time.ParseDuration(text)
	switch {
	case err != nil:
		p.Add(at, finding.Finding{Found: finding.Quote(text), Message: "it is longer than Flux can count", Accepted: "a duration such as 10m or 1h30m"})
	case d < time.Second:
		p.Add(at, finding.Finding{Found: finding.Quote(text), Message: "it is shorter than a second", Accepted: "a duration such as 10m or 1h30m"})
	}
}

func checkRegexp(at, pattern string, p *problems.Collector) *regexp.Regexp {
	compiled, err := regexp.Compile(pattern)
	if err != nil {
		reason := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
		p.Add(at, finding.Finding{Found: finding.Quote(pattern), Message: "no regular expression: " + reason, Accepted: "the syntax of Go (https://pkg.go.dev/regexp/syntax)"})
		return nil
	}
	return compiled
}
