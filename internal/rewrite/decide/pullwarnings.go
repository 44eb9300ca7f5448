package decide

import (
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// PullWarningsOf returns the codes of the warnings about pulls of a new reference.
func PullWarningsOf(p *fields.Place, ref image.Reference) []finding.Code {
	var codes []finding.Code
	if ref.MayHaveDigest() {
		codes = append(codes, outcome.DigestPull)
	}
	// In other fields the tag may come from a chart or another entry.
	whole := p.Row.Form == fields.Reference && !p.Row.Guess && ref.Literal() == ref.Repository
	if !ref.MayHaveDigest() && (ref.Tag == "latest" || ref.Tag == "" && whole) {
		codes = append(codes, outcome.MovingTag)
	}
	return codes
}

// A PullWarning is the text of a warning about pulls. It is reported once a run, with all
// references that it concerns.
type PullWarning struct {
	Code    finding.Code
	Message string
}

// KnownPullWarnings returns all pull warnings, in the order in which they are reported.
func KnownPullWarnings() []PullWarning {
	return []PullWarning{
		// https://github.com/aws/containers-roadmap/issues/2837
		{outcome.DigestPull, "the first pull of a digest that is not in the cache yet may be refused as not found; " +
			"warm the cache by pulling each image once by its tag, or set rewrite.digests to Drop (keeps the tag) or Upstream (leaves these references alone)"},
		// https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
		{outcome.MovingTag, "ECR looks for a newer image behind a tag only when it is pulled and its last look is more than 24 hours ago, " +
			"and serves the old image when the upstream cannot be asked; name a version"},
	}
}
