package config

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// Validate checks what the schema cannot say. The configuration has its defaults
// ([PullThroughCache.Default]). The error is of type finding.Findings.
func Validate(c *v1alpha1.PullThroughCache) error {
	p := newProblems()
	validateAll(c, p)
	return p.all.OrNil()
}

func validateAll(c *v1alpha1.PullThroughCache, p *problems) {
	registry := c.Registry()
	validateUpstreams(c, p)
	for _, problem := range append(registry.Check(), image.CheckUpstreams(registry, c.ImageUpstreams())...) {
		// A prefix that is not given is the registry's usual one, which a registry
		// that is refused does not have.
		registry, isPrefix := strings.CutSuffix("spec."+problem.Field, "prefix")
		if problem.Warning || isPrefix && problem.Found == "" && p.covers(registry+"registry") {
			continue
		}
		e := refusedImage(problem)
		if "spec."+problem.Field == regionPath {
			e.Hint = meantRegion(problem.Found)
		}
		p.add("spec."+problem.Field, e)
	}
	validateRegion(&c.Spec, p)
	validatePrefixes(c, p)
	validateRewrite(&c.Spec.Rewrite, p)
	validateCheck(&c.Spec.Check, p)
	validateInfrastructure(c.Spec.Infrastructure, p)
	validateTerraform(c, p)
	validateKustomize(c.Spec.Kustomize, c, p)
	validateFlux(c, p)
	validateAdmission(c, p)
}

// refusedImage is a problem of package image, which its field is added to.
func refusedImage(problem image.Problem) finding.Finding {
	return finding.Finding{Found: finding.Quote(problem.Found), Message: problem.Reason, Accepted: problem.Accepted}
}

// validateUpstreams checks what a registry and its globs are commonly written as
// and cannot be.
func validateUpstreams(c *v1alpha1.PullThroughCache, p *problems) {
	for i, u := range c.Spec.Upstreams {
		at := element("spec.upstreams", i)
		if scheme, rest, found := strings.Cut(u.Registry, "://"); found {
			p.add(at+".registry", finding.Finding{
				Found: finding.Quote(u.Registry), Message: "a registry is named without " + scheme + "://",
				Hint: "write " + strings.TrimSuffix(rest, "/"),
			})
		}
		for j, g := range u.Include {
			checkRepositoryGlob(element(at+".include", j), g, p)
		}
		for j, g := range u.Exclude {
			checkRepositoryGlob(element(at+".exclude", j), g, p)
		}
		checkBothLists(at, u.Include, u.Exclude, p)
	}
}

// validatePrefixes refuses a prefix below another one: a repository under it
// could belong to either rule, and no documentation says which one ECR takes.
func validatePrefixes(c *v1alpha1.PullThroughCache, p *problems) {
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
			p.add(element("spec.upstreams", i)+".prefix", finding.Finding{
				Found:   finding.Quote(u.Prefix),
				Message: "it lies below the prefix " + finding.Quote(u.Prefix[:end]) + " of " + element("upstreams", j) + ", and ECR could take a repository for either's",
				Hint:    "choose prefixes of which none begins another",
			})
		}
	}
}

// Notes are what is accepted but should be known: checks that a placeholder made
// impossible, and what AWS leaves open. Each names its field. What is unknown of a
// partition is the plan's to say where the cache itself is generated.
func Notes(c *v1alpha1.PullThroughCache) []string {
	registry := c.Registry()
	var notes []string
	for _, problem := range append(append(registry.Check(), registry.Unchecked()...), image.CheckUpstreams(registry, c.ImageUpstreams())...) {
		if planned := c.Spec.Infrastructure != nil && problem.IsUnconfirmed(); problem.Warning && !planned {
			note := refusedImage(problem)
			note.Field.Path = "spec." + problem.Field
			notes = append(notes, note.String())
		}
	}
	return notes
}
