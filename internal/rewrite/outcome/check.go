package outcome

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// judged returns the finding that a check has in the place of one of a run: what the run
// would have changed is an error. It reports false for a finding about new references,
// because a check makes none.
func judged(f finding.Finding) (finding.Finding, bool) {
	if f.Pulled {
		f.Severity = finding.Error
	}
	switch f.Code {
	case DigestPull, MovingTag, OCISource, FluxMarker, MarkerNotWritten, SharedAnchor, SecretUnused, FluxImages, HelmHooks:
		return f, false
	case Irreplaceable: // the image is still pulled from its upstream
		f.Severity = finding.Error
	case Rewritten, Restored:
		f.Severity, f.Code, f.Message = finding.Error, Uncached, "not yet "+f.Message
	case ImagesAdded, ImagesRemoved:
		f.Severity, f.Code, f.Message = finding.Error, Uncached, "not yet: "+f.Message
	case MarkerWritten:
		f.Severity, f.Code, f.Message = finding.Error, MarkerMissing, "the setter comment is missing: "+f.Field.Proposed
	case PullSecretRemoved:
		f.Severity, f.Code, f.Message = finding.Error, PullSecretUnneeded, "not removed yet: "+f.Message
	}
	return f, true
}
