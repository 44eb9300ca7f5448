package flux

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
)

// The types of Policies, under names that importers can use.
type (
	ImagePolicies = tagpolicy.ImagePolicies
	ImagePolicy   = tagpolicy.ImagePolicy
)

// Policies returns a function that finds, from the images of a run, the ImagePolicy of each. It
// is nil when the configuration asks for no policies, or does not name their namespace.
func Policies(c *v1alpha1.PullThroughCache) ImagePolicies {
	spec := c.Spec.Flux
	if spec == nil || spec.Namespace == "" {
		return nil
	}
	return func(images []image.Reference, existing plan.Existing) func(image.Reference) ImagePolicy {
		cache := c.Cache()
		b := pair(spec, &plan.Plan{Cache: cache, Seen: plan.Seen{Images: images, Existing: existing}}, nil)
		policies := map[string]ImagePolicy{}
		for i := range b.scans {
			s := &b.scans[i]
			policies[s.Upstream] = ImagePolicy{
				Name: spec.Namespace + ":" + s.Name, Cache: s.Cache,
				Digests: s.Settings.DigestReflectionPolicy != v1alpha1.DigestsNever,
				Counts:  tagpolicy.Counting(s.Settings.Policy, s.Settings.FilterTags),
			}
		}
		return func(ref image.Reference) tagpolicy.ImagePolicy {
			name, _, _ := canonical(cache, ref)
			if a := b.existing[name]; a != nil && len(a.policies) > 0 && spec.Scans(name) {
				return a.policyFor(ref, spec.Namespace, cache)
			}
			return policies[name]
		}
	}
}

// canonical returns the canonical name of a reference's repository at its upstream, and its name
// in the cache. It reports false for a reference from no upstream.
func canonical(cache *image.Cache, ref image.Reference) (upstream string, cached image.Reference, ok bool) {
	ref.Tag, ref.Digest = "", ""
	cached, err := cache.Rewrite(ref)
	if err != nil {
		return "", cached, false
	}
	back, ok := cache.Restore(cached)
	return back.Name(), cached, ok
}
