package rewrite

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
)

// notCached turns the findings about an image that does not change into the error that a
// check of all images has for it.
func (s *session) notCached(at *object.Occurrence, d *decide.Decision) {
	if d.Current == decide.IstioAuto || d.Left || !isImage(at.Place, d) {
		return
	}
	switch d.Kind {
	case decide.Doubtful: // a name without a registry, of which each counts here
		for i := range d.Findings {
			d.Findings[i].Pulled = true
		}
	case decide.Foreign, decide.Excluded:
		d.Findings = []finding.Finding{{Severity: finding.Error, Code: outcome.NotCached, Message: notThrough + inventory.Describe(s.rules, d).Reason}}
	}
}

const notThrough = "does not go through the cache: "

// reportNotCached reports that error for the images of an object in which nothing changes,
// because it opted out or SOPS signs it.
func (s *session) reportNotCached(o *object.Object, why reason.Reason) {
	if !s.rewriter.everyImage {
		return
	}
	s.search.Find(o.Kind, o.Root, func(p *fields.Place) {
		if p.Row.Form == fields.ChartText {
			return
		}
		at := object.At(o, p)
		d := s.rules.Decide(at.Object, p, p.Texts().String())
		reported := why == reason.SOPS && d.Kind == decide.Changed // the pass of leftovers reports it
		if d.Kind == decide.Cached || reported || d.Current == decide.IstioAuto || !isImage(p, &d) {
			return
		}
		s.reportImage(at, finding.Finding{Severity: finding.Error, Code: outcome.NotCached, Message: notThrough + why.Message}, &decide.Decision{Current: d.Current})
	})
}

// isImage reports whether a field certainly holds an image, or a registry to which names
// of images are joined. A field that is only guessed holds one when its name says so, or
// when there is a tag or a digest.
func isImage(p *fields.Place, d *decide.Decision) bool {
	switch {
	case p.Row.Form == fields.OCIAddress || decide.IsPart(p) || p.Row.Doubt == chartvalues.Covered:
		return false // no image, or a part of one whose registry counts
	case p.Row.Form == fields.Prefix:
		return d.Original.Host != ""
	case !p.Row.Guess:
		return d.Current != ""
	case d.Original == (image.Reference{}):
		return false
	}
	return d.Original.Host != "" && (d.Original.Tag != "" || d.Original.Digest != "" || strings.HasSuffix(p.Row.Path, "/image"))
}
