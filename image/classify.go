package image

import (
	"strconv"
	"strings"
)

// Standing is what a reference is to a cache.
type Standing uint8

// The standings a reference can have.
const (
	Foreign      Standing = iota // of no configured upstream: leave
	FromUpstream                 // of a configured upstream: can be rewritten
	Cached                       // of our registry, under a known prefix: can be restored
	OwnRegistry                  // of our registry, under no known prefix: leave
	OtherECR                     // of another account's or Region's registry: leave, warn
)

// String is the constant's name.
func (s Standing) String() string {
	return [...]string{"Foreign", "FromUpstream", "Cached", "OwnRegistry", "OtherECR"}[s]
}

// Verdict is the judgement on one reference.
type Verdict struct {
	Kind     Standing
	Upstream *Upstream // of FromUpstream and Cached; not to be changed
	Registry Registry  // of Cached, OwnRegistry and OtherECR: as the host says
	Reason   string    // why a reference that may be an upstream's, or the cache's, is not said to be, else empty
}

// Why a reference with a placeholder is left alone.
const (
	hiddenHost   = "a placeholder hides which registry the image is of"
	hiddenPath   = "a placeholder hides whether the image is an official one, which needs library/ in the cache"
	hiddenPrefix = "a placeholder hides under which prefix of the cache the image is"
)

// hiddenPart is why a reference is left alone that may be under an upstream's path.
func hiddenPart(s *source) string {
	return "a placeholder hides whether the image is under " + s.part() + ", which has a rule of its own"
}

// Classify tells what a reference is to the cache. Our registry is recognised
// by every endpoint it has, and comes before an upstream that is an ECR
// registry itself.
func (c *Cache) Classify(r Reference) Verdict {
	registry, isECR := ParseECRHost(r.Host)
	if isECR && registry.Same(c.registry) {
		s, hidden := c.cached(r.Repository)
		switch {
		case hidden != nil:
			return Verdict{Kind: OwnRegistry, Registry: registry, Reason: hiddenPrefix}
		case s != nil:
			return Verdict{Kind: Cached, Upstream: &s.Upstream, Registry: registry}
		}
		return Verdict{Kind: OwnRegistry, Registry: registry}
	}
	s, reason := c.source(r)
	switch {
	case reason != "":
		return Verdict{Kind: Foreign, Reason: reason}
	case s != nil:
		return Verdict{Kind: FromUpstream, Upstream: &s.Upstream}
	case isECR:
		return Verdict{Kind: OtherECR, Registry: registry}
	case !plain(r.Host), r.Host == "" && hidesOfficial(r.Repository):
		return Verdict{Reason: hiddenHost}
	}
	return Verdict{}
}

// source finds the upstream a reference is under: the first, since they stand
// longest first. The reason is why that cannot be known.
func (c *Cache) source(r Reference) (found *source, reason string) {
	literal, open := literal(r.Repository)
	for i := range c.sources {
		s := &c.sources[i]
		switch {
		case !s.hosts(r.Host):
		case s.hub && hidesOfficial(r.Repository):
			if r.Host == "" {
				return nil, hiddenHost
			}
			return nil, hiddenPath
		case open && s.path != "":
			if under := s.path + "/"; strings.HasPrefix(literal, under) {
				return c.unless(s, r.Repository)
			} else if strings.HasPrefix(under, literal) {
				return nil, hiddenPart(s)
			}
		case s.covers(r.Repository):
			return c.unless(s, r.Repository)
		}
	}
	return nil, ""
}

// unless is the source of a repository, unless a placeholder hides what its name
// in the cache would be.
func (c *Cache) unless(s *source, repository string) (*source, string) {
	if plain(repository) {
		return s, ""
	}
	if _, hidden := c.cached(s.cached(repository)); hidden != nil {
		return nil, "a placeholder hides whether its name in the cache falls under the prefix " + strconv.Quote(hidden.Prefix)
	}
	return s, ""
}

// literal is what stands before the first placeholder of s; open tells whether
// there is one.
func literal(s string) (before string, open bool) {
	for i := 0; i < len(s); {
		_, after, counted := next(s, i)
		if counted == 0 {
			return s[:i], true
		}
		i = after
	}
	return s, false
}

// hosts reports whether a reference with this host, or none, is the source's.
// The letter case of placeholders matters, that of hosts does not.
func (s *source) hosts(host string) bool {
	switch {
	case s.hub:
		return host == "" || isHub(host)
	case s.ecr:
		registry, isECR := ParseECRHost(host)
		return isECR && registry.Same(s.of)
	case plain(s.host):
		return strings.EqualFold(s.host, host)
	}
	return s.host == host
}

// covers reports whether a repository of the source's host is under its path,
// by whole components. Official images of Docker Hub are under library.
func (s *source) covers(repository string) bool {
	if s.path == "" {
		return true
	}
	if s.official(repository) {
		rest, found := strings.CutPrefix(s.path, "library")
		return found && (rest == "" || rest[0] == '/' && rest[1:] == repository)
	}
	rest, found := strings.CutPrefix(repository, s.path)
	return found && (rest == "" || rest[0] == '/') && len(repository) > len(s.strip)
}

// official reports whether a repository of the source is an official image of
// Docker Hub written without the library/ it stands under.
func (s *source) official(repository string) bool {
	return s.hub && strings.IndexByte(repository, '/') < 0
}

// hidesOfficial reports whether a repository of Docker Hub holds a placeholder
// in its only component, which may bring a second one.
func hidesOfficial(repository string) bool {
	_, _, slash := cut(repository, '/')
	return !slash && !plain(repository)
}

// cached finds the upstream whose prefix a repository of our registry is under:
// the longest prefix, and of those that share it the one that covers the rest.
// hidden is one with a longer prefix, under which a placeholder may bring it.
func (c *Cache) cached(repository string) (best, hidden *source) {
	literal, open := literal(repository)
	covered := false
	for i := range c.sources {
		s := &c.sources[i]
		rest, found := strings.CutPrefix(literal, s.prefix)
		switch {
		case open && !found && strings.HasPrefix(s.prefix, literal):
			hidden = s
			continue
		case open && found:
			rest = repository[len(s.prefix):]
		}
		if !found || rest == "" || best != nil && len(s.prefix) < len(best.prefix) {
			continue
		}
		covers := s.covers(s.strip + rest)
		if best == nil || len(s.prefix) > len(best.prefix) || covers && !covered {
			best, covered = s, covers
		}
	}
	return best, hidden
}
