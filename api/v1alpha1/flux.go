package v1alpha1

import "github.com/amerintlxperts/ecrcache/internal/glob"

// Scans reports whether Flux scans a repository: it is included, or all are, and it is not
// excluded. The repository has its host.
func (f *Flux) Scans(repository string) bool {
	return (len(f.Include) == 0 || glob.MatchAny(f.Include, repository)) && !glob.MatchAny(f.Exclude, repository)
}

// SettingsOf returns the settings of a repository, which has its host: the general ones,
// overridden by those of every override that matches, in their order. name is the one that
// the overrides give to the repository's objects, "" when they give none.
func (f *Flux) SettingsOf(repository string) (settings FluxSettings, name string) {
	settings = f.FluxSettings
	for i := range f.Overrides {
		if o := &f.Overrides[i]; glob.Match(o.Repository, repository) {
			settings.override(&o.FluxSettings)
			if o.Name != "" {
				name = o.Name
			}
		}
	}
	if settings.DigestReflectionPolicy == DigestsAlways && settings.DigestInterval == "" {
		settings.DigestInterval = settings.Interval
	}
	return settings, name
}

// override replaces settings by those that are given. A policy and the filter of its tags
// belong together, so one of them replaces both.
func (s *FluxSettings) override(over *FluxSettings) {
	if over.Policy != nil || over.FilterTags != nil {
		s.Policy, s.FilterTags = over.Policy, over.FilterTags
	}
	overrideText(&s.Scan, over.Scan)
	overrideText(&s.Interval, over.Interval)
	overrideText(&s.Timeout, over.Timeout)
	overrideText(&s.ServiceAccountName, over.ServiceAccountName)
	overrideText(&s.DigestReflectionPolicy, over.DigestReflectionPolicy)
	overrideText(&s.DigestInterval, over.DigestInterval)
	if over.ExclusionList != nil {
		s.ExclusionList = over.ExclusionList
	}
	overridePointer(&s.SecretRef, over.SecretRef)
	overridePointer(&s.CertSecretRef, over.CertSecretRef)
	overridePointer(&s.ProxySecretRef, over.ProxySecretRef)
	overridePointer(&s.AccessFrom, over.AccessFrom)
	overridePointer(&s.Suspend, over.Suspend)
}

func overrideText(setting *string, over string) {
	if over != "" {
		*setting = over
	}
}

func overridePointer[T any](setting **T, over *T) {
	if over != nil {
		*setting = over
	}
}
