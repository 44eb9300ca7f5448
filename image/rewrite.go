package image

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// ErrNotUpstream is the error of [Cache.Rewrite] for a reference that is from no configured
// upstream.
var ErrNotUpstream = errors.New("the image reference is of no configured upstream")

// A NameError is the error of [Cache.Rewrite] for a repository whose name in the cache would
// break ECR's limits, or be under the prefix of another upstream.
type NameError struct {
	Repository string // the name it would have in ECR
	Reason     string
}

// Error returns the repository's name and the reason.
func (e *NameError) Error() string {
	return "cannot cache as repository " + strconv.Quote(e.Repository) + ": " + e.Reason
}

// Rewrite turns a reference to an upstream ([FromUpstream]) into the reference to the cache:
// the cache's host, the upstream's prefix, and the repository with its whole path; tag and
// digest stay as they are. ECR's rule maps a prefix to an upstream's host, so the path of an
// upstream such as ghcr.io/org stays in the result; what [Upstream].UpstreamPrefix names does
// not. Official images of Docker Hub get the library/ under which they are stored.
//
// The error is [ErrNotUpstream], or a *[NameError] when the repository's name
// breaks ECR's limit of 2 to 256 characters, or falls under the prefix of
// another upstream, from which ECR would then fetch another image.
func (c *Cache) Rewrite(r Reference) (Reference, error) {
	if c.Classify(r).Status != FromUpstream {
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

// nameReason returns why a repository of a source cannot have this name in the cache; empty when it
// can.
func (c *Cache) nameReason(s *source, name string) string {
	if owner, _ := c.cached(name); owner.prefix != s.prefix {
		return "the name falls under prefix " + strconv.Quote(owner.Prefix) + ", which caches " + owner.Registry
	}
	return repositoryLength(name)
}

// Restore is the inverse of Rewrite for a reference to the cache ([Cached]); for any other it
// returns false. The upstream's host is in lower case. How a reference to Docker Hub was
// spelled is not known any more, so it gets its canonical form, docker.io/library/nginx, of
// which [Reference.Familiar] makes the short one. A reference to another ECR registry gets
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

// RewritePrefix rewrites the beginning of references, such as ghcr.io/org of ghcr.io/org/app: a
// host and a path, after which a slash and a name follow. It returns false unless this is right
// for every name that can follow: one upstream covers all of them, and none of them is an
// official image of Docker Hub, which would need library/ before it.
func (c *Cache) RewritePrefix(prefix Reference) (Reference, bool) {
	return c.rewritePrefix(prefix, false)
}

// RewriteDeepPrefix is RewritePrefix where all names that follow have at least two parts, so
// that none is an official image.
func (c *Cache) RewriteDeepPrefix(prefix Reference) (Reference, bool) {
	return c.rewritePrefix(prefix, true)
}

func (c *Cache) rewritePrefix(prefix Reference, deep bool) (Reference, bool) {
	var covering *source // covers all names that can follow
	for i := range c.sources {
		s := &c.sources[i]
		if !s.hasHost(prefix.Host) || prefix.Host == "" {
			continue
		}
		switch {
		case within(prefix.Repository, s.path):
			if covering == nil {
				covering = s // the longest path comes first
			}
		case within(s.path, prefix.Repository):
			return Reference{}, false // s covers some of the names only
		}
	}
	if covering == nil || covering.hub && prefix.Repository == "" && !deep {
		return Reference{}, false
	}
	// Without a path, the slash before the name is all that is left.
	rest := strings.TrimPrefix((prefix.Repository + "/")[len(covering.strip):], "/")
	moved := Reference{Host: c.host, Repository: strings.TrimSuffix(covering.prefix+rest, "/")}
	return moved, moved.Repository != "" && !c.sharesPrefix(covering, moved.Repository)
}

// sharesPrefix reports whether names below a path of the cache can be under the prefix of
// another upstream: a longer prefix that the path is below, or any below the path.
func (c *Cache) sharesPrefix(s *source, path string) bool {
	below := path + "/"
	return slices.ContainsFunc(c.sources, func(other source) bool {
		return other.prefix != s.prefix && (len(other.prefix) > len(s.prefix) && strings.HasPrefix(below, other.prefix) || strings.HasPrefix(other.prefix, below))
	})
}

// within reports whether a path is another one, or is below it by whole components.
func within(path, above string) bool {
	if above == "" {
		return true
	}
	rest, found := strings.CutPrefix(path, above)
	return found && (rest == "" || rest[0] == '/')
}
