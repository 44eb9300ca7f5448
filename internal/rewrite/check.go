package rewrite

// judged is a finding as a check has it: what a run would have changed is an error,
// and what is told of new references is nothing, since there are none.
func judged(f Finding) (Finding, bool) {
	switch f.Code {
	case DigestPull, MovingTag, OCISource, FluxMarker, MarkerNotWritten, KustomizeName, SharedAnchor, SecretUnused, RepositoryName, FluxImages, HelmHooks:
		return f, false
	case Rewritten, Restored:
		f.Severity, f.Code, f.Message = Error, Uncached, "not yet "+f.Message
	case ImagesAdded, ImagesRemoved:
		f.Severity, f.Code, f.Message = Error, Uncached, "not yet: "+f.Message
	case MarkerWritten:
		f.Severity, f.Code, f.Message = Error, MarkerMissing, "the setter comment is missing: "+f.Field.Proposed
	case PullSecretRemoved:
		f.Severity, f.Code, f.Message = Error, PullSecretUnneeded, "not removed yet: "+f.Message
	}
	return f, true
}
