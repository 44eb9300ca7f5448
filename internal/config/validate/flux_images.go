package validate

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// checkFluxImage refuses a name that is not the repository of a configured upstream.
func checkFluxImage(c *v1alpha1.PullThroughCache, at, name string, p *problems.Collector) {
	ref, err := image.Parse(name)
	e := finding.Finding{Found: finding.Quote(name), Accepted: "a repository with its registry, such as ghcr.io/amerintlxperts/app"}
	switch {
	case err != nil:
		e.Message = err.Error()
	case ref.Host == "":
		e.Message = "the registry is missing"
	case ref.Tag != "" || ref.Digest != "":
		e.Message, e.Hint = "Flux looks for tags itself", "write "+ref.Name()
	case p.Covers("spec.upstreams") || p.CoversPart("spec.upstreams"):
		return // which registries there are is not known
	case c.Cache().Classify(ref).Status != image.FromUpstream:
		e.Message, e.Hint = "it is of no upstream of this configuration", "add its registry to upstreams, or remove it"
	default:
		return
	}
	p.Add(at, e)
}

// checkHostGlob refuses patterns over registries and paths that match nothing.
func checkHostGlob(at, pattern string, p *problems.Collector) {
	e := finding.Finding{Found: finding.Quote(pattern), Accepted: "a registry and a path, or a glob over them, such as ghcr.io/amerintlxperts/**", Message: patternProblem(pattern)}
	first, _, _ := strings.Cut(pattern, "/")
	last := pattern[strings.LastIndexByte(pattern, '/')+1:]
	switch {
	case pattern == "" || e.Message != "":
	case strings.Contains(pattern, "://"):
		e.Message = "a registry is named without ://"
	case strings.HasPrefix(pattern, "/") || strings.HasSuffix(pattern, "/") || strings.Contains(pattern, "//"):
		e.Message = "a path component is empty"
	case pattern != strings.ToLower(pattern):
		e.Message, e.Hint = "registries and repositories are in lower case", "write "+strings.ToLower(pattern)
	case strings.ContainsAny(last, ":@"):
		e.Message = "tags and digests are no part of the name"
	case !strings.ContainsAny(first, ".*?:") && first != "localhost":
		e.Message, e.Hint = "the registry is missing, so it matches nothing", "write **/"+pattern+", or the registry before it"
	default:
		return
	}
	if pattern != "" || e.Message != "" {
		p.Add(at, e)
	}
}
