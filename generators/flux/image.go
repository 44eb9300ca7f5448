package flux

import (
	"maps"
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
)

func imageRepository(f *v1alpha1.Flux, s *scan) object.Object {
	provider := ""
	if s.AWS {
		provider = "aws"
	}
	o := of(f, "ImageRepository", s.Name)
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "image", Value: s.Image},
		{Key: "interval", Value: s.Settings.Interval},
		{Key: "provider", Value: provider},
		{Key: "timeout", Value: s.Settings.Timeout},
		{Key: "exclusionList", Value: object.Texts(s.Settings.ExclusionList)},
		{Key: "secretRef", Value: ref(s.Settings.SecretRef)},
		{Key: "certSecretRef", Value: ref(s.Settings.CertSecretRef)},
		{Key: "proxySecretRef", Value: ref(s.Settings.ProxySecretRef)},
		{Key: "serviceAccountName", Value: s.Settings.ServiceAccountName},
		{Key: "accessFrom", Value: accessFrom(s.Settings.AccessFrom)},
		{Key: "suspend", Value: yes(s.Settings.Suspend != nil && *s.Settings.Suspend)},
	}}}
	return o
}

func accessFrom(a *v1alpha1.FluxAccessFrom) object.Map {
	if a == nil {
		return nil
	}
	var selectors object.List
	for _, s := range a.NamespaceSelectors {
		selectors = append(selectors, object.Map{{Key: "matchLabels", Value: labels(s.MatchLabels)}})
	}
	return object.Map{{Key: "namespaceSelectors", Value: selectors}}
}

func labels(of map[string]string) object.Map {
	var m object.Map
	for _, name := range slices.Sorted(maps.Keys(of)) {
		m = append(m, object.Field{Key: name, Value: of[name]})
	}
	return m
}

// imagePolicy returns the ImagePolicy of a scan. It is suspended together with its repository, so
// that Flux does not look for digests, either.
func imagePolicy(f *v1alpha1.Flux, s *scan) object.Object {
	digests, interval := s.Settings.DigestReflectionPolicy, ""
	switch digests {
	case v1alpha1.DigestsNever:
		digests = ""
	case v1alpha1.DigestsAlways:
		interval = s.Settings.DigestInterval
	}
	o := of(f, "ImagePolicy", s.Name)
	o.Body = object.Map{{Key: "spec", Value: object.Map{
		{Key: "imageRepositoryRef", Value: repositoryRef(f, s)},
		{Key: "filterTags", Value: filterTags(s.Settings.FilterTags)},
		{Key: "policy", Value: choice(s.Settings.Policy)},
		{Key: "digestReflectionPolicy", Value: digests},
		{Key: "interval", Value: interval},
		{Key: "suspend", Value: yes(s.Settings.Suspend != nil && *s.Settings.Suspend)},
	}}}
	return o
}

// repositoryRef names the ImageRepository of a scan, with its namespace where that is another one.
func repositoryRef(f *v1alpha1.Flux, s *scan) object.Map {
	if s.Existing == nil {
		return object.Map{{Key: "name", Value: s.Name}}
	}
	ref := object.Map{{Key: "name", Value: s.Existing.Name}}
	if in := s.Existing.In(f.Namespace); in != f.Namespace {
		ref = append(ref, object.Field{Key: "namespace", Value: in})
	}
	return ref
}

func filterTags(f *v1alpha1.FluxTagFilter) object.Map {
	if f == nil {
		return nil
	}
	return object.Map{{Key: "pattern", Value: f.Pattern}, {Key: "extract", Value: f.Extract}}
}

// choice returns the field of the policy that is set. In a refused configuration none may be set.
func choice(p *v1alpha1.FluxPolicy) object.Map {
	switch {
	case p == nil:
	case p.SemVer != nil:
		return object.Map{{Key: "semver", Value: object.Map{{Key: "range", Value: p.SemVer.Range}}}}
	case p.Alphabetical != nil:
		return object.Map{{Key: "alphabetical", Value: object.Map{{Key: "order", Value: p.Alphabetical.Order}}}}
	case p.Numerical != nil:
		return object.Map{{Key: "numerical", Value: object.Map{{Key: "order", Value: p.Numerical.Order}}}}
	}
	return nil
}
