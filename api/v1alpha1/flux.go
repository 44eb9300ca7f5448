package v1alpha1

import "github.com/amerintlxperts/ecrcache/internal/glob"

// Scans reports whether a repository that was seen, with its host, is one of those
// that Flux is to scan.
func (f *Flux) Scans(repository string) bool {
	return (len(f.Include) == 0 || glob.MatchAny(f.Include, repository)) && !glob.MatchAny(f.Exclude, repository)
}

// SettingsOf are the settings of a repository, with its host: the general ones and,
// over them in their order, those of the overrides that match. The name is empty
// where none gives one.
func (f *Flux) SettingsOf(repository string) (settings FluxSettings, name string) {
	settings = f.FluxSettings
	for i := range f.Overrides {
		if o := &f.Overrides[i]; glob.Match(o.Repository, repository) {
			settings.take(&o.FluxSettings)
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

// take overrules settings with those that are given. A policy and the filter of its
// tags belong together: whoever gives one gives both.
func (s *FluxSettings) take(over *FluxSettings) {
	if over.Policy != nil || over.FilterTags != nil {
		s.Policy, s.FilterTags = over.Policy, over.FilterTags
	}
	takeText(&s.Scan, over.Scan)
	takeText(&s.Interval, over.Interval)
	takeText(&s.Timeout, over.Timeout)
	takeText(&s.ServiceAccountName, over.ServiceAccountName)
	takeText(&s.DigestReflectionPolicy, over.DigestReflectionPolicy)
	takeText(&s.DigestInterval, over.DigestInterval)
	if over.ExclusionList != nil {
		s.ExclusionList = over.ExclusionList
	}
	takePointer(&s.SecretRef, over.SecretRef)
	takePointer(&s.CertSecretRef, over.CertSecretRef)
	takePointer(&s.ProxySecretRef, over.ProxySecretRef)
	takePointer(&s.AccessFrom, over.AccessFrom)
	takePointer(&s.Suspend, over.Suspend)
}

func takeText(setting *string, over string) {
	if over != "" {
		*setting = over
	}
}

func takePointer[T any](setting **T, over *T) {
	if over != nil {
		*setting = over
	}
}
