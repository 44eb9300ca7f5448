package rewrite

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/chartindex"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/hosts"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// WithCharts is the rewriter that looks at the charts that stand beside their values.
func (r *Rewriter) WithCharts(charts chartindex.Charts) *Rewriter {
	with := *r
	with.charts = charts
	return &with
}

// ReadsCharts reports whether it matters how charts use names without a registry.
func (r *Rewriter) ReadsCharts() bool { return r.rules.Cache.BareNames() && !r.rules.Restore }

// WithPolicies is the rewriter that knows the policies, and writes setter comments
// if the configuration asks for them.
func (r *Rewriter) WithPolicies(policies tagpolicy.ImagePolicies) *Rewriter {
	with := *r
	with.policies = policies
	return &with
}

// Matters reports whether a text may hold what a run of Sources looks for, whichever
// items it is split into. Of a text that does not, a run only counts the items. It does
// not hold for Inventory, which reads everything.
func (r *Rewriter) Matters(text []byte) bool {
	return r.readAll || r.matcher.Contains(text) || hosts.HasEscape(text)
}

// A Rewriter rewrites the items of sources by one configuration. It does not
// change once made and may be used from several goroutines.
type Rewriter struct {
	// rules decide what becomes of each reference.
	rules decide.Rules
	// finder finds image fields, podFinder those of a pod spec, patchFinder the strings
	// that hold patches.
	finder, podFinder, patchFinder *fields.Finder
	// charts returns the chart in a directory; nil when charts are not read.
	charts chartindex.Charts
	// inventory collects every image; nil unless the caller wants them.
	inventory *[]inventory.Image
	// policies are those by which Flux updates images; nil when there are none.
	policies tagpolicy.ImagePolicies
	// matcher finds what an item must hold to be read, unless readAll is set: the hosts
	// whose references change, first, and all else that matters.
	matcher *hosts.Matcher
	readAll bool
	// brief says that infos are not shown, all that every image which does not go through
	// the cache is an error.
	brief, all bool
}

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
	matter := cache.Hosts()
	if r.rules.Restore {
		matter = cache.OwnHosts()
	}
	matter = append(slices.Clone(matter), cache.Hosts()...)
	matter = append(matter, hosts.ECRMark, hosts.DualStackMark, v1alpha1.OwnerAnnotation, object.FluxKustomizeGroup)
	r.matcher = hosts.NewMatcher(append(matter, flux.GroupsWithImages(c.Spec.Kustomize)...)...)
	return r, nil
}

// Cache returns the cache that references are rewritten to.
func (r *Rewriter) Cache() *image.Cache { return r.rules.Cache }

// Brief is the rewriter for who shows no infos: its reports list one of each class,
// which says that there are some. What a thousand references became need not be written
// down then.
func (r *Rewriter) Brief() *Rewriter {
	brief := *r
	brief.brief = true
	return &brief
}

// keepsTrees reports whether a pass needs the trees of all items at the end of a run.
func (r *Rewriter) keepsTrees() bool {
	return r.policies != nil || r.rules.Config.Spec.Rewrite.PullSecrets == v1alpha1.PullSecretsRemove || flux.AddsImages(&r.rules)
}

// readsPartly reports whether a part of an item can only matter when a host stands
// in it. Fields of the configuration are looked for everywhere, to tell of those that
// lead nowhere; a source's secret stands beside its address.
func (r *Rewriter) readsPartly() bool {
	w := &r.rules.Config.Spec.Rewrite
	return !r.readAll && !r.keepsTrees() && r.inventory == nil && len(w.Fields) == 0 && !w.OCIURLs && !r.matcher.HasDotless()
}

// Reference says what becomes of one image reference, whatever object it stands
// in, and what there is to know. Text that is no reference is StatusMalformed.
func (r *Rewriter) Reference(text string) (inventory.Image, []finding.Finding) {
	one := r.rules
	one.IgnoreSelectors = true
	place := &fields.Place{Row: &fields.Row{}, Name: &yamlbytes.Node{Kind: yamlbytes.Scalar, Value: text}}
	d := one.Decide(&object.Object{}, place, text)
	img := inventory.Describe(&one, &d)
	if _, err := image.Parse(text); err != nil {
		img.Reason = err.Error()
	}
	findings := d.Findings
	for _, known := range decide.KnownPullWarnings {
		if slices.Contains(d.PullWarnings, known.Code) {
			findings = append(findings, finding.Finding{Severity: finding.Warning, Code: known.Code, Message: known.Message})
		}
	}
	return img, findings
}

// rowsOf lists the rows that a configuration asks for: those always known, those
// it switches on, and its own.
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
