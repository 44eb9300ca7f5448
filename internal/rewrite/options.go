package rewrite

import (
	"bytes"

	"github.com/amerintlxperts/ecrcache/internal/rewrite/chartindex"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
)

// Brief returns a rewriter whose reports list one info of each class. It is for callers
// that show no infos: what a thousand references became need not be written down then.
func (r *Rewriter) Brief() *Rewriter {
	brief := *r
	brief.brief = true
	return &brief
}

// All returns the rewriter for a check of all images: each that does not go through the
// cache is an error, also one of a registry that has no upstream.
func (r *Rewriter) All() *Rewriter {
	all := *r
	all.everyImage, all.readAll = true, true
	return &all
}

// ListingAll returns a rewriter that lists every finding, however many of one sort there are.
// It is for a caller that groups them.
func (r *Rewriter) ListingAll() *Rewriter {
	all, config, none := *r, *r.rules.Config, 0
	config.Spec.Rewrite.MaxResults = &none
	all.rules.Config = &config
	return &all
}

// WithCharts returns a rewriter that reads the charts in the folders of their values.
func (r *Rewriter) WithCharts(charts chartindex.Charts) *Rewriter {
	with := *r
	with.charts = charts
	return &with
}

// WithPolicies returns a rewriter that knows the image policies of Flux. It writes setter
// comments if the configuration asks for them.
func (r *Rewriter) WithPolicies(policies tagpolicy.ImagePolicies) *Rewriter {
	with := *r
	with.policies = policies
	return &with
}

// WithExisting returns a rewriter that knows the image automation of Flux around the sources.
func (r *Rewriter) WithExisting(existing tagpolicy.Existing) *Rewriter {
	with := *r
	with.existing = existing
	return &with
}

// MayHoldAutomation reports whether a text may hold image automation of Flux.
func MayHoldAutomation(text []byte) bool { return bytes.Contains(text, []byte(object.FluxImageGroup)) }

// ReadExisting returns the image automation of Flux in a source. Items that cannot be read have
// none: Flux cannot read them, either.
func ReadExisting(source Source) tagpolicy.Existing {
	var all tagpolicy.Existing
	text := object.NewText(source.Path, func(string) bool { return false }, &object.LateTexts{})
	for i := range source.Items {
		root, err := source.Items[i].Parse()
		if err != nil || root == nil {
			continue
		}
		o := object.New(text, &source.Items[i], root, i)
		flux.Collect(o, &all)
		for j, entry := range o.Entries() {
			flux.Collect(o.Entry(entry, j), &all)
		}
	}
	return all
}

// Inventory returns every image reference in the sources, with what a run would make of
// it, and an outcome for each source, which has no edits.
func (r *Rewriter) Inventory(sources []Source) ([]inventory.Image, []Outcome) {
	all := *r
	all.readAll, all.rules.Check = true, true
	all.inventory = &[]inventory.Image{}
	outcomes, _ := all.Sources(sources)
	return *all.inventory, outcomes
}
