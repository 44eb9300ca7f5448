package rewrite

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
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
	isOther := d.kind == foreign || d.kind == excluded
	if !isOther || d.current == istioAuto || d.left || !isImage(at.place, d) {
		return
	}
	img := s.describe(d)
	d.findings = []Finding{{Severity: Error, Code: NotCached, Message: "does not go through the cache: " + img.Reason}}
}

// isImage reports whether what stands at a place is certainly an image. A guess is one
// where the field says so, or a tag or digest.
func isImage(p *fields.Place, d *decision) bool {
	switch {
	case p.Row.Form == fields.Prefix || p.Row.Form == fields.OCIAddress:
		return false
	case !p.Row.Guess:
		return d.current != ""
	case d.original == (image.Reference{}):
		return false
	}
	return d.original.Host != "" && (d.original.Tag != "" || d.original.Digest != "" || strings.HasSuffix(p.Row.Path, "/image"))
}
