package rewrite

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// Config is the configuration, with its defaults. Callers do not change it.
func (r *Rewriter) Config() *v1alpha1.PullThroughCache { return r.config }

// ListingAll is the rewriter that lists every finding, however many of one sort there are:
// for a caller that groups them.
func (r *Rewriter) ListingAll() *Rewriter {
	all, config, none := *r, *r.config, 0
	config.Spec.Rewrite.MaxResults = &none
	all.config = &config
	return &all
}

// Without is the report without the findings that drop chooses. Its counts are without them
// as well, where every finding is listed, and so is what Failed reports.
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
		if CountsAsLeft(f) {
			rest.Left--
		}
		if f.Code == Uncached {
			rest.Rewritten--
		}
	}
	return &rest
}
