package fn

import (
	"errors"

	"github.com/amerintlxperts/ecrcache/generators/flux"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// ErrNoConfig says what to add when a list brings no configuration.
var ErrNoConfig = errors.New("the ResourceList has no functionConfig; " +
	"give a PullThroughCache, or a ConfigMap with at least accountID and region in its data")

// Process runs the function on a ResourceList, YAML or JSON. It returns the list
// with its items rewritten and results added, and the results. When a result is
// an error, the items are those of the input. The error is for input that is no
// ResourceList, and there is no output then.
func Process(input []byte) (output []byte, results Results, err error) {
	edits, results, err := edit(input)
	if err != nil {
		return nil, nil, err
	}
	return yamlbytes.Splice(input, edits), results, nil
}

// edit is Process, with the edits that make the output.
func edit(input []byte) ([]yamlbytes.Edit, Results, error) {
	list, err := yamlbytes.ReadList(input)
	if err != nil {
		return nil, nil, err
	}
	edits, results, err := process(list)
	if wholeHelps(err) || list.Config == nil { // which a broken item may hide
		if list, err = yamlbytes.ReadListWhole(input); err == nil {
			edits, results, err = process(list)
		}
	}
	if err != nil {
		return nil, nil, err
	}
	text, err := results.text(list.JSON)
	if err != nil {
		return nil, nil, err
	}
	return append(edits, list.ResultsEdit(text)), results, nil
}

// A runResult is what a run makes of items: edits of their source, items that are
// replaced, removed and added, and results. When a result is an error, nothing is
// changed.
type runResult struct {
	edits   []yamlbytes.Edit
	changes yamlbytes.Changes
	results Results
}

// wholeHelps reports whether the item that failed may be fine within the whole
// list. If it is not, the parser's word on the whole list names the right line.
func wholeHelps(err error) bool {
	_, is := finding.Of(err)
	return is
}

// process runs the function on the items of a list.
func process(list *yamlbytes.List) ([]yamlbytes.Edit, Results, error) {
	if list.Config == nil {
		return nil, failure(ErrNoConfig), nil
	}
	done, err := processItems(list.Config, list.Items)
	if err != nil {
		return nil, nil, err
	}
	edits, err := list.ItemEdits(done.changes)
	return append(done.edits, edits...), done.results, err
}

// processItems runs the function on items of one source, with the configuration as YAML
// text. The error is for an item that cannot be read.
func processItems(configuration []byte, items []yamlbytes.Item) (*runResult, error) {
	c := config.Read(configuration)
	if c.Err != nil {
		return &runResult{results: append(failure(c.Err), alsoRefused(c)...)}, nil
	}
	r, err := rewrite.New(c.Config)
	if err != nil {
		return &runResult{results: failure(err)}, nil
	}
	edits, report, err := r.WithPolicies(flux.Policies(c.Config)).KustomizedItems(items).Items("", items)
	if err != nil {
		return nil, err
	}
	changes, err := generate(c, items, report)
	if err != nil {
		return nil, err
	}
	report.SummarizeOmitted()
	if report.Failed() {
		return &runResult{results: resultsOf(report)}, nil
	}
	return &runResult{edits: edits, changes: changes, results: resultsOf(report)}, nil
}
