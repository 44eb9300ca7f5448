package rewrite

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// surprises lists what may surprise at the pull of a new reference.
func surprises(p *fields.Place, ref image.Reference) []Code {
	var codes []Code
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

// A surprise is told once for all references of a run that it concerns.
type surprise struct {
	code    Code
	message string
}

var allSurprises = []surprise{
	// https://github.com/aws/containers-roadmap/issues/2837
	{DigestPull, "the first pull of a digest that is not in the cache yet may be refused as not found; " +
		"warm the cache by pulling each image once by its tag, or set rewrite.digests to Drop (keeps the tag) or Upstream (leaves these references alone)"},
	// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
	{MovingTag, "ECR looks for a newer image behind a tag only when it is pulled and its last look is more than 24 hours ago, " +
		"and serves the old image when the upstream cannot be asked; name a version"},
}

// Advice is what to know of a surprise, and what to do; empty for other codes.
func Advice(code Code) string {
	if code == OCISource {
		return ociFirstPull
	}
	for _, s := range allSurprises {
		if s.code == code {
			return s.message
		}
	}
	return ""
}

// mostListed is how many references a surprise lists by name: enough to know what is
// meant. The inventory has them all.
const mostListed = 3

// reportSurprises tells each surprise once, with the references it concerns.
func (r *run) reportSurprises() {
	for _, s := range allSurprises {
		references := slices.Sorted(maps.Keys(r.surprises[s.code]))
		if len(references) == 0 {
			continue
		}
		r.report.Add(Finding{
			Severity: Warning, Code: s.code,
			Message: fmt.Sprintf("%s: %s: %s", count(len(references), "image reference"), s.message, listed(references)),
		})
	}
}

func listed(references []string) string {
	if more := len(references) - mostListed; more > 0 {
		return strings.Join(references[:mostListed], ", ") + fmt.Sprintf(", and %d more", more)
	}
	return strings.Join(references, ", ")
}
