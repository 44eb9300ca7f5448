package rewrite

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// A Rewriter rewrites the items of sources by one configuration. It does not
// change once made and may be used from several goroutines.
type Rewriter struct {
	config *v1alpha1.PullThroughCache
	cache  *image.Cache
	finder *fields.Finder
	// podFinder finds the images of a pod spec.
	podFinder *fields.Finder
	digests   string
	// restore is the direction; wanted is what a reference must be to change.
	restore bool
	wanted  image.Standing
	// check only judges; anywhere leaves out what selects objects.
	check, anywhere bool
	inventory       *[]Image // what was met, when somebody asks
	policies        Policies // by which Flux updates images; nil for none
	// sought are the hosts whose references change; needles, of which they are the
	// first, are all that an item must hold one of to be read, unless all are read.
	sought, needles *needles
	readAll         bool
	// brief says that nobody is shown infos.
	brief bool
	// thorough takes no short way: a test holds both to the same.
	thorough bool
}

// New prepares a Rewriter. The configuration has been validated.
func New(c *v1alpha1.PullThroughCache) (*Rewriter, error) {
	finder, err := fields.NewFinder(rowsOf(&c.Spec.Rewrite)...)
	if err != nil {
		return nil, err
	}
	pods, err := fields.NewFinder(fields.PodSpec())
	if err != nil {
		return nil, err
	}
	cache := c.Cache()
	r := &Rewriter{
		config:    c,
		cache:     cache,
		finder:    finder,
		podFinder: pods,
		digests:   c.Spec.Rewrite.Digests,
		wanted:    image.FromUpstream,
		readAll:   cache.BareNames() || c.Spec.Rewrite.PullSecrets == v1alpha1.PullSecretsRemove,
	}
	r.check = c.Spec.Rewrite.Mode == v1alpha1.ModeCheck
	hosts := cache.Hosts()
	if c.Spec.Rewrite.Direction == v1alpha1.DirectionRestore {
		r.restore, r.wanted, hosts = true, image.Cached, cache.OwnHosts()
	}
	r.sought = newNeedles(hosts...)
	matter := append(slices.Clone(hosts), cache.Hosts()...)
	matter = append(matter, ecrMark, dualStackMark, v1alpha1.OwnerAnnotation)
	r.needles = newNeedles(append(matter, filledGroups(c.Spec.Kustomize)...)...)
	return r, nil
}

// Brief is the rewriter for who shows no infos: its reports list one of each sort, which
// says that there are some. What a thousand references became need not be written down
// then.
func (r *Rewriter) Brief() *Rewriter {
	brief := *r
	brief.brief = true
	return &brief
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
