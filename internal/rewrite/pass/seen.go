package pass

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// SeenImages is the pass that collects Report.Images and Report.Artifacts: what goes through
// the cache, or could, by its name at the upstream.
type SeenImages struct {
	None
	report            *outcome.Report
	images, artifacts map[image.Reference]bool
}

// NewSeenImages returns the pass.
func NewSeenImages(report *outcome.Report) *SeenImages {
	return &SeenImages{report: report, images: map[image.Reference]bool{}, artifacts: map[image.Reference]bool{}}
}

// Image collects an upstream's image. It ignores the first part of a reference, to which an
// operator joins unknown names.
func (i *SeenImages) Image(at *object.Occurrence, d *decide.Decision) {
	if d.Kind != decide.Unchanged && d.Kind != decide.Cached && d.Kind != decide.Changed {
		return
	}
	seen := i.images
	switch at.Place.Row.Form {
	case fields.Prefix:
		return
	case fields.OCIAddress:
		seen = i.artifacts
	}
	seen[d.Upstream] = true
}

// Finish writes them into the report.
func (i *SeenImages) Finish() {
	i.report.Images, i.report.Artifacts = sortedReferences(i.images), sortedReferences(i.artifacts)
}

// sortedReferences returns references sorted by their text.
func sortedReferences(seen map[image.Reference]bool) []image.Reference {
	type written struct {
		text string
		ref  image.Reference
	}
	all := make([]written, 0, len(seen))
	for ref := range seen {
		all = append(all, written{ref.String(), ref})
	}
	slices.SortFunc(all, func(a, b written) int { return strings.Compare(a.text, b.text) })
	refs := make([]image.Reference, len(all))
	for i := range all {
		refs[i] = all[i].ref
	}
	return refs
}
