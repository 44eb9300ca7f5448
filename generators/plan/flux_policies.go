package plan

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// Policy is what a setter comment needs to know of a repository's ImagePolicy.
type Policy = struct {
	Name    string // namespace:name; empty when there is none
	Cache   bool   // Flux writes the cache's name, not the upstream's
	Digests bool   // Flux writes digests, too
	Counts  func(tag string) bool
}

// Policies tells, from the images that were seen, the policy of each. It is nil when
// the configuration asks for none, or does not say in which namespace.
func Policies(c *v1alpha1.PullThroughCache) func([]image.Reference) func(image.Reference) Policy {
	if f := c.Spec.Flux; f == nil || f.Namespace == "" {
		return nil
	}
	return func(images []image.Reference) func(image.Reference) Policy {
		b := &builder{c: c, plan: &Plan{}, problems: &problems{}}
		b.flux(images)
		policies := map[string]Policy{}
		for i := range b.plan.Flux.Scans {
			s := &b.plan.Flux.Scans[i]
			policies[s.Upstream] = Policy{
				Name: b.plan.Flux.Namespace + ":" + s.Name, Cache: s.Cache,
				Digests: s.Settings.DigestReflectionPolicy != v1alpha1.DigestsNever,
				Counts:  counting(&s.Settings),
			}
		}
		cache := c.Cache()
		return func(ref image.Reference) Policy {
			name, _, _ := canonical(cache, ref)
			return policies[name]
		}
	}
}

// canonical is the one name of a reference's repository upstream, whatever its
// spelling, and that in the cache; nothing for one of no upstream.
func canonical(cache *image.Cache, ref image.Reference) (upstream string, cached image.Reference, ok bool) {
	ref.Tag, ref.Digest = "", ""
	cached, err := cache.Rewrite(ref)
	if err != nil {
		return "", cached, false
	}
	back, ok := cache.Restore(cached)
	return back.Name(), cached, ok
}
