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
	// UpstreamPrefix is the rule's upstreamRepositoryPrefix: the rule caches only what is
	// below it, and leaves it out of the names in the cache. Empty for all of a registry.
	UpstreamPrefix string
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
	rule   string // what the upstream of a rule is: one host for all of a registry's, and strip
	path   string // whole components that a repository must be under, or empty
	strip  string // what the rule leaves out before the repository, with its slash, or empty
	prefix string // what goes before the repository: "ghcr/", or nothing for ROOT
	hub    bool   // Docker Hub: more hosts, short names, library/
	ecr    bool   // an ECR registry: more hosts
	of     Registry
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
	s.rule = s.host
	if s.of, s.ecr = ParseECRHost(host); s.ecr {
		s.rule = Registry{AccountID: s.of.AccountID, Region: s.of.Region}.Host()
	}
	if below := strings.TrimSuffix(u.UpstreamPrefix, "/"); below != "" {
		s.strip = below + "/"
		if !within(path, below) {
			s.path = below
		}
	}
	s.rule += "/" + s.strip
	if u.Prefix != RootPrefix {
		s.prefix = strings.TrimSuffix(u.Prefix, "/") + "/"
	}
	return s
}

// cached is the name in the cache of a repository that the source covers.
func (s *source) cached(repository string) string { return s.prefix + repository[len(s.strip):] }

// upstream is the repository of a name in the cache that begins with the prefix.
func (s *source) upstream(name string) string { return s.strip + name[len(s.prefix):] }

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
		switch {
		case s.hub:
			hosts = append(hosts, hubHosts...)
		case s.ecr:
			hosts = append(hosts, s.of.hosts()...)
		default:
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
	for _, h := range c.registry.hosts() {
		if !slices.Contains(hosts, h) {
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

// Parts lists the parts of a registry that upstreams cover, each as a host with its path: what
// an image of this host has to be below. It is empty when the registry is no upstream's.
func (c *Cache) Parts(host string) []string {
	var parts []string
	for i := range c.sources {
		if s := &c.sources[i]; host != "" && s.hosts(host) {
			parts = append(parts, s.part())
		}
	}
	return parts
}

// part is the host with the path that a repository must be under.
func (s *source) part() string { return strings.TrimSuffix(s.host+"/"+s.path, "/") }
