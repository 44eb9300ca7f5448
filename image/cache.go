package image

import (
	"cmp"
	"slices"
	"strings"
)

// Upstream is a registry, or a part of one, whose images are cached.
type Upstream struct {
	Registry string // host[:port][/path], such as ghcr.io or ghcr.io/amerintlxperts
	Prefix   string // ecrRepositoryPrefix of its pull-through cache rule
}

// Cache maps references between upstream registries and one ECR registry. It
// does not change once made, and may be shared.
type Cache struct {
	registry Registry
	host     string
	sources  []source // longest path first, otherwise as configured
}

// source is an upstream prepared for matching.
type source struct {
	Upstream
	host   string // lower case; docker.io for every spelling of Docker Hub
	path   string // whole components that a repository must be under, or empty
	prefix string // what goes before the repository: "ghcr/", or nothing for ROOT
	hub    bool   // Docker Hub: more hosts, short names, library/
}

// NewCache prepares a cache from a registry and upstreams that were validated
// ([Registry.Check], [CheckUpstreams]).
func NewCache(registry Registry, upstreams []Upstream) *Cache {
	c := &Cache{registry: registry, host: registry.Host()}
	for _, u := range upstreams {
		c.sources = append(c.sources, newSource(u))
	}
	slices.SortStableFunc(c.sources, func(a, b source) int {
		return cmp.Compare(len(b.path), len(a.path))
	})
	return c
}

func newSource(u Upstream) source {
	host, path := splitRegistry(u.Registry)
	s := source{Upstream: u, host: host, path: path, hub: isHub(host)}
	if s.hub {
		s.host = dockerHub
	}
	if u.Prefix != RootPrefix {
		s.prefix = strings.TrimSuffix(u.Prefix, "/") + "/"
	}
	return s
}

// Registry is the ECR registry that holds the cache.
func (c *Cache) Registry() Registry { return c.registry }

// Hosts lists, in lower case outside placeholders, every host whose presence in a text can mean a
// reference to rewrite: those of the upstreams, Docker Hub's in all spellings.
// References write them in any letter case. [Cache.BareNames] tells whether
// references without a host matter too.
func (c *Cache) Hosts() []string {
	var hosts []string
	for i := range c.sources {
		s := &c.sources[i]
		if s.hub {
			hosts = append(hosts, hubHosts...)
		} else {
			hosts = append(hosts, s.host)
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// OwnHosts lists every host of the cache's own registry, one an endpoint kind,
// its configured one first: what a text holds if there is something to restore.
func (c *Cache) OwnHosts() []string {
	hosts := []string{c.host}
	for _, e := range endpoints {
		r := c.registry
		r.Endpoint = e.kind
		if h := r.Host(); !slices.Contains(hosts, h) {
			hosts = append(hosts, h)
		}
	}
	return hosts
}

// BareNames reports whether references without a host (nginx, org/app) are
// upstream references, which they are when Docker Hub is configured.
func (c *Cache) BareNames() bool {
	return slices.ContainsFunc(c.sources, func(s source) bool { return s.hub })
}

// isHub reports whether host, in any letter case, is one of Docker Hub's.
func isHub(host string) bool {
	for _, h := range hubHosts {
		if strings.EqualFold(h, host) {
			return true
		}
	}
	return false
}

// Upstreams are those of the cache, the one with the longest path first.
func (c *Cache) Upstreams() []Upstream {
	all := make([]Upstream, len(c.sources))
	for i := range c.sources {
		all[i] = c.sources[i].Upstream
	}
	return all
}
