package config

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// checkFluxImage refuses what is no repository of a configured upstream.
func checkFluxImage(c *v1alpha1.PullThroughCache, at, name string, p *problems) {
	ref, err := image.Parse(name)
	e := Error{Path: at, Found: excerpt(name), Accepted: "a repository with its registry, such as ghcr.io/amerintlxperts/app"}
	switch {
	case err != nil:
		e.Reason = err.Error()
	case ref.Host == "":
		e.Reason = "the registry is missing"
	case ref.Tag != "" || ref.Digest != "":
		e.Reason, e.Hint = "Flux looks for tags itself", "write "+ref.Name()
	case p.covers("spec.upstreams") || p.coversPart("spec.upstreams"):
		return // which registries there are is not known
	case c.Cache().Classify(ref).Kind != image.FromUpstream:
		e.Reason, e.Hint = "it is of no upstream of this configuration", "add its registry to upstreams, or remove it"
	default:
		return
	}
	p.add(e)
}

// checkHostGlob refuses patterns over registries and paths that match nothing.
func checkHostGlob(at, pattern string, p *problems) {
	e := Error{Path: at, Found: excerpt(pattern), Accepted: "a registry and a path, or a glob over them, such as ghcr.io/amerintlxperts/**", Reason: misread(pattern)}
	first, _, _ := strings.Cut(pattern, "/")
	last := pattern[strings.LastIndexByte(pattern, '/')+1:]
	switch {
	case pattern == "" || e.Reason != "":
	case strings.Contains(pattern, "://"):
		e.Reason = "a registry is named without ://"
	case strings.HasPrefix(pattern, "/") || strings.HasSuffix(pattern, "/") || strings.Contains(pattern, "//"):
		e.Reason = "a path component is empty"
	case pattern != strings.ToLower(pattern):
		e.Reason, e.Hint = "registries and repositories are in lower case", "write "+strings.ToLower(pattern)
	case strings.ContainsAny(last, ":@"):
		e.Reason = "tags and digests are no part of the name"
	case !strings.ContainsAny(first, ".*?:") && first != "localhost":
		e.Reason, e.Hint = "the registry is missing, so it matches nothing", "write **/"+pattern+", or the registry before it"
	default:
		return
	}
	if pattern != "" || e.Reason != "" {
		p.add(e)
	}
}
