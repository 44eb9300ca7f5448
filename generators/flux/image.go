package flux

import (
	"time"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	reflectorv1 "github.com/fluxcd/image-reflector-controller/api/v1"
	"github.com/fluxcd/pkg/apis/acl"
	"github.com/fluxcd/pkg/apis/meta"
)

func imageRepository(f *v1alpha1.Flux, s *scan) object.Object {
	typed := &reflectorv1.ImageRepository{
		ObjectMeta: metadata(f, s.Name),
		Spec: reflectorv1.ImageRepositorySpec{
			Image:              s.Image,
			Interval:           duration(s.Settings.Interval),
			Timeout:            optional(s.Settings.Timeout),
			ExclusionList:      s.Settings.ExclusionList,
			SecretRef:          ref(s.Settings.SecretRef),
			CertSecretRef:      ref(s.Settings.CertSecretRef),
			ProxySecretRef:     ref(s.Settings.ProxySecretRef),
			ServiceAccountName: s.Settings.ServiceAccountName,
			AccessFrom:         accessFrom(s.Settings.AccessFrom),
			Suspend:            s.isSuspended(),
		},
	}
	if s.AWS {
		typed.Spec.Provider = "aws"
	}
	o := generated(reflectorv1.ImageRepositoryKind, typed, typed.Spec)
	if t := typed.Spec.Timeout; t != nil && t.Duration >= time.Hour {
		// Flux's schema takes no hours here, and its type would write 90m as 1h30m0s.
		spec := o.Body[0].Value.(object.Map)
		o.Body[0].Value = spec.Set("timeout", s.Settings.Timeout)
	}
	return o
}

func (s *scan) isSuspended() bool { return s.Settings.Suspend != nil && *s.Settings.Suspend }

func accessFrom(a *v1alpha1.FluxAccessFrom) *acl.AccessFrom {
	if a == nil {
		return nil
	}
	from := &acl.AccessFrom{}
	for _, s := range a.NamespaceSelectors {
		from.NamespaceSelectors = append(from.NamespaceSelectors, acl.NamespaceSelector{MatchLabels: s.MatchLabels})
	}
	return from
}

// imagePolicy returns the ImagePolicy of a scan. It is suspended together with its repository, so
// that Flux does not look for digests, either.
func imagePolicy(f *v1alpha1.Flux, s *scan) object.Object {
	typed := &reflectorv1.ImagePolicy{
		ObjectMeta: metadata(f, s.Name),
		Spec: reflectorv1.ImagePolicySpec{
			ImageRepositoryRef: repositoryRef(f, s),
			Policy:             choice(s.Settings.Policy),
			Suspend:            s.isSuspended(),
		},
	}
	if filter := s.Settings.FilterTags; filter != nil {
		typed.Spec.FilterTags = &reflectorv1.TagFilter{Pattern: filter.Pattern, Extract: filter.Extract}
	}
	if digests := s.Settings.DigestReflectionPolicy; digests != v1alpha1.DigestsNever {
		typed.Spec.DigestReflectionPolicy = reflectorv1.ReflectionPolicy(digests)
		if digests == v1alpha1.DigestsAlways {
			typed.Spec.Interval = optional(s.Settings.DigestInterval)
		}
	}
	return generated(reflectorv1.ImagePolicyKind, typed, typed.Spec)
}

// repositoryRef names the ImageRepository of a scan, with its namespace where that is another one.
func repositoryRef(f *v1alpha1.Flux, s *scan) meta.NamespacedObjectReference {
	if s.Existing == nil {
		return meta.NamespacedObjectReference{Name: s.Name}
	}
	ref := meta.NamespacedObjectReference{Name: s.Existing.Name}
	if in := s.Existing.In(f.Namespace); in != f.Namespace {
		ref.Namespace = in
	}
	return ref
}

// choice returns the policy that is set. In a refused configuration none may be set.
func choice(p *v1alpha1.FluxPolicy) (c reflectorv1.ImagePolicyChoice) {
	switch {
	case p == nil:
	case p.SemVer != nil:
		c.SemVer = &reflectorv1.SemVerPolicy{Range: p.SemVer.Range}
	case p.Alphabetical != nil:
		c.Alphabetical = &reflectorv1.AlphabeticalPolicy{Order: p.Alphabetical.Order}
	case p.Numerical != nil:
		c.Numerical = &reflectorv1.NumericalPolicy{Order: p.Numerical.Order}
	}
	return c
}
