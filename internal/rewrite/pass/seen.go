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

// seenImages is the pass that collects the images that go through the cache, or could, by
// their names in their upstreams.
type seenImages struct {
	None
	report            *outcome.Report
	images, artifacts map[image.Reference]bool
}

func NewSeenImages(report *outcome.Report) *seenImages {
	return &seenImages{report: report, images: map[image.Reference]bool{}, artifacts: map[image.Reference]bool{}}
}

// Image takes an upstream's image. To the first part of one, an operator joins names
// that are not known here.
func (i *seenImages) Image(at *object.Occurrence, d *decide.Decision) {
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

func (i *seenImages) Finish() {
	i.report.Images, i.report.Artifacts = sortedReferences(i.images), sortedReferences(i.artifacts)
}

// sortedReferences are references by their text.
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
