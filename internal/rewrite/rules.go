package rewrite

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
)

// rules are what the configuration and kustomize's plan say of references. They do not
// change while objects are read.
type rules struct {
	config *v1alpha1.PullThroughCache
	cache  *image.Cache
	// plan is what becomes of the entries of kustomize's images; nil when none are known.
	plan *kustomization.Plan
	// digests is rewrite.digests.
	digests string
	// restore is the direction; target is what a reference must be to change.
	restore bool
	target  image.Standing
	// check only judges; ignoreSelectors ignores which objects the configuration selects.
	check, ignoreSelectors bool
	// hosts finds the registries whose references change.
	hosts *hostMatcher
}

// newRules returns the rules of a configuration, which must have been validated.
func newRules(c *v1alpha1.PullThroughCache) rules {
	cache := c.Cache()
	r := rules{
		config:  c,
		cache:   cache,
		digests: c.Spec.Rewrite.Digests,
		target:  image.FromUpstream,
		check:   c.Spec.Rewrite.Mode == v1alpha1.ModeCheck,
	}
	hosts := cache.Hosts()
	if c.Spec.Rewrite.Direction == v1alpha1.DirectionRestore {
		r.restore, r.target, hosts = true, image.Cached, cache.OwnHosts()
	}
	r.hosts = newHostMatcher(hosts...)
	return r
}

// leftSeverity is the severity of a finding about a reference that stays: an error for a
// check, which fails for it.
func (r *rules) leftSeverity(why reason) finding.Severity {
	if r.check {
		return finding.Error
	}
	return why.severity
}

// placeOf is where kustomize's plan knows a field, or an entry of a list, of an object.
func placeOf(o *object, path string) kustomization.Place {
	file := finding.File{Path: o.text.path, Index: o.index}
	if file.Path == "" {
		file = o.file
	}
	return kustomization.Place{File: file.Path, Index: file.Index, Path: o.prefix + path}
}

// isCopied reports whether kustomize copies a text into an image. The plan reports it then.
func (r *rules) isCopied(o *object, spot *fields.Spot) bool {
	if r.plan == nil || len(r.plan.Copied) == 0 {
		return false
	}
	at := placeOf(o, spot.Path())
	return slices.ContainsFunc(r.plan.Copied, func(c kustomization.Source) bool { return c.Place == at })
}
