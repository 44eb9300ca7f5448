package image

import "strings"

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
	Reason   string    // why a reference that looks like an upstream's is Foreign, else empty
}

// hiddenPath is why a Docker Hub reference of one component is left alone.
const hiddenPath = "a placeholder hides whether the image is an official one, which needs library/ in the cache"

// Classify tells what a reference is to the cache. Our registry is recognised
// by every endpoint it has, and comes before an upstream that is an ECR
// registry itself.
func (c *Cache) Classify(r Reference) Verdict {
	registry, isECR := ParseECRHost(r.Host)
	if isECR && registry.Same(c.registry) {
		if s := c.cached(r.Repository); s != nil {
			return Verdict{Kind: Cached, Upstream: &s.Upstream, Registry: registry}
		}
		return Verdict{Kind: OwnRegistry, Registry: registry}
	}
	s := c.source(r)
	switch {
	case s != nil && s.hub && hidesOfficial(r.Repository):
		return Verdict{Kind: Foreign, Reason: hiddenPath}
	case s != nil:
		return Verdict{Kind: FromUpstream, Upstream: &s.Upstream}
	case isECR:
		return Verdict{Kind: OtherECR, Registry: registry}
	}
	return Verdict{}
}

// source finds the upstream a reference is under: the first, since they stand
// longest first.
func (c *Cache) source(r Reference) *source {
	for i := range c.sources {
		if s := &c.sources[i]; s.hosts(r.Host) && s.covers(r.Repository) {
			return s
		}
	}
	return nil
}

// hosts reports whether a reference with this host, or none, is the source's.
// The letter case of placeholders matters, that of hosts does not.
func (s *source) hosts(host string) bool {
	switch {
	case s.hub:
		return host == "" || isHub(host)
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
	return found && (rest == "" || rest[0] == '/')
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
func (c *Cache) cached(repository string) *source {
	var best *source
	covered := false
	for i := range c.sources {
		s := &c.sources[i]
		rest, found := strings.CutPrefix(repository, s.prefix)
		if !found || rest == "" || best != nil && len(s.prefix) < len(best.prefix) {
			continue
		}
		covers := s.covers(rest)
		if best == nil || len(s.prefix) > len(best.prefix) || covers && !covered {
			best, covered = s, covers
		}
	}
	return best
}
