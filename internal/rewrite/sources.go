package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/kustomize"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Inventory lists every image reference in the sources, with what Rewrite would
// make of it. The outcomes have no edits.
func (r *Rewriter) Inventory(sources []Source) ([]inventory.Image, []Outcome) {
	all := *r
	all.readAll, all.rules.Check = true, true
	all.inventory = &[]inventory.Image{}
	outcomes, _ := all.Sources(sources)
	return *all.inventory, outcomes
}

// A Source is a stream or a file, split into its items. An item that says itself
// where it came from overrules the path.
type Source struct {
	Path  string
	Items []yamlbytes.Item
}

// An Outcome is what a run has for one source: the edits that turn it into the
// result, or why it cannot be read, a *finding.Finding.
type Outcome struct {
	Edits []yamlbytes.Edit
	Err   error
}

// Items rewrites the items of one source. It returns the edits that turn the
// source into the result, and the report. An item that cannot be read is a
// *finding.Finding, and there are no edits then.
func (r *Rewriter) Items(path string, items []yamlbytes.Item) ([]yamlbytes.Edit, *outcome.Report, error) {
	s := r.newSession([]Source{{path, items}})
	if err := s.each(s.sources[0], items, 0); err != nil {
		return nil, nil, err
	}
	s.endText(s.sources[0])
	return s.finish()[0], s.report, nil
}

// Sources rewrites sources as one: what belongs together, such as a pod and its
// ServiceAccount, may stand in several of them. The outcomes are in their order. A
// source that cannot be read whole counts as if it was not there.
func (r *Rewriter) Sources(sources []Source) ([]Outcome, *outcome.Report) {
	s := r.newSession(sources)
	outcomes := make([]Outcome, len(sources))
	for i := range sources {
		outcomes[i].Err = s.whole(s.sources[i], sources[i].Items)
	}
	for i, edits := range s.finish() {
		outcomes[i].Edits = edits
	}
	return outcomes, s.report
}

// InBlocks reports whether every item can be rewritten before those behind it are
// known. Where it cannot, as with pull secrets of ServiceAccounts, a source is read
// whole.
func (r *Rewriter) InBlocks() bool { return !r.keepsTrees() }

// A Stream rewrites a source that comes in blocks of whole items, and keeps no block
// in memory.
type Stream struct {
	rewriter *Rewriter
	session  *session
	index    int // of the next item
	// plan is what was found out of the kustomizations in all blocks.
	plan kustomization.Plan
}

// Stream begins a source.
func (r *Rewriter) Stream(path string) *Stream {
	s := &Stream{rewriter: r}
	planned := *r
	planned.rules.Plan = &s.plan
	s.session = planned.newSession([]Source{{Path: path}})
	return s
}

// Block rewrites the next items. It returns the edits on their text. An item that
// cannot be read is a *finding.Finding.
func (s *Stream) Block(items []yamlbytes.Item) ([]yamlbytes.Edit, error) {
	source := s.session.sources[0]
	source.Edits = nil
	s.session.readValues([]Source{{Path: source.Path, Items: items}})
	plan := kustomize.PlanBlock(&s.rewriter.rules, items, s.index)
	s.session.follow(plan)
	if err := s.session.each(source, items, s.index); err != nil {
		return nil, err
	}
	s.index += len(items)
	s.plan.Problems = append(s.plan.Problems, plan.Problems...)
	s.plan.Copied = append(s.plan.Copied, plan.Copied...)
	if s.session.rules.Check {
		return nil, nil
	}
	return source.Edits, nil
}

// Finish ends the source.
func (s *Stream) Finish() *outcome.Report {
	s.session.follow(&s.plan)
	s.session.endText(s.session.sources[0])
	s.session.finish()
	return s.session.report
}
