package validate

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// validateTagFilter refuses a pattern that is no regular expression, and an extracted group
// that the pattern does not have: it would be empty for every tag.
func validateTagFilter(f *v1alpha1.FluxTagFilter, at string, p *problems.Collector) {
	if f == nil || f.Pattern == "" {
		return
	}
	compiled := checkRegexp(at+".pattern", f.Pattern, p)
	if compiled == nil {
		return
	}
	for _, m := range regexp.MustCompile(`\$(?:\{(\w+)\}|(\w+))`).FindAllStringSubmatch(f.Extract, -1) {
		if group := m[1] + m[2]; compiled.SubexpIndex(group) < 0 && !isGroupNumber(group, compiled.NumSubexp()) {
			p.Add(at+".extract", finding.Finding{Found: finding.Quote(f.Extract), Message: "the pattern has no group " + group, Accepted: "a group of the pattern, such as $ts with (?P<ts>[0-9]+)"})
		}
	}
	if !strings.Contains(f.Extract, "$") && f.Extract != "" {
		p.Add(at+".extract", finding.Finding{Found: finding.Quote(f.Extract), Message: "it is the same for every tag", Accepted: "a group of the pattern, such as $ts with (?P<ts>[0-9]+)"})
	}
}

func isGroupNumber(name string, groups int) bool {
	for i := range groups + 1 {
		if name == strconv.Itoa(i) {
			return true
		}
	}
	return false
}

func validateFluxPolicy(f *v1alpha1.FluxPolicy, at string, p *problems.Collector) {
	if f == nil {
		return
	}
	var kinds []string
	for _, kind := range []struct {
		name  string
		given bool
	}{{"semver", f.SemVer != nil}, {"alphabetical", f.Alphabetical != nil}, {"numerical", f.Numerical != nil}} {
		if kind.given {
			kinds = append(kinds, kind.name)
		}
	}
	if len(kinds) > 1 {
		p.Add(at, finding.Finding{Found: strings.Join(kinds, " and "), Message: "Flux takes one of them and passes over the rest", Accepted: "exactly one of semver, alphabetical, numerical"})
	}
	if f.SemVer != nil && f.SemVer.Range != "" && !isRange(f.SemVer.Range) {
		p.Add(at+".semver.range", finding.Finding{Found: finding.Quote(f.SemVer.Range), Message: "no range of semantic versions", Accepted: "ranges such as '>=1.0.0', 1.x, ^1.2.0 or '>=1.0.0 <2.0.0'"})
	}
}
