package rewrite

import (
	"fmt"
	"maps"
	"slices"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// pullWarningsOf lists what may surprise at the pull of a new reference.
func pullWarningsOf(p *fields.Place, ref image.Reference) []finding.Code {
	var codes []finding.Code
	if ref.MayHaveDigest() {
		codes = append(codes, DigestPull)
	}
	// Elsewhere the tag may come from somewhere else: a chart, another entry.
	whole := p.Row.Form == fields.Reference && !p.Row.Guess && ref.Literal() == ref.Repository
	if !ref.MayHaveDigest() && (ref.Tag == "latest" || ref.Tag == "" && whole) {
		codes = append(codes, MovingTag)
	}
	return codes
}

// A pullWarning is reported once for all references of a run that it concerns.
type pullWarning struct {
	code    finding.Code
	message string
}

var knownPullWarnings = []pullWarning{
	// https://github.com/aws/containers-roadmap/issues/2837
	{DigestPull, "the first pull of a digest that is not in the cache yet may be refused as not found; " +
		"warm the cache by pulling each image once by its tag, or set rewrite.digests to Drop (keeps the tag) or Upstream (leaves these references alone)"},
	// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
	{MovingTag, "ECR looks for a newer image behind a tag only when it is pulled and its last look is more than 24 hours ago, " +
		"and serves the old image when the upstream cannot be asked; name a version"},
}

// Advice is what to know of a warning, and what to do; empty for other codes.
func Advice(code finding.Code) string {
	if code == OCISource {
		return ociFirstPull
	}
	for _, s := range knownPullWarnings {
		if s.code == code {
			return s.message
		}
	}
	return ""
}

// maxListed is how many references a warning lists by name: enough to know what is
// meant. The inventory has them all.
const maxListed = 3

// pullWarnings is the pass that warns of what may surprise at the first pulls through the
// cache.
type pullWarnings struct {
	noPass
	report     *Report
	references map[finding.Code]map[string]bool
}

func newPullWarnings(report *Report) *pullWarnings { return &pullWarnings{report: report} }

// image collects new references by what may surprise about them.
func (w *pullWarnings) image(at *occurrence, d *decision) {
	if d.kind != changed {
		return
	}
	for _, code := range d.pullWarnings {
		tried := finding.Finding{Severity: finding.Warning, Code: code, Field: finding.Field{Path: at.path(), Current: d.current}}
		if !w.report.Checked && w.report.mayAccept(at.object) && w.report.accepts(at.object, &tried) {
			continue
		}
		if w.references == nil {
			w.references = map[finding.Code]map[string]bool{}
		}
		if w.references[code] == nil {
			w.references[code] = map[string]bool{}
		}
		w.references[code][d.proposed] = true
	}
}

// finish reports each warning once, with the references that it concerns.
func (w *pullWarnings) finish() {
	for _, known := range knownPullWarnings {
		references := slices.Sorted(maps.Keys(w.references[known.code]))
		if len(references) == 0 {
			continue
		}
		w.report.Add(finding.Finding{
			Severity: finding.Warning, Code: known.code,
			Message: fmt.Sprintf("%s: %s: %s", count(len(references), "image reference"), known.message, finding.Listed(references, maxListed)),
		})
	}
}
