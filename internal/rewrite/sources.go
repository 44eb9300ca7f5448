package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Source is a stream or a file, split into its items. Where an annotation of an item
// names its file, that one counts, not the path.
type Source struct {
	Path  string
	Items []yamlbytes.Item
}

// An Outcome is what a run returns for one source: the edits that turn it into the
// result, or why it cannot be read, as a *finding.Finding.
type Outcome struct {
	Edits []yamlbytes.Edit
	Err   error
}

// Items rewrites the items of one source. It returns the edits that turn the source into
// the result, and the report. It fails with a *finding.Finding, and without edits, when an
// item cannot be read.
func (r *Rewriter) Items(path string, items []yamlbytes.Item) ([]yamlbytes.Edit, *outcome.Report, error) {
	s := r.newSession([]Source{{path, items}})
	if err := s.oneByOne(s.sources[0], items, 0); err != nil {
		return nil, nil, err
	}
	s.endText(s.sources[0])
	return s.finish()[0], s.report, nil
}

// Sources rewrites sources as one, because what belongs together, such as a pod and its
// ServiceAccount, may be in several of them. It returns an outcome for each source, in
// their order, and the report. A source that cannot be read counts as if it was not there.
func (r *Rewriter) Sources(sources []Source) ([]Outcome, *outcome.Report) {
	s := r.newSession(sources)
	outcomes := make([]Outcome, len(sources))
	for i := range sources {
		outcomes[i].Err = s.allOrNone(s.sources[i], sources[i].Items)
	}
	for i, edits := range s.finish() {
		outcomes[i].Edits = edits
	}
	return outcomes, s.report
}
