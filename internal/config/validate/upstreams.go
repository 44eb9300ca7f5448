package validate

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/spelling"
)

// validateUpstreams refuses registries with a scheme, and globs that match nothing.
func validateUpstreams(c *v1alpha1.PullThroughCache, p *problems.Collector) {
	for i, u := range c.Spec.Upstreams {
		at := problems.Element("spec.upstreams", i)
		if scheme, rest, found := strings.Cut(u.Registry, "://"); found {
			p.Add(at+".registry", finding.Finding{
				Found: finding.Quote(u.Registry), Message: "a registry is named without " + scheme + "://",
				Hint: "write " + strings.TrimSuffix(rest, "/"),
			})
		}
		for j, g := range u.Include {
			checkRepositoryGlob(problems.Element(at+".include", j), g, p)
		}
		for j, g := range u.Exclude {
			checkRepositoryGlob(problems.Element(at+".exclude", j), g, p)
		}
		checkBothLists(at, u.Include, u.Exclude, p)
	}
}

// validatePrefixes refuses a prefix that begins with another one, such as ghcr/quay beside
// ghcr: a repository under it could belong to either rule, and no documentation says which
// one ECR chooses.
func validatePrefixes(c *v1alpha1.PullThroughCache, p *problems.Collector) {
	firsts := map[string]int{} // upstreams by their prefix
	for i, u := range slices.Backward(c.Spec.Upstreams) {
		firsts[u.Prefix] = i
	}
	for i, u := range c.Spec.Upstreams {
		for end, char := range u.Prefix {
			j, found := firsts[u.Prefix[:end]]
			if char != '/' || end == 0 || !found {
				continue
			}
			p.Add(problems.Element("spec.upstreams", i)+".prefix", finding.Finding{
				Found:   finding.Quote(u.Prefix),
				Message: "it lies below the prefix " + finding.Quote(u.Prefix[:end]) + " of " + problems.Element("upstreams", j) + ", and ECR could take a repository for either's",
				Hint:    "choose prefixes of which none begins another",
			})
		}
	}
}

// validateReferences refuses an account, a Region and upstreams that package image refuses, because
// references to the cache would be wrong.
func validateReferences(c *v1alpha1.PullThroughCache, p *problems.Collector) {
	registry := c.Registry()
	for _, problem := range append(registry.Check(), image.CheckUpstreams(registry, c.ImageUpstreams())...) {
		// A missing prefix has a default, but not for a registry that is refused: that is
		// the problem to report.
		upstream, isPrefix := strings.CutSuffix("spec."+problem.Field, "prefix")
		if problem.Warning || isPrefix && problem.Found == "" && p.Covers(upstream+"registry") {
			continue
		}
		f := imageFinding(problem)
		if problem.Field == "region" {
			f.Hint = meantRegion(problem.Found)
		}
		if strings.HasSuffix(problem.Field, ".registry") {
			f.Hint = nearestRegistry(problem.Found)
		}
		p.Add("spec."+problem.Field, f)
	}
}

// nearestRegistry returns a hint with the known registry that was probably meant by an unknown one;
// empty when none is near.
func nearestRegistry(found string) string {
	host, rest, hasPath := strings.Cut(found, "/")
	if _, known := image.KnownUpstream(host); known {
		return ""
	}
	if _, refused := image.Uncacheable(host); refused {
		return ""
	}
	meant := spelling.Nearest(host, image.KnownRegistries())
	if meant == "" || meant != strings.ToLower(meant) { // NAME.azurecr.io is no registry
		return ""
	}
	if hasPath {
		meant += "/" + rest
	}
	return "did you mean " + meant + "?"
}

// imageFinding returns a problem of package image as a finding without its field.
func imageFinding(problem image.Problem) finding.Finding {
	return finding.Finding{Found: finding.Quote(problem.Found), Message: problem.Reason, Accepted: problem.Accepted}
}
