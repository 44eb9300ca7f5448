package rewrite

import "slices"

// judge turns what a run would have changed into errors. What is told of new
// references is dropped: there are none.
func (r *Report) judge() {
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool {
		switch f.Code {
		case DigestPull, MovingTag, OCISource, FluxMarker, MarkerNotWritten, KustomizeName, SharedAnchor, SecretUnused, RepositoryName:
			return true
		}
		return false
	})
	for i := range r.Findings {
		switch f := &r.Findings[i]; f.Code {
		case Rewritten, Restored:
			f.Severity, f.Code, f.Message = Error, Uncached, "not yet "+f.Message
		case ImagesAdded, ImagesRemoved:
			f.Severity, f.Code, f.Message = Error, Uncached, "not yet: "+f.Message
		case MarkerWritten:
			f.Severity, f.Code, f.Message = Error, MarkerMissing, "the setter comment is missing: "+f.Field.Proposed
		case PullSecretRemoved:
			f.Severity, f.Code, f.Message = Error, PullSecretUnneeded, "not removed yet: "+f.Message
		}
	}
}
