package decide

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/build"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/hosts"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Rules are what the configuration and kustomize's plan say of references. A run does not
// change them, but that a stream has another Plan for each block.
type Rules struct {
	Config *v1alpha1.PullThroughCache
	Cache  *image.Cache
	// Plan is what becomes of the entries of kustomize's images; nil when there are none.
	Plan *kustomization.Plan
	// digests is rewrite.digests.
	digests string
	// Restore says that references go back to their upstreams. Target is what a reference must
	// be to change: of an upstream, or with Restore of the cache.
	Restore bool
	Target  image.Status
	// Check says that nothing is changed, only reported. IgnoreSelectors says that every object
	// counts as selected.
	Check, IgnoreSelectors bool
	// Hosts finds the registries whose references change.
	Hosts *hosts.Matcher
}

// NewRules returns the rules of a configuration, which must have been validated.
func NewRules(c *v1alpha1.PullThroughCache) Rules {
	cache := c.Cache()
	r := Rules{
		Config:  c,
		Cache:   cache,
		digests: c.Spec.Rewrite.Digests,
		Target:  image.FromUpstream,
		Check:   c.Spec.Rewrite.Mode == v1alpha1.ModeCheck,
	}
	registries := cache.Hosts()
	if c.Spec.Rewrite.Direction == v1alpha1.DirectionRestore {
		r.Restore, r.Target, registries = true, image.Cached, cache.OwnHosts()
	}
	r.Hosts = hosts.NewMatcher(registries...)
	return r
}

// LeftSeverity returns the severity of a finding about a reference that is not changed: an
// error for a check, and that of the reason otherwise.
func (r *Rules) LeftSeverity(why reason.Reason) finding.Severity {
	if r.Check {
		return finding.Error
	}
	return why.Severity
}

// PlaceOf returns the place in kustomize's plan of a field of an object, or of an entry of a
// list, by its path.
func PlaceOf(o *object.Object, path string) manifest.Place {
	file := finding.File{Path: o.Text.Path, Index: o.Index}
	if file.Path == "" {
		file = o.File
	}
	return manifest.Place{File: file.Path, Index: file.Index, Path: o.Prefix + path}
}

// IsCopied reports whether kustomize copies a text into an image. The plan has a finding about
// it then.
func (r *Rules) IsCopied(o *object.Object, spot *fields.Spot) bool {
	if r.Plan == nil || len(r.Plan.Copied) == 0 {
		return false
	}
	at := PlaceOf(o, spot.Path())
	return slices.ContainsFunc(r.Plan.Copied, func(c build.CopiedText) bool { return c.Place == at })
}

// NamesUpstream reports whether a scalar is an image of a registry whose references change, or
// the first part of one.
func (r *Rules) NamesUpstream(n *yamlbytes.Node) bool {
	if !n.IsText() || !r.Hosts.Contains([]byte(n.Value)) {
		return false
	}
	ref, class, err := r.Cache.Locate(strings.TrimRight(n.Value, "/\n") + PlaceholderName)
	whole, wholeClass, wholeErr := r.Cache.Locate(strings.TrimRight(n.Value, "\n"))
	return err == nil && ref.Host != "" && class.Status == r.Target || wholeErr == nil && whole.Host != "" && wholeClass.Status == r.Target
}
