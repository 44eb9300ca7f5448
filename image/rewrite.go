package image

import (
	"errors"
	"strconv"
)

// ErrNotUpstream is what [Cache.Rewrite] answers to a reference that is not of
// a configured upstream.
var ErrNotUpstream = errors.New("the image reference is of no configured upstream")

// NameError tells that a repository cannot stand in ECR by its hard limits.
type NameError struct {
	Repository string // the name it would have in ECR
	Reason     string
}

// Error gives the repository's name and the reason.
func (e *NameError) Error() string {
	return "cannot cache as repository " + strconv.Quote(e.Repository) + ": " + e.Reason
}

// Rewrite turns a reference of an upstream ([FromUpstream]) into that of the
// cache: our host, the upstream's prefix, the repository with its whole path,
// tag and digest as they are. ECR's rule maps a prefix to an upstream's host,
// so the path of an upstream such as ghcr.io/org stays in the result; what
// [Upstream].UpstreamPrefix names does not. Official
// images of Docker Hub get the library/ they are stored under.
//
// The error is [ErrNotUpstream], or a *[NameError] when the repository's name
// breaks ECR's limit of 2 to 256 characters, or falls under the prefix of
// another upstream, from which ECR would then fetch another image.
func (c *Cache) Rewrite(r Reference) (Reference, error) {
	if c.Classify(r).Kind != FromUpstream {
		return Reference{}, ErrNotUpstream
	}
	s, _ := c.source(r)
	library := ""
	if s.official(r.Repository) {
		library = "library/"
	}
	r.Host, r.Repository = c.host, s.cached(s.strip+library+r.Repository[len(s.strip):])
	if reason := c.nameReason(s, r.Repository); reason != "" {
		return Reference{}, &NameError{Repository: r.Repository, Reason: reason}
	}
	return r, nil
}

// nameReason tells why a source's repository cannot have this name in our
// registry; it is empty when it can.
func (c *Cache) nameReason(s *source, name string) string {
	if owner, _ := c.cached(name); owner.prefix != s.prefix {
		return "the name falls under prefix " + strconv.Quote(owner.Prefix) + ", which caches " + owner.Registry
	}
	return repositoryLength(name)
}

// Restore is the inverse of Rewrite for a reference of the cache ([Cached]);
// for any other it returns false. The upstream's host comes back in lower
// case. How a reference of Docker Hub was spelled is not known any more: it
// comes back in its canonical form, docker.io/library/nginx, of which
// [Reference.Familiar] makes the short one. Another ECR registry comes back by
// the host that the upstream names.
func (c *Cache) Restore(r Reference) (Reference, bool) {
	registry, ok := ParseECRHost(r.Host)
	if !ok || !registry.Same(c.registry) {
		return Reference{}, false
	}
	s, hidden := c.cached(r.Repository)
	if s == nil || hidden != nil {
		return Reference{}, false
	}
	r.Host, r.Repository = s.host, s.upstream(r.Repository)
	return r, true
}
