package rewrite

import (
	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/document"
	"github.com/amerintlxperts/ecrcache/fields"
	"github.com/amerintlxperts/ecrcache/image"
)

// A Rewriter rewrites the items of sources by one configuration. It does not
// change once made and may be used from several goroutines.
type Rewriter struct {
	config  *config.PullThroughCache
	cache   *image.Cache
	finder  *fields.Finder
	pods    *fields.Finder // of a pod spec
	digests string
	// restore is the direction; wanted is what a reference must be to change.
	restore bool
	wanted  image.Standing
	// sought are the hosts whose references change; needles are all that an item
	// must hold one of to be read, unless all are read.
	sought, needles needles
	readAll         bool
}

// New prepares a Rewriter. The configuration has been validated.
func New(c *config.PullThroughCache) (*Rewriter, error) {
	finder, err := fields.NewFinder(rowsOf(&c.Spec.Rewrite))
	if err != nil {
		return nil, err
	}
	pods, err := fields.NewFinder(fields.PodSpec())
	if err != nil {
		return nil, err
	}
	cache := c.Cache()
	r := &Rewriter{
		config:  c,
		cache:   cache,
		finder:  finder,
		pods:    pods,
		digests: c.Spec.Rewrite.Digests,
		wanted:  image.FromUpstream,
		sought:  newNeedles(cache.Hosts()...),
		needles: newNeedles(append(cache.Hosts(), ecrMark, dualStackMark)...),
		readAll: cache.BareNames() || c.Spec.Rewrite.PullSecrets == config.PullSecretsRemove,
	}
	if c.Spec.Rewrite.Direction == config.DirectionRestore {
		r.restore, r.wanted, r.sought = true, image.Cached, newNeedles(cache.OwnHosts()...)
		r.needles = append(r.needles, r.sought...)
	}
	return r, nil
}

// rowsOf lists the rows that a configuration asks for: those always known, those
// it switches on, and its own.
func rowsOf(w *config.Rewrite) []fields.Row {
	rows := append([]fields.Row{}, fields.Table()...)
	for _, optional := range []struct {
		on   bool
		rows func() []fields.Row
	}{
		{w.OCIURLs, fields.OCIAddresses},
		{w.Args, fields.Arguments},
		{w.AnyField, fields.Everything},
	} {
		if optional.on {
			rows = append(rows, optional.rows()...)
		}
	}
	for _, f := range w.Fields {
		form, _ := fields.ParseForm(f.Form) // the schema knows the names
		rows = append(rows, fields.Row{Group: f.Group, Version: f.Version, Kind: f.Kind, Path: f.Path, Form: form, User: true})
	}
	return rows
}

// Items rewrites the items of one source. It returns the edits that turn the
// source into the result, and the report. The path, if any, is the source's; an
// item that says where it came from overrules it. An item that cannot be read is
// a *document.Error, and there are no edits then.
func (r *Rewriter) Items(path string, items []document.Item) ([]document.Edit, *Report, error) {
	run := &run{
		Rewriter:  r,
		path:      path,
		report:    &Report{Items: len(items), Restored: r.restore},
		values:    map[*document.Node]string{},
		told:      map[*document.Node]bool{},
		excluded:  map[*document.Node]bool{},
		matched:   map[*document.Node]bool{},
		visited:   map[visit]bool{},
		images:    map[image.Reference]bool{},
		surprises: map[Code][]string{},
		used:      map[*fields.Row]bool{},
		shared:    anchors{byNode: map[*document.Node]*anchored{}},
	}
	for _, note := range r.config.Notes() {
		run.report.Findings = append(run.report.Findings, Finding{Severity: Info, Code: Note, Message: note})
	}
	for i := range items {
		if err := run.take(&items[i], i); err != nil {
			return nil, nil, err
		}
	}
	run.finish()
	return run.edits, run.report, nil
}
