package v1alpha1

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/glob"
)

// Cache returns the cache that the configuration describes. It translates references to the
// upstreams into references to the cache, and back.
func (c *PullThroughCache) Cache() *image.Cache {
	return image.NewCache(c.Registry(), c.ImageUpstreams())
}

// Owner returns the name that everything generated for the configuration carries: the
// configuration's own, or its kind when it has none.
func (c *PullThroughCache) Owner() string {
	if c.Metadata.Name == "" {
		return Kind
	}
	return c.Metadata.Name
}

// ResultsListed returns how many results of one kind are listed at most, 0 for all.
func (w *Rewrite) ResultsListed() int {
	if w.MaxResults == nil {
		return defaultMaxResults
	}
	return *w.MaxResults
}

// Registry returns the registry that holds the cache.
func (c *PullThroughCache) Registry() image.Registry {
	return image.Registry{AccountID: c.Spec.AccountID, Region: c.Spec.Region, Endpoint: image.Endpoint(c.Spec.Endpoint)}
}

// ImageUpstreams returns the upstreams as package image knows them.
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

// Covers reports whether a repository of an upstream goes through the cache: it is included,
// or the upstream includes all, and it is not excluded. The repository is a path without its
// host. An official image of Docker Hub is matched by both of its names, nginx and
// library/nginx.
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

// official is the namespace of Docker Hub's official images, which users leave out: nginx is
// library/nginx.
const official = "library/"

// named reports whether one of the globs matches the repository by any of its names. An official
// image of Docker Hub has two.
func (u *Upstream) named(globs []string, repository string) bool {
	if len(globs) == 0 {
		return false
	}
	if glob.MatchAny(globs, repository) {
		return true
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

// CoversUnder is Covers for all repositories that begin with a text, because a placeholder
// hides the rest of the path: org/app- for org/app-${NAME}. certain is false when the answer
// depends on the rest.
func (c *PullThroughCache) CoversUnder(upstream image.Upstream, text string) (covers, certain bool) {
	for i := range c.Spec.Upstreams {
		u := &c.Spec.Upstreams[i]
		if u.image() != upstream {
			continue
		}
		included, includedSure := u.namedUnder(u.Include, text)
		excluded, excludedSure := u.namedUnder(u.Exclude, text)
		if len(u.Include) == 0 {
			included = true
		}
		switch {
		case includedSure && !included, excludedSure && excluded:
			return false, true
		}
		return included && !excluded, includedSure && excludedSure
	}
	return false, true
}

// namedUnder reports whether one of the globs matches every repository that begins with the
// text. sure is true when one does, or when none matches any of them. For the text org/app-:
//
//	org/**    true, true
//	org/app-1 false, false: the rest decides
//	other/**  false, true
func (u *Upstream) namedUnder(globs []string, text string) (named, sure bool) {
	sure = true
	for _, g := range globs {
		literal := g
		if i := strings.IndexAny(g, "*?"); i >= 0 {
			literal = g[:i]
		}
		switch {
		case g == literal+"**" && strings.HasPrefix(text, literal):
			return true, true
		case strings.HasPrefix(text, literal), strings.HasPrefix(literal, text), strings.HasPrefix(text, official), strings.HasPrefix(official, text):
			sure = false // official: the glob may leave out library/
		}
	}
	return false, sure
}

// A Subject is what selectors are compared with: an object, and a container in it.
type Subject struct{ Kind, Name, Namespace, Container string }

// Selects reports whether the images of a subject are rewritten: a selector includes it, or
// there are no such selectors, and none excludes it.
func (c *PullThroughCache) Selects(at Subject) bool {
	w := &c.Spec.Rewrite
	return (len(w.Include) == 0 || anySelects(w.Include, at)) && !anySelects(w.Exclude, at)
}

// RemovesPullSecret reports whether references to the pull secret of this name are removed.
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

// matches reports whether all globs of the selector match. One that is not given matches.
func (s *Selector) matches(at Subject) bool {
	return matchesIfGiven(s.Kind, at.Kind) && matchesIfGiven(s.Name, at.Name) &&
		matchesIfGiven(s.Namespace, at.Namespace) && matchesIfGiven(s.Container, at.Container)
}

func matchesIfGiven(pattern, text string) bool { return pattern == "" || glob.Match(pattern, text) }

// MatchesKind reports whether the selector's glob over kinds matches, whatever its other globs
// are.
func (s *Selector) MatchesKind(kind string) bool { return matchesIfGiven(s.Kind, kind) }
