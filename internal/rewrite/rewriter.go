package rewrite

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Rewriter rewrites the items of sources by one configuration. It does not
// change once made and may be used from several goroutines.
type Rewriter struct {
	config *v1alpha1.PullThroughCache
	cache  *image.Cache
	finder *fields.Finder
	// podFinder finds the images of a pod spec.
	podFinder *fields.Finder
	// patchFinder finds the strings that hold patches.
	patchFinder *fields.Finder
	// plan is what becomes of kustomize's entries; nil when nothing is known of them.
	plan *kustomization.Plan
	// scope is nil where one configuration governs all files.
	scope *Scope
	// charts are those that stand beside their values; nil where nobody looks.
	charts  Charts
	digests string
	// restore is the direction; target is what a reference must be to change.
	restore bool
	target  image.Standing
	// check only judges; ignoreSelectors leaves out what selects objects.
	check, ignoreSelectors bool
	inventory              *[]Image                // collects the images, if somebody asks
	policies               tagpolicy.ImagePolicies // by which Flux updates images; nil for none
	// hosts match the registries whose references change. matcher matches them, which
	// come first, and all else that an item must hold to be read, unless all are.
	hosts, matcher *hostMatcher
	readAll        bool
	// brief says that nobody is shown infos, all that every image which does not go through
	// the cache is an error.
	brief, all bool
}

// New prepares a Rewriter. The configuration has been validated.
func New(c *v1alpha1.PullThroughCache) (*Rewriter, error) {
	finder, err := fields.NewFinder(rowsOf(&c.Spec.Rewrite)...)
	if err != nil {
		return nil, err
	}
	cache := c.Cache()
	r := &Rewriter{
		config:  c,
		cache:   cache,
		finder:  finder,
		digests: c.Spec.Rewrite.Digests,
		target:  image.FromUpstream,
		readAll: cache.BareNames() || c.Spec.Rewrite.PullSecrets == v1alpha1.PullSecretsRemove,
	}
	if r.podFinder, err = fields.NewFinder(fields.PodSpec()); err != nil {
		return nil, err
	}
	if r.patchFinder, err = fields.NewFinder(patchTexts); err != nil {
		return nil, err
	}
	r.check = c.Spec.Rewrite.Mode == v1alpha1.ModeCheck
	hosts := cache.Hosts()
	if c.Spec.Rewrite.Direction == v1alpha1.DirectionRestore {
		r.restore, r.target, hosts = true, image.Cached, cache.OwnHosts()
	}
	r.hosts = newHostMatcher(hosts...)
	matter := append(slices.Clone(hosts), cache.Hosts()...)
	matter = append(matter, ecrMark, dualStackMark, v1alpha1.OwnerAnnotation, fluxKustomizations)
	r.matcher = newHostMatcher(append(matter, filledGroups(c.Spec.Kustomize)...)...)
	return r, nil
}

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
	return r.policies != nil || r.config.Spec.Rewrite.PullSecrets == v1alpha1.PullSecretsRemove || r.fillsFluxObjects()
}

// readsPartly reports whether a part of an item can only matter when a host stands
// in it. Fields of the configuration are looked for everywhere, to tell of those that
// lead nowhere; a source's secret stands beside its address.
func (r *Rewriter) readsPartly() bool {
	w := &r.config.Spec.Rewrite
	return !r.readAll && !r.keepsTrees() && r.inventory == nil && len(w.Fields) == 0 && !w.OCIURLs && len(r.matcher.dotless) == 0
}

// Reference says what becomes of one image reference, whatever object it stands
// in, and what there is to know. Text that is no reference is StatusMalformed.
func (r *Rewriter) Reference(text string) (Image, []finding.Finding) {
	one := *r
	one.ignoreSelectors = true
	place := &fields.Place{Row: &fields.Row{}, Name: &yamlbytes.Node{Kind: yamlbytes.Scalar, Value: text}}
	d := one.decide(&object{}, place, text)
	img := one.describe(&d)
	if _, err := image.Parse(text); err != nil {
		img.Reason = err.Error()
	}
	findings := d.findings
	for _, known := range knownPullWarnings {
		if slices.Contains(d.pullWarnings, known.code) {
			findings = append(findings, finding.Finding{Severity: finding.Warning, Code: known.code, Message: known.message})
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
