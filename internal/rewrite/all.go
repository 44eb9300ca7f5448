package rewrite

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// All is the rewriter for a check of all images: each that does not go through the cache
// is an error, also one of a registry that has no upstream.
func (r *Rewriter) All() *Rewriter {
	all := *r
	all.all, all.readAll = true, true
	return &all
}

// notCached adds the error for an image that a run does not move, in the place of a
// warning about the same.
func (s *session) notCached(at *occurrence, d *decision) {
	if d.current == istioAuto || d.left || !isImage(at.place, d) {
		return
	}
	switch d.kind {
	case leftBehind: // a name without a registry: here any of them counts
		for i := range d.findings {
			d.findings[i].Pulled = true
		}
	case foreign, excluded:
		d.findings = []finding.Finding{{Severity: finding.Error, Code: NotCached, Message: notThrough + describe(s.rules, d).Reason}}
	}
}

const notThrough = "does not go through the cache: "

// judge adds that error for the images of an object in which nothing changes: it opted
// out, or SOPS signs it.
func (s *session) judge(o *object, why reason) {
	if !s.rewriter.all {
		return
	}
	s.search.Find(o.kind, o.root, func(p *fields.Place) {
		if p.Row.Form == fields.ChartText {
			return
		}
		at := &occurrence{o.inner(p.Object), p}
		d := s.rules.decide(at.object, p, p.Texts().String())
		reported := why == inSOPS && d.kind == changed // as what is left behind
		if d.kind == cached || reported || d.current == istioAuto || !isImage(p, &d) {
			return
		}
		s.reportImage(at, finding.Finding{Severity: finding.Error, Code: NotCached, Message: notThrough + why.message}, &decision{current: d.current})
	})
}

// isImage reports whether what stands at a place is certainly an image, or a registry to
// which names of images are joined. A guess is one where the field says so, or a tag or
// digest.
func isImage(p *fields.Place, d *decision) bool {
	switch {
	case p.Row.Form == fields.OCIAddress || isPart(p) || p.Row.Doubt == chartvalues.Covered:
		return false // no image, or a part of one whose registry counts
	case p.Row.Form == fields.Prefix:
		return d.original.Host != ""
	case !p.Row.Guess:
		return d.current != ""
	case d.original == (image.Reference{}):
		return false
	}
	return d.original.Host != "" && (d.original.Tag != "" || d.original.Digest != "" || strings.HasSuffix(p.Row.Path, "/image"))
}
