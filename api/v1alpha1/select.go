package v1alpha1

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/glob"
)

// Cache returns the cache the configuration describes.
func (c *PullThroughCache) Cache() *image.Cache {
	return image.NewCache(c.Registry(), c.ImageUpstreams())
}

// Owner is the name by which what is generated for the configuration is known
// again: its own, or its kind when it has none.
func (c *PullThroughCache) Owner() string {
	if c.Metadata.Name == "" {
		return Kind
	}
	return c.Metadata.Name
}

// ResultsListed is how many results of one sort are listed, 0 for all.
func (w *Rewrite) ResultsListed() int {
	if w.MaxResults == nil {
		return defaultMaxResults
	}
	return *w.MaxResults
}

// Registry is the registry that holds the cache.
func (c *PullThroughCache) Registry() image.Registry {
	return image.Registry{AccountID: c.Spec.AccountID, Region: c.Spec.Region, Endpoint: image.Endpoint(c.Spec.Endpoint)}
}

// ImageUpstreams are the upstreams as package image knows them.
func (c *PullThroughCache) ImageUpstreams() []image.Upstream {
	upstreams := make([]image.Upstream, len(c.Spec.Upstreams))
	for i, u := range c.Spec.Upstreams {
		upstreams[i] = u.image()
	}
	return upstreams
}

func (u *Upstream) image() image.Upstream {
	return image.Upstream{Registry: u.Registry, Prefix: u.Prefix, UpstreamPrefix: u.UpstreamRepositoryPrefix}
}

// Covers reports whether a repository of an upstream, its path without the host,
// is to go through the cache: included, or nothing is, and not excluded. An
// official image of Docker Hub goes by both its names, nginx and library/nginx.
func (c *PullThroughCache) Covers(upstream image.Upstream, repository string) bool {
	for i := range c.Spec.Upstreams {
		if u := &c.Spec.Upstreams[i]; u.image() == upstream {
			return (len(u.Include) == 0 || u.named(u.Include, repository)) && !u.named(u.Exclude, repository)
		}
	}
	return false
}

// CoversAll reports whether all of an upstream goes through the cache.
func (c *PullThroughCache) CoversAll(upstream image.Upstream) bool {
	for i := range c.Spec.Upstreams {
		if u := &c.Spec.Upstreams[i]; u.image() == upstream {
			return len(u.Include)+len(u.Exclude) == 0
		}
	}
	return false
}

// official is where Docker Hub keeps the images that have a one-word name.
const official = "library/"

// named reports whether one of the globs matches the repository by any name.
func (u *Upstream) named(globs []string, repository string) bool {
	if len(globs) == 0 || glob.MatchAny(globs, repository) {
		return len(globs) > 0
	}
	if known, ok := image.KnownUpstream(u.Registry); !ok || known.Name != "docker-hub" {
		return false
	}
	short, isLong := strings.CutPrefix(repository, official)
	switch {
	case isLong:
		return glob.MatchAny(globs, short)
	case !strings.Contains(repository, "/"):
		return glob.MatchAny(globs, official+repository)
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
	return c.Spec.Rewrite.PullSecrets == PullSecretsRemove && glob.MatchAny(c.Spec.Rewrite.PullSecretNames, name)
}

func anySelects(selectors []Selector, at Subject) bool {
	for i := range selectors {
		if selectors[i].matches(at) {
			return true
		}
	}
	return false
}

// matches reports whether all the selector's globs that are given match.
func (s *Selector) matches(at Subject) bool {
	return matchesIfGiven(s.Kind, at.Kind) && matchesIfGiven(s.Name, at.Name) &&
		matchesIfGiven(s.Namespace, at.Namespace) && matchesIfGiven(s.Container, at.Container)
}

func matchesIfGiven(pattern, text string) bool { return pattern == "" || glob.Match(pattern, text) }

// MatchesKind reports whether the selector takes objects of a kind, whatever else it asks.
func (s *Selector) MatchesKind(kind string) bool { return matchesIfGiven(s.Kind, kind) }
