package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/config/validate"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/chartindex"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/hosts"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/kustomize"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A session rewrites the items of some sources as one run. It is the core: for each object
// it locates the image fields, has package decide say what becomes of each reference, and
// edits those that change. Everything else is done by passes, each with its own state.
type session struct {
	rewriter *Rewriter
	// rules are the session's own copy: a stream has another plan for each block.
	rules  *decide.Rules
	report *outcome.Report
	// sources are the texts that are rewritten, in the order they were given.
	sources []*object.Text
	// passes are those for the objects of sources, embedded those for documents in strings.
	passes, embedded []pass.Pass
	// The core itself asks these passes.
	fluxImages  *flux.Images       // nil when the configuration does not ask for it
	pullSecrets *pass.PullSecrets  // nil when none are removed
	kustomize   *kustomize.Entries // nil when there is no plan
	unused      *pass.UnusedFields
	values      *chartindex.Index

	reader *yamlbytes.Reader
	// partly says that only the parts of an item around its hosts are read.
	partly    bool
	prefilter *hosts.Prefilter
	search    *fields.Search
	// patches finds the strings that hold patches. configured finds the fields that a
	// configuration of kustomize names as image fields; nil when there are none.
	patches, configured *fields.Search
	// decided is the decision about the image field in work, of which there are many.
	decided decide.Decision
	// late are the strings that passes edited after their objects were done.
	late *object.LateTexts
}

// newSession starts a run over sources.
func (r *Rewriter) newSession(sources []Source) *session {
	rules := r.rules
	s := &session{
		rewriter: r,
		rules:    &rules,
		report:   outcome.NewReport(rules.Config, rules.Restore, rules.Check, r.brief),
		reader:   &yamlbytes.Reader{},
		partly:   r.readsPartly(),
		search:   r.finder.NewSearch(),
		patches:  r.patchFinder.NewSearch(),
		late:     &object.LateTexts{},
	}
	s.usePlan(rules.Plan)
	s.search.Enters, s.patches.Enters = object.MayChange, object.MayChange
	s.prefilter = hosts.NewPrefilter(r.matcher)
	s.values = chartindex.NewIndex(r.ReadsCharts(), r.charts)
	s.readValues(sources)
	s.addPasses()
	s.sources = make([]*object.Text, len(sources))
	for i := range sources {
		s.sources[i] = object.NewText(sources[i].Path, s.values.IsFile, s.late)
	}
	for _, note := range validate.Notes(rules.Config) {
		s.report.Add(finding.Finding{Severity: finding.Info, Code: outcome.Note, Message: note})
	}
	return s
}

// readValues adds to the index which files and texts the sources name as values of charts.
func (s *session) readValues(sources []Source) {
	for i := range sources {
		s.values.AddFile(sources[i].Path, sources[i].Items)
	}
	s.values.Resolve()
}

// usePlan replaces the plan of kustomize's entries.
func (s *session) usePlan(plan *kustomization.Plan) {
	s.rules.Plan, s.configured = plan, nil
	if plan == nil || len(plan.Specs) == 0 {
		return
	}
	if finder, err := fields.NewFinder(plan.Specs); err == nil { // the plan's paths are checked
		s.configured = finder.NewSearch()
		s.configured.Enters = object.MayChange
	}
}

// passesOf returns the passes for the objects of a text.
func (s *session) passesOf(t *object.Text) []pass.Pass {
	if t.Outer == nil {
		return s.passes
	}
	return s.embedded
}

// endText ends a text after its last item.
func (s *session) endText(t *object.Text) {
	for _, p := range s.passesOf(t) {
		p.EndText(t)
	}
}

// finish ends the run, and returns the edits on each source. A check has none.
func (s *session) finish() [][]yamlbytes.Edit {
	if len(s.sources) == 0 {
		return nil
	}
	for _, p := range s.passes {
		p.Finish()
	}
	s.late.Move(s.notMoved)
	s.report.SummarizeOmitted()
	edits := make([][]yamlbytes.Edit, len(s.sources))
	for i, t := range s.sources {
		if !s.rules.Check { // a check changes nothing
			edits[i] = t.Edits
		}
	}
	return edits
}
