package image

import (
	"strconv"
	"strings"
)

// Status says whether a reference is from an upstream, in the cache, or neither.
type Status uint8

// The statuses a reference can have.
const (
	Foreign      Status = iota // from no configured upstream: it stays
	FromUpstream               // from a configured upstream: Rewrite moves it to the cache
	Cached                     // in the cache's registry, under a configured prefix: Restore moves it back
	OwnRegistry                // in the cache's registry, under no configured prefix: it stays
	OtherECR                   // in the ECR registry of another account or Region: it stays, and deserves a warning
)

// String returns the name of the constant.
func (s Status) String() string {
	return [...]string{"Foreign", "FromUpstream", "Cached", "OwnRegistry", "OtherECR"}[s]
}

// A Classification is what a cache knows of one reference.
type Classification struct {
	Status   Status
	Upstream *Upstream // for FromUpstream and Cached; callers must not change it
	Registry Registry  // for Cached, OwnRegistry and OtherECR: the registry that the host names
	Reason   string    // why a placeholder makes the status uncertain, else empty
}

// Why a reference with a placeholder is left alone.
const (
	hiddenHost   = "a placeholder hides which registry the image is of"
	hiddenPath   = "a placeholder hides whether the image is an official one, which needs library/ in the cache"
	hiddenPrefix = "a placeholder hides under which prefix of the cache the image is"
)

// hiddenPart returns the reason where a placeholder hides whether a reference is under an upstream's
// path.
func hiddenPart(s *source) string {
	return "a placeholder hides whether the image is under " + s.part() + ", which has a rule of its own"
}

// Classify returns the status of a reference, with the upstream or registry that decides it.
// It recognises the cache's registry by each of its endpoints, and looks for it before the
// upstreams, because an upstream can be an ECR registry, too.
func (c *Cache) Classify(r Reference) Classification {
	registry, isECR := ParseECRHost(r.Host)
	if isECR && registry.Same(c.registry) {
		s, hidden := c.cached(r.Repository)
		switch {
		case hidden != nil:
			return Classification{Status: OwnRegistry, Registry: registry, Reason: hiddenPrefix}
		case s != nil:
			return Classification{Status: Cached, Upstream: &s.Upstream, Registry: registry}
		}
		return Classification{Status: OwnRegistry, Registry: registry}
	}
	s, reason := c.source(r)
	switch {
	case reason != "":
		return Classification{Status: Foreign, Reason: reason}
	case s != nil:
		return Classification{Status: FromUpstream, Upstream: &s.Upstream}
	case isECR:
		return Classification{Status: OtherECR, Registry: registry}
	case !plain(r.Host), r.Host == "" && hidesOfficial(r.Repository):
		return Classification{Reason: hiddenHost}
	}
	return Classification{}
}

// source finds the upstream of a reference: the first that matches, because the upstreams
// are sorted with the longest path first. The reason says why it cannot be known.
func (c *Cache) source(r Reference) (found *source, reason string) {
	literal, open := literal(r.Repository)
	for i := range c.sources {
		s := &c.sources[i]
		switch {
		case !s.hasHost(r.Host):
		case s.hub && hidesOfficial(r.Repository):
			if r.Host == "" {
				return nil, hiddenHost
			}
			return nil, hiddenPath
		case open && s.path != "":
			if under := s.path + "/"; strings.HasPrefix(literal, under) {
				return c.sourceUnlessHidden(s, r.Repository)
			} else if strings.HasPrefix(under, literal) {
				return nil, hiddenPart(s)
			}
		case s.covers(r.Repository):
			return c.sourceUnlessHidden(s, r.Repository)
		}
	}
	return nil, ""
}

// sourceUnlessHidden returns the source, unless a placeholder in the repository hides what
// its name in the cache would be.
func (c *Cache) sourceUnlessHidden(s *source, repository string) (*source, string) {
	if plain(repository) {
		return s, ""
	}
	if _, hidden := c.cached(s.cached(repository)); hidden != nil {
		return nil, "a placeholder hides whether its name in the cache falls under the prefix " + strconv.Quote(hidden.Prefix)
	}
	return s, ""
}

// literal returns the text before the first placeholder of s; open reports whether there is
// one.
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

// hasHost reports whether references with this host, or without a host, are from the source.
// The letter case of hosts does not matter, that of placeholders does.
func (s *source) hasHost(host string) bool {
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
// Docker Hub that is written without its library/.
func (s *source) official(repository string) bool {
	return s.hub && strings.IndexByte(repository, '/') < 0
}

// hidesOfficial reports whether a placeholder in the only component of a Docker Hub
// repository may stand for two components: then it is not known whether library/ is missing.
func hidesOfficial(repository string) bool {
	_, _, slash := cut(repository, '/')
	return !slash && !plain(repository)
}

// cached finds the upstream whose prefix a repository of the cache's registry is under: the
// longest prefix, and of the upstreams that share it the one that covers the rest. hidden is an
// upstream whose prefix the repository may have once its placeholder is filled in: for
// gh${X}/app the one with ghcr/.
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
