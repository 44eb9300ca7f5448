package batch

import (
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// Setters lists the setter comments of Flux in all inputs, and gives the inputs without those for
// which drop is true. Its errors are those of Rewrite.
func (b *Batch) Setters(drop func(*rewrite.Setter) bool) ([]rewrite.Setter, *Result, error) {
	var all []rewrite.Setter
	outcomes := make([]rewrite.Outcome, len(b.Inputs))
	for i := range b.Inputs {
		found, edits, err := rewrite.Setters(rewrite.Source{Path: b.Inputs[i].Path, Items: b.Inputs[i].items}, drop)
		all = append(all, found...)
		outcomes[i] = rewrite.Outcome{Edits: edits, Err: err}
	}
	if err := b.noteUnreadable(outcomes); err != nil {
		return nil, nil, err
	}
	return all, b.result(&outcome.Report{}, nil, outcomes), nil
}
