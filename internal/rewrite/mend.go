package rewrite

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// Mended: a digest that an earlier version of the program wrote twice stands once
// again.
const Mended finding.Code = "mended"

const writtenTwice = "the digest stood twice, as an earlier version wrote it behind a placeholder; no registry takes such a name"

// mend repairs a reference of the cache whose digest, a placeholder, is written
// twice: registry/ghcr/org/app@${DIGEST}@${DIGEST}.
func (r *rules) mend(d *decision, o *object, p *fields.Place) bool {
	once := withoutDouble(d.current)
	ref, verdict, err := r.cache.Locate(once)
	if once == d.current || err != nil || verdict.Kind != image.Cached || !r.selects(o, p, verdict, ref.Reference) {
		return false
	}
	drop := image.Edit{Start: len(once), End: len(d.current)}
	d.original, d.verdict, d.variable = ref.Reference, verdict, ref.Variable
	moved, edits := ref.Reference, []image.Edit{drop}
	if upstream, ok := r.cache.Restore(ref.Reference); ok {
		d.upstream = upstream
		if move, ok := ref.Move(upstream); ok && r.restore {
			moved, edits = upstream, append(edits, move)
		}
	}
	d.change(moved, edits, Mended, writtenTwice)
	if r.check {
		d.findings[len(d.findings)-1].Severity = finding.Error
	}
	return true
}

// withoutDouble is the text without what follows its last @, when the same stands
// before that and holds a placeholder and no colon.
func withoutDouble(text string) string {
	i := strings.LastIndexByte(text, '@')
	if i < 0 || strings.Contains(text[i:], ":") || !strings.ContainsAny(text[i:], "${") || !strings.HasSuffix(text[:i], text[i:]) {
		return text
	}
	return text[:i]
}
