package image

import (
	"cmp"
	"slices"
	"strings"
)

// An Upstream is a registry whose images are cached, or the part of one below a path.
type Upstream struct {
	Registry string // host[:port][/path], such as ghcr.io or ghcr.io/amerintlxperts
	Prefix   string // ecrRepositoryPrefix of its pull-through cache rule
	// UpstreamPrefix is the upstreamRepositoryPrefix of the rule: the rule caches only
	// repositories below it, and the names in the cache do not contain it. It is empty for a
	// rule that caches the whole registry.
	UpstreamPrefix string
}

// A Cache maps references between upstream registries and one ECR registry. It never changes,
// so several goroutines may share it.
type Cache struct {
	registry Registry
	host     string
	sources  []source // longest path first, otherwise as configured
}

// source is an upstream prepared for matching.
type source struct {
	Upstream
	host   string   // lower case; docker.io for every spelling of Docker Hub
	rule   string   // the upstream of the cache rule: the registry's main host and strip
	path   string   // the path that repositories must be below; empty for the whole registry
	strip  string   // the path that the rule removes from the repository, with its slash, or empty
	prefix string   // the prefix in the cache: "ghcr/", or empty for ROOT
	hub    bool     // whether it is Docker Hub, with its several hosts, short names and library/
	ecr    bool     // whether it is an ECR registry, with its several hosts
	of     Registry // that registry
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

// cached returns the name in the cache of a repository that the source covers.
func (s *source) cached(repository string) string { return s.prefix + repository[len(s.strip):] }

// upstream returns the upstream's repository for a name in the cache that begins with the prefix.
func (s *source) upstream(name string) string { return s.strip + name[len(s.prefix):] }

// Registry returns the ECR registry that holds the cache.
func (c *Cache) Registry() Registry { return c.registry }

// Hosts returns the hosts of the upstreams, sorted, with every spelling of Docker Hub's: only a
// text that contains one of them, in any letter case, can have a reference to rewrite. They are
// in lower case, except for placeholders. [Cache.BareNames] reports whether references without
// a host count, too.
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

// OwnHosts returns the hosts of the cache's own registry, one for each kind of endpoint, the
// configured one first: only a text that contains one of them can have a reference to restore.
func (c *Cache) OwnHosts() []string {
	hosts := []string{c.host}
	for _, h := range c.registry.hosts() {
		if !slices.Contains(hosts, h) {
			hosts = append(hosts, h)
		}
	}
	return hosts
}

// BareNames reports whether references without a host (nginx, org/app) are references to an
// upstream. They are if Docker Hub is configured.
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

// Upstreams returns the upstreams of the cache, the one with the longest path first.
func (c *Cache) Upstreams() []Upstream {
	all := make([]Upstream, len(c.sources))
	for i := range c.sources {
		all[i] = c.sources[i].Upstream
	}
	return all
}

// Parts returns the parts of a host's registry that the upstreams cover, each as host and path. An
// image of the host is from an upstream if it is below one of them. There are none for a host of
// no upstream.
func (c *Cache) Parts(host string) []string {
	var parts []string
	for i := range c.sources {
		if s := &c.sources[i]; host != "" && s.hasHost(host) {
			parts = append(parts, s.part())
		}
	}
	return parts
}

// part returns the host with the path that repositories must be below.
func (s *source) part() string { return strings.TrimSuffix(s.host+"/"+s.path, "/") }
