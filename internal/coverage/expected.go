package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"go.yaml.in/yaml/v3"
)

// expected computes what a text must become, from the configuration and the text alone: a host
// becomes the cache's host and a prefix, and no byte after it changes. It shares no code with the
// program that it checks.
type expected struct {
	cache string // the host of the cache and a slash
	rules []rule // longest path first
}

// A rule is one upstream.
type rule struct {
	hosts  []string
	path   string
	prefix string
	strip  string // upstreamRepositoryPrefix, which is not in the names in the cache
	hub    bool   // Docker Hub: names without a host, and library/
}

// notInHost ends the name of a host.
const notInHost = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:"

func newExpected(c *v1alpha1.PullThroughCache) *expected {
	e := &expected{cache: c.Spec.AccountID + ".dkr.ecr." + c.Spec.Region + ".amazonaws.com/"}
	for _, u := range c.Spec.Upstreams {
		host, path, _ := strings.Cut(strings.ToLower(u.Registry), "/")
		r := rule{hosts: []string{host}, path: path, prefix: strings.Trim(u.Prefix, "/") + "/"}
		if strings.HasSuffix(host, "docker.io") {
			r.hub, r.hosts = true, []string{"index.docker.io", "registry-1.docker.io", "registry.hub.docker.com", "docker.io"}
		}
		if account, rest, isECR := strings.Cut(host, ".dkr"); isECR {
			region := strings.Split(rest[1:], ".")[1]
			r.hosts = []string{
				account + ".dkr.ecr." + region + ".amazonaws.com", account + ".dkr.ecr-fips." + region + ".amazonaws.com",
				account + ".dkr-ecr." + region + ".on.aws", account + ".dkr-ecr-fips." + region + ".on.aws",
			}
		}
		if r.strip = strings.Trim(u.UpstreamRepositoryPrefix, "/"); len(r.strip) > len(r.path) {
			r.path = r.strip
		}
		if u.Prefix == "ROOT" {
			r.prefix = ""
		}
		e.rules = append(e.rules, r)
	}
	slices.SortStableFunc(e.rules, func(a, b rule) int { return cmp.Compare(len(b.path), len(a.path)) })
	return e
}

// moves reports whether one text is the other with upstreams' hosts, and names of
// Docker Hub, moved to the cache, and every other byte as it was: --image=ghcr.io/org/app:v1
// and --image=CACHE/ghcr/org/app:v1.
func (e *expected) moves(was, is string) bool {
	start := true // a name without a host may begin here
	for {
		switch {
		case was == is:
			return true
		case strings.HasPrefix(is, e.cache) && !strings.HasPrefix(was, e.cache):
			return e.movedHere(was, is, start)
		case was == "" || is == "" || was[0] != is[0]:
			return false
		}
		start = strings.IndexByte("=-\"' \n", was[0]) >= 0
		was, is = was[1:], is[1:]
	}
}

// isUpstream reports whether a text begins with the host of an upstream and its path, or
// is a name of Docker Hub where that is one.
func (e *expected) isUpstream(text string) bool {
	host, rest, found := strings.Cut(text, "/")
	hasHost := found && (strings.ContainsAny(host, ".:") || host == "localhost")
	if strings.ContainsAny(host, "${}<>[]%| ") || text == "" {
		return false
	}
	for _, r := range e.rules {
		for _, known := range r.hosts {
			if hasHost && strings.EqualFold(host, known) && under("/"+rest, r.path) && len(rest) > len(r.strip) {
				return true
			}
		}
		if r.hub && !hasHost && text != istioAuto && under("/"+text, r.path) {
			return true
		}
	}
	return false
}

// istioAuto in an image field is no image: Istio puts its proxy there.
const istioAuto = "auto"

// movedHere is moves for texts of which the second begins with the cache's host.
func (e *expected) movedHere(was, is string, start bool) bool {
	for _, r := range e.rules {
		for _, host := range r.hosts {
			if len(was) < len(host) || !strings.EqualFold(was[:len(host)], host) {
				continue
			}
			rest := was[len(host):]
			if rest != "" && strings.IndexByte(notInHost, rest[0]) >= 0 || !under(rest, r.path) {
				continue
			}
			return e.rest(r, strings.TrimPrefix(rest, strings.TrimSuffix("/"+r.strip, "/")), is, "")
		}
	}
	for _, r := range e.rules {
		if r.hub && start && under("/"+was, r.path) {
			return e.rest(r, "/"+was, is, "/")
		}
	}
	return false
}

// rest reports whether is begins with the rule's name in the cache and continues as rest, which
// followed the host of the upstream: /nginx:1 and CACHE/docker-hub/library/nginx:1. Only official
// images of Docker Hub get library/. slash is the slash that rest was given for a name without a
// host; it is in neither text.
func (e *expected) rest(r rule, rest, is, slash string) bool {
	for _, library := range []bool{false, true} {
		if library && !r.hub || strings.HasPrefix(rest, "/") && library != (r.hub && official(rest[1:])) {
			continue
		}
		head := e.cache + r.prefix
		if library {
			head += "library/"
		}
		after, found := strings.CutPrefix(is, strings.TrimSuffix(head, "/"))
		if found && e.moves(strings.TrimPrefix(rest, slash), strings.TrimPrefix(after, slash)) {
			return true
		}
	}
	return false
}

// under reports whether what follows a host is the path, or below it. A brace ends the
// default of a placeholder.
func under(rest, path string) bool {
	below, found := strings.CutPrefix(rest, "/"+path)
	return path == "" || found && (below == "" || strings.IndexByte("/:@}", below[0]) >= 0)
}

// official reports whether a repository has one component.
func official(repository string) bool {
	end := strings.IndexAny(repository, "/:@")
	return end < 0 || repository[end] != '/'
}

// pair reports whether a reference that is divided between the fields registry and repository
// moved as the two make it together. It returns the repository's node, nil when there is no pair or
// the registry stays.
func (e *expected) pair(was, is *yaml.Node) (repository *yaml.Node, right bool) {
	old, now := value(was, "registry"), value(is, "registry")
	if old == "" || old == now {
		return nil, true
	}
	join := func(registry, repository string) string { return strings.TrimSuffix(registry, "/") + "/" + repository }
	for _, key := range []string{"repository", "repo", "name", "image"} {
		if node := find(is, key); node != nil && node.Kind == yaml.ScalarNode {
			return node, e.moves(join(old, value(was, key)), join(now, node.Value))
		}
	}
	return nil, e.moves(old, now)
}
