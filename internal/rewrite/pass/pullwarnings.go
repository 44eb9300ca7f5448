package pass

import (
	"fmt"
	"maps"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// PullWarnings is the pass that warns of what may surprise at pulls through the cache.
type PullWarnings struct {
	None
	report *outcome.Report
	// references are the new references by code.
	references map[finding.Code]map[string]bool
}

// NewPullWarnings returns the pass.
func NewPullWarnings(report *outcome.Report) *PullWarnings { return &PullWarnings{report: report} }

// Image collects the new references that a warning concerns, unless the user accepts it.
func (w *PullWarnings) Image(at *object.Occurrence, d *decide.Decision) {
	if d.Kind != decide.Changed {
		return
	}
	for _, code := range d.PullWarnings {
		tried := finding.Finding{Severity: finding.Warning, Code: code, Field: finding.Field{Path: at.Path(), Current: d.Current}}
		if !w.report.Checked && w.report.MayAccept(at.Object) && w.report.Accepts(at.Object, &tried) {
			continue
		}
		if w.references == nil {
			w.references = map[finding.Code]map[string]bool{}
		}
		if w.references[code] == nil {
			w.references[code] = map[string]bool{}
		}
		w.references[code][d.Proposed] = true
	}
}

// Finish reports each warning once, with the references that it concerns.
func (w *PullWarnings) Finish() {
	for _, known := range decide.KnownPullWarnings() {
		references := slices.Sorted(maps.Keys(w.references[known.Code]))
		if len(references) == 0 {
			continue
		}
		w.report.Add(finding.Finding{
			Severity: finding.Warning, Code: known.Code,
			Message: fmt.Sprintf("%s: %s: %s", finding.Count(len(references), "image reference"), known.Message, finding.Listed(references, outcome.MaxListed)),
		})
	}
}
