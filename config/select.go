package config

import "github.com/amerintlxperts/ecrcache/image"

// Cache returns the cache the configuration describes.
func (c *PullThroughCache) Cache() *image.Cache {
	return image.NewCache(c.registry(), c.upstreams())
}

func (c *PullThroughCache) registry() image.Registry {
	return image.Registry{AccountID: c.Spec.AccountID, Region: c.Spec.Region, Endpoint: image.Endpoint(c.Spec.Endpoint)}
}

func (c *PullThroughCache) upstreams() []image.Upstream {
	upstreams := make([]image.Upstream, len(c.Spec.Upstreams))
	for i, u := range c.Spec.Upstreams {
		upstreams[i] = image.Upstream{Registry: u.Registry, Prefix: u.Prefix}
	}
	return upstreams
}

// Covers reports whether a repository of an upstream, its path without the host,
// is to go through the cache: included, or nothing is, and not excluded.
func (c *PullThroughCache) Covers(upstream image.Upstream, repository string) bool {
	for _, u := range c.Spec.Upstreams {
		if u.Registry == upstream.Registry {
			return (len(u.Include) == 0 || matchesAny(u.Include, repository)) && !matchesAny(u.Exclude, repository)
		}
	}
	return false
}

// A Subject is what selectors are held against.
type Subject struct{ Kind, Name, Namespace, Container string }

// Selects reports whether images of the subject are rewritten: included, or
// nothing is, and not excluded.
func (c *PullThroughCache) Selects(at Subject) bool {
	w := &c.Spec.Rewrite
	return (len(w.Include) == 0 || anySelects(w.Include, at)) && !anySelects(w.Exclude, at)
}

// RemovesPullSecret reports whether the pull secret of the name is one of those
// to remove.
func (c *PullThroughCache) RemovesPullSecret(name string) bool {
	return c.Spec.Rewrite.PullSecrets == PullSecretsRemove && matchesAny(c.Spec.Rewrite.PullSecretNames, name)
}

func anySelects(selectors []Selector, at Subject) bool {
	for _, s := range selectors {
		if s.matches(at) {
			return true
		}
	}
	return false
}

func (s *Selector) matches(at Subject) bool {
	return matchesIfGiven(s.Kind, at.Kind) && matchesIfGiven(s.Name, at.Name) &&
		matchesIfGiven(s.Namespace, at.Namespace) && matchesIfGiven(s.Container, at.Container)
}

func matchesIfGiven(glob, text string) bool { return glob == "" || Glob(glob).Match(text) }
