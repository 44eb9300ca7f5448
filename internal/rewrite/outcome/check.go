package outcome

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// judged is a finding as a check has it: what a run would have changed is an error,
// and what is told of new references is nothing, since there are none.
func judged(f finding.Finding) (finding.Finding, bool) {
	switch f.Code {
	case DigestPull, MovingTag, OCISource, FluxMarker, MarkerNotWritten, SharedAnchor, SecretUnused, FluxImages, HelmHooks:
		return f, false
	case Irreplaceable: // the image stays where it is pulled from
		f.Severity = finding.Error
	case LeftBehind:
		if f.Pulled {
			f.Severity = finding.Error
		}
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
