package rewrite

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Source is a stream or a file, split into its items. An item that says itself
// where it came from overrules the path.
type Source struct {
	Path  string
	Items []yamlbytes.Item
}

// An Outcome is what a run has for one source: the edits that turn it into the
// result, or why it cannot be read, a *yamlbytes.Error.
type Outcome struct {
	Edits []yamlbytes.Edit
	Err   error
}

// Items rewrites the items of one source. It returns the edits that turn the
// source into the result, and the report. An item that cannot be read is a
// *yamlbytes.Error, and there are no edits then.
func (r *Rewriter) Items(path string, items []yamlbytes.Item) ([]yamlbytes.Edit, *Report, error) {
	run := r.start([]Source{{path, items}})
	if err := run.takeEach(items, 0); err != nil {
		return nil, nil, err
	}
	return run.finished()[0].Edits, run.report, nil
}

// takeEach rewrites items one after the other. The first has the index.
func (r *run) takeEach(items []yamlbytes.Item, index int) error {
	r.report.Items += len(items)
	for i := range items {
		r.forget()
		root, err := r.read(&items[i])
		if err != nil {
			return err
		}
		r.take(&items[i], index+i, root)
	}
	return nil
}

// Sources rewrites sources as one: what belongs together, such as a pod and its
// ServiceAccount, may stand in several of them. The outcomes are in their order. A
// source that cannot be read whole counts as if it was not there.
func (r *Rewriter) Sources(sources []Source) ([]Outcome, *Report) {
	run := r.start(sources)
	for i := range sources {
		run.turnTo(i)
		run.forget()
		run.outcomes[i].Err = run.takeAll(&sources[i])
	}
	return run.finished(), run.report
}

// forget gives up the trees so far, unless what finishes the run needs them.
func (r *run) forget() {
	r.scan.item = nil
	if r.keeps {
		r.reader = &yamlbytes.Reader{ParserOnly: r.thorough}
	} else {
		r.reader.Reset()
	}
}

// keeps reports whether a run needs the trees of all items until its end.
func (r *Rewriter) keepsTrees() bool {
	k := r.config.Spec.Kustomize
	return r.policies != nil || r.config.Spec.Rewrite.PullSecrets == v1alpha1.PullSecretsRemove ||
		k != nil && (k.FluxKustomizations || k.HelmReleases)
}

// readsPartly reports whether a part of an item can only matter when a needle stands
// in it. Fields of the configuration are looked for everywhere, to tell of those that
// lead nowhere; a source's secret stands beside its address.
func (r *Rewriter) readsPartly() bool {
	w := &r.config.Spec.Rewrite
	return !r.readAll && !r.keepsTrees() && r.inventory == nil && len(w.Fields) == 0 && !w.OCIURLs && len(r.needles.dotless) == 0
}

// takeAll rewrites the items of one source, once all of them are read.
func (r *run) takeAll(s *Source) error {
	roots := make([]*yamlbytes.Node, len(s.Items))
	for i := range s.Items {
		root, err := r.read(&s.Items[i])
		if err != nil {
			return err
		}
		roots[i] = root
	}
	r.report.Items += len(s.Items)
	for i, root := range roots {
		r.take(&s.Items[i], i, root)
	}
	return nil
}

// start begins a run over sources, at the first.
func (r *Rewriter) start(sources []Source) *run {
	run := &run{
		Rewriter:  r,
		reader:    &yamlbytes.Reader{ParserOnly: r.thorough},
		keeps:     r.keepsTrees(),
		partly:    r.readsPartly(),
		search:    r.finder.NewSearch(),
		pods:      r.podFinder.NewSearch(),
		scalars:   &fields.Scalars{},
		outcomes:  make([]Outcome, len(sources)),
		report:    &Report{Restored: r.restore, Checked: r.check, limit: r.config.Spec.Rewrite.ResultsListed(), brief: r.brief},
		state:     newItemState(),
		images:    map[image.Reference]bool{},
		artifacts: map[image.Reference]bool{},
		surprises: map[Code]map[string]bool{},
		decisions: decisions{},
		used:      map[*fields.Row]bool{},
		marks:     &marks{written: map[*yamlbytes.Node]string{}},
		shared:    anchors{byNode: map[*yamlbytes.Node]*anchored{}},
	}
	for _, s := range sources {
		run.paths = append(run.paths, s.Path)
	}
	if len(sources) > 0 {
		run.turnTo(0)
	}
	for _, note := range config.Notes(r.config) {
		run.report.Add(Finding{Severity: Info, Code: Note, Message: note})
	}
	return run
}

// turnTo makes a source the one in work.
func (r *run) turnTo(source int) {
	r.outcomes[r.source].Edits = r.edits
	r.source, r.path, r.edits = source, r.paths[source], r.outcomes[source].Edits
}

// finished ends the run.
func (r *run) finished() []Outcome {
	if len(r.outcomes) == 0 {
		return nil
	}
	r.finish()
	r.turnTo(r.source)
	if r.check { // nothing changes
		for i := range r.outcomes {
			r.outcomes[i].Edits = nil
		}
	}
	return r.outcomes
}
