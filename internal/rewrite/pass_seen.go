package rewrite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// seenImages is the pass that collects the images that go through the cache, or could, by
// their names in their upstreams.
type seenImages struct {
	noPass
	report            *Report
	images, artifacts map[image.Reference]bool
}

func newSeenImages(report *Report) *seenImages {
	return &seenImages{report: report, images: map[image.Reference]bool{}, artifacts: map[image.Reference]bool{}}
}

// image takes an upstream's image. To the first part of one, an operator joins names
// that are not known here.
func (i *seenImages) image(at *occurrence, d *decision) {
	if d.kind != unchanged && d.kind != cached && d.kind != changed {
		return
	}
	seen := i.images
	switch at.place.Row.Form {
	case fields.Prefix:
		return
	case fields.OCIAddress:
		seen = i.artifacts
	}
	seen[d.upstream] = true
}

func (i *seenImages) finish() {
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

// unusedFields is the pass that warns of fields of the configuration that no item has.
type unusedFields struct {
	noPass
	report *Report
	finder *fields.Finder
	used   map[*fields.Row]bool
}

func newUnusedFields(report *Report, finder *fields.Finder) *unusedFields {
	return &unusedFields{report: report, finder: finder}
}

// found takes a row that led to an image field.
func (u *unusedFields) found(row *fields.Row) {
	if row == nil || !row.User {
		return
	}
	if u.used == nil {
		u.used = map[*fields.Row]bool{}
	}
	u.used[row] = true
}

func (u *unusedFields) finish() {
	for row := range u.finder.Rows() {
		if row.User && !u.used[row] {
			u.report.Add(finding.Finding{
				Severity: finding.Warning, Code: UnusedField,
				Message: fmt.Sprintf("rewrite.fields: the path %s led to no field in any item that was read; check group, kind and path", row.Path),
			})
		}
	}
}
