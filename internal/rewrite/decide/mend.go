package decide

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

const writtenTwice = "the digest was there twice, as an earlier version wrote it after a placeholder; no registry takes such a name"

// mend decides to repair a reference of the cache whose digest is a placeholder that is
// written twice, as in registry/ghcr/org/app@${DIGEST}@${DIGEST}. It reports whether the text
// is one.
func (r *Rules) mend(d *Decision, o *object.Object, p *fields.Place) bool {
	once := withoutDouble(d.Current)
	ref, class, err := r.Cache.Locate(once)
	if once == d.Current || err != nil || class.Status != image.Cached || !r.selects(o, p, class, ref.Reference) {
		return false
	}
	drop := image.Edit{Start: len(once), End: len(d.Current)}
	d.Original, d.Classification, d.Variable = ref.Reference, class, ref.Variable
	moved, edits := ref.Reference, []image.Edit{drop}
	if upstream, ok := r.Cache.Restore(ref.Reference); ok {
		d.Upstream = upstream
		if move, ok := ref.Move(upstream); ok && r.Restore {
			moved, edits = upstream, append(edits, move)
		}
	}
	d.move(moved, edits, outcome.Mended, writtenTwice)
	if r.Check {
		d.Findings[len(d.Findings)-1].Severity = finding.Error
	}
	return true
}

// withoutDouble returns the text without its last @ and what follows, when that is a
// placeholder without a colon and the same comes before it.
func withoutDouble(text string) string {
	i := strings.LastIndexByte(text, '@')
	if i < 0 || strings.Contains(text[i:], ":") || !strings.ContainsAny(text[i:], "${") || !strings.HasSuffix(text[:i], text[i:]) {
		return text
	}
	return text[:i]
}
