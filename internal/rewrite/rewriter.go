package rewrite

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/chartindex"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/hosts"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
)

// A Rewriter rewrites the items of sources by one configuration. It does not
// change once made and may be used from several goroutines.
type Rewriter struct {
	// rules decide what becomes of each reference.
	rules decide.Rules
	// finder finds image fields, podFinder those of a pod spec, patchFinder the strings
	// that hold patches.
	finder, podFinder, patchFinder *fields.Finder
	// governed says whether this configuration governs a file, another one or none; nil where
	// this one governs all.
	governed func(file string) tree.Governance
	// charts returns the chart in a directory; nil when charts are not read.
	charts chartindex.Charts
	// inventory collects every image; nil unless the caller wants them.
	inventory *[]inventory.Image
	// policies are those by which Flux updates images; nil when there are none.
	policies tagpolicy.ImagePolicies
	// existing is the image automation of Flux around the items.
	existing tagpolicy.Existing
	// matcher finds what an item must hold to be read, unless readAll is set: the hosts
	// whose references change, first (hosts.Prefilter.Count relies on it), and the marks of
	// objects that matter without them.
	matcher *hosts.Matcher
	readAll bool
	// brief says that infos are not shown, everyImage that each image that does not go
	// through the cache is an error.
	brief, everyImage bool
	// settersOnly says that only setter comments are written.
	settersOnly bool
}

// Config returns the configuration, with its defaults. Callers do not change it.
func (r *Rewriter) Config() *v1alpha1.PullThroughCache { return r.rules.Config }

// New prepares a Rewriter for a configuration, which must have been validated. It fails
// when a path of rewrite.fields cannot be used.
func New(c *v1alpha1.PullThroughCache) (*Rewriter, error) {
	finder, err := fields.NewFinder(rowsOf(&c.Spec.Rewrite)...)
	if err != nil {
		return nil, err
	}
	r := &Rewriter{rules: decide.NewRules(c), finder: finder}
	r.readAll = r.rules.Cache.BareNames() || c.Spec.Rewrite.PullSecrets == v1alpha1.PullSecretsRemove
	if r.podFinder, err = fields.NewFinder(fields.PodSpec()); err != nil {
		return nil, err
	}
	if r.patchFinder, err = fields.NewFinder(patchTexts); err != nil {
		return nil, err
	}
	cache := r.rules.Cache
	marks := cache.Hosts()
	if r.rules.Restore {
		marks = cache.OwnHosts()
	}
	marks = append(slices.Clone(marks), cache.Hosts()...)
	marks = append(marks, hosts.ECRMark, hosts.DualStackMark, v1alpha1.OwnerAnnotation, object.FluxKustomizeGroup)
	if c.Spec.Flux != nil {
		marks = append(marks, object.FluxImageGroup)
	}
	r.matcher = hosts.NewMatcher(append(marks, flux.GroupsWithImages(c.Spec.Kustomize)...)...)
	return r, nil
}

// Cache returns the cache that references are rewritten to.
func (r *Rewriter) Cache() *image.Cache { return r.rules.Cache }

// rowsOf returns the rows of fields that a configuration asks for: those that always count,
// those that it switches on, and its own.
func rowsOf(w *v1alpha1.Rewrite) [][]fields.Row {
	rows := make([][]fields.Row, 0, len(fields.Table())+4)
	rows = append(rows, fields.Table()...)
	for _, optional := range []struct {
		on   bool
		rows func() []fields.Row
	}{
		{w.OCIURLs, fields.OCIAddresses},
		{w.Args, fields.Arguments},
		{w.AnyField, fields.Everything},
	} {
		if optional.on {
			rows = append(rows, optional.rows())
		}
	}
	var own []fields.Row
	for _, f := range w.Fields {
		form, _ := fields.ParseForm(f.Form) // the schema knows the names
		own = append(own, fields.Row{Group: f.Group, Version: f.Version, Kind: f.Kind, Path: f.Path, Form: form, User: true})
	}
	return append(rows, own)
}
