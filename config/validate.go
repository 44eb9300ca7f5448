package config

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/fields"
	"github.com/amerintlxperts/ecrcache/image"
)

// Validate checks what the schema cannot say. The error is of type Errors.
func (c *PullThroughCache) Validate() error {
	var errs Errors
	c.validate(&errs)
	return errs.orNil()
}

func (c *PullThroughCache) validate(errs *Errors) {
	registry := c.registry()
	for _, p := range registry.Check() {
		if !p.Warning && !errs.has("spec."+p.Field) {
			errs.add("spec."+p.Field, 0, "%s", message(p))
		}
	}
	for _, p := range image.CheckUpstreams(registry, c.upstreams()) {
		if !p.Warning && !errs.has("spec."+p.Field) {
			errs.add("spec."+p.Field, 0, "%s", message(p))
		}
	}
	c.validatePrefixes(errs)
	for i, u := range c.Spec.Upstreams {
		checkGlobs(fmt.Sprintf("spec.upstreams[%d].include", i), u.Include, errs)
		checkGlobs(fmt.Sprintf("spec.upstreams[%d].exclude", i), u.Exclude, errs)
	}
	c.validateRewrite(errs)
}

// validatePrefixes refuses a prefix below another one: a repository under it
// could belong to either rule.
func (c *PullThroughCache) validatePrefixes(errs *Errors) {
	for i, u := range c.Spec.Upstreams {
		for j, other := range c.Spec.Upstreams {
			if i != j && other.Prefix != "" && strings.HasPrefix(u.Prefix, other.Prefix+"/") {
				errs.add(fmt.Sprintf("spec.upstreams[%d].prefix", i), 0,
					"found %q, which lies below the prefix %q of upstreams[%d]; ECR could not tell their repositories apart: choose another", u.Prefix, other.Prefix, j)
			}
		}
	}
}

func (c *PullThroughCache) validateRewrite(errs *Errors) {
	w := &c.Spec.Rewrite
	for i, f := range w.Fields {
		if err := fields.CheckPath(f.Path); err != nil && f.Path != "" {
			errs.add(fmt.Sprintf("spec.rewrite.fields[%d].path", i), 0, "%v", err)
		}
	}
	checkGlobs("spec.rewrite.pullSecretNames", w.PullSecretNames, errs)
	for name, selectors := range map[string][]Selector{"include": w.Include, "exclude": w.Exclude} {
		for i, s := range selectors {
			at := fmt.Sprintf("spec.rewrite.%s[%d]", name, i)
			if s == (Selector{}) {
				errs.add(at, 0, "the selector is empty; give at least one of kind, name, namespace, container")
			}
			for _, glob := range []string{s.Kind, s.Name, s.Namespace, s.Container} {
				if glob != "" {
					checkGlobs(at, []string{glob}, errs)
				}
			}
		}
	}
}

func checkGlobs(path string, globs []string, errs *Errors) {
	for i, g := range globs {
		if err := Glob(g).Check(); err != nil {
			errs.add(fmt.Sprintf("%s[%d]", path, i), 0, "found %q: %v", g, err)
		}
	}
}

// message tells a problem of package image as an Error does, which names the
// field itself.
func message(p image.Problem) string {
	text := fmt.Sprintf("found %q: %s", p.Found, p.Reason)
	if p.Accepted != "" {
		text += "; accepted: " + p.Accepted
	}
	return text
}

// has reports whether a problem of the path is known already.
func (es Errors) has(path string) bool {
	for _, e := range es {
		if e.Path == path {
			return true
		}
	}
	return false
}

// Notes are what is accepted but should be known: checks that a placeholder
// makes impossible, and what AWS leaves open.
func (c *PullThroughCache) Notes() []string {
	registry := c.registry()
	var notes []string
	for _, p := range append(registry.Check(), append(registry.Unchecked(), image.CheckUpstreams(registry, c.upstreams())...)...) {
		if p.Warning {
			notes = append(notes, "spec."+p.Field+": "+message(p))
		}
	}
	return notes
}
