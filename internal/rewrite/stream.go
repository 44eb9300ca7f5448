package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/kustomize"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Stream rewrites a source that comes in blocks of whole items, and keeps no block
// in memory. It is for rewriters whose InBlocks says true.
type Stream struct {
	rewriter *Rewriter
	session  *session
	index    int // of the next item
	// plan is what is known of the kustomizations in all blocks so far.
	plan kustomization.Plan
}

// Stream begins a source with a path.
func (r *Rewriter) Stream(path string) *Stream {
	s := &Stream{rewriter: r}
	planned := *r
	planned.rules.Plan = &s.plan
	s.session = planned.newSession([]Source{{Path: path}})
	return s
}

// Block rewrites the next items, and returns the edits on their text. It fails with a
// *finding.Finding when an item cannot be read.
func (s *Stream) Block(items []yamlbytes.Item) ([]yamlbytes.Edit, error) {
	source := s.session.sources[0]
	source.Edits = nil
	s.session.readValues([]Source{{Path: source.Path, Items: items}})
	plan := kustomize.PlanBlock(&s.rewriter.rules, items, s.index)
	s.session.usePlan(plan)
	if err := s.session.oneByOne(source, items, s.index); err != nil {
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

// Finish ends the source, and returns the report.
func (s *Stream) Finish() *outcome.Report {
	s.session.usePlan(&s.plan)
	s.session.endText(s.session.sources[0])
	s.session.finish()
	return s.session.report
}
