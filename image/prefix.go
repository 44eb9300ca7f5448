package image

import (
	"slices"
	"strings"
)

// RewritePrefix moves the first part of references, a host and a path to which names
// are joined by a slash. It reports false unless every name that can be joined to it
// becomes one of the cache by that alone: one upstream holds all of them, and none of
// them is an official image of Docker Hub, which would need library/ before it.
func (c *Cache) RewritePrefix(prefix Reference) (Reference, bool) {
	return c.rewritePrefix(prefix, false)
}

// RewriteDeepPrefix is RewritePrefix where all names that are joined have two parts or more,
// so that none is an official image.
func (c *Cache) RewriteDeepPrefix(prefix Reference) (Reference, bool) {
	return c.rewritePrefix(prefix, true)
}

func (c *Cache) rewritePrefix(prefix Reference, deep bool) (Reference, bool) {
	var all *source
	for i := range c.sources {
		s := &c.sources[i]
		if !s.hosts(prefix.Host) || prefix.Host == "" {
			continue
		}
		switch {
		case within(prefix.Repository, s.path):
			if all == nil {
				all = s // the longest path comes first
			}
		case within(s.path, prefix.Repository):
			return Reference{}, false // it holds some of the names
		}
	}
	if all == nil || all.hub && prefix.Repository == "" && !deep {
		return Reference{}, false
	}
	moved := Reference{Host: c.host, Repository: strings.TrimSuffix(all.cached(all.strip+strings.TrimPrefix((prefix.Repository + "/")[len(all.strip):], "/")), "/")}
	return moved, moved.Repository != "" && !c.sharesPrefix(all, moved.Repository)
}

// sharesPrefix reports whether names below a path of the cache can fall under the prefix
// of another upstream.
func (c *Cache) sharesPrefix(s *source, path string) bool {
	return slices.ContainsFunc(c.sources, func(other source) bool {
		return other.prefix != s.prefix && (len(other.prefix) > len(s.prefix) && within(path+"/", other.prefix) || within(other.prefix, path+"/"))
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
