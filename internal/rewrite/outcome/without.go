package outcome

import "github.com/amerintlxperts/ecrcache/internal/finding"

// Without is the report without the findings that drop chooses. Its counts are without them
// as well, where every finding is listed, and so is what Failed reports. Filled stays: a finding
// does not say how many entries it is about.
func (r *Report) Without(drop func(*finding.Finding) bool) *Report {
	rest := *r
	rest.Findings, rest.failed = nil, false
	for i := range r.Findings {
		f := &r.Findings[i]
		if !drop(f) {
			rest.Findings = append(rest.Findings, *f)
			rest.failed = rest.failed || f.Severity == finding.Error
			continue
		}
		if f.Left {
			rest.Left--
		}
		switch {
		case f.Code == Uncached && f.Field.Current != "": // not for entries that would be added
			rest.Rewritten--
		case f.Code == MarkerMissing:
			rest.Marked--
		}
	}
	return &rest
}
