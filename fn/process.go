package fn

import (
	"errors"

	"github.com/amerintlxperts/ecrcache/generators/flux"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// ErrNoConfig is the error for a ResourceList without a configuration.
var ErrNoConfig = errors.New("the ResourceList has no functionConfig; " +
	"give a PullThroughCache, or a ConfigMap with at least accountID and region in its data")

// Process runs the function on a ResourceList, YAML or JSON. It returns the list with rewritten
// items and with results, and the results once more. When a result is an error, the items do
// not change. Process fails, without output, for input that is not a ResourceList.
func Process(input []byte) (output []byte, results Results, err error) {
	edits, results, err := edit(input)
	if err != nil {
		return nil, nil, err
	}
	return yamlbytes.Splice(input, edits), results, nil
}

// edit is Process, but returns the edits that turn the input into the output.
func edit(input []byte) ([]yamlbytes.Edit, Results, error) {
	list, err := yamlbytes.ReadList(input)
	if err != nil {
		return nil, nil, err
	}
	edits, results, err := process(list)
	if isInItem(err) || list.Config == nil { // a broken item may hide the configuration
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

// A runResult is the result of a run over items: edits of their source, the items to replace,
// remove and add, and the results. When a result is an error, nothing changes.
type runResult struct {
	edits   []yamlbytes.Edit
	changes yamlbytes.Changes
	results Results
}

// isInItem reports whether the error is about an item. Such an item may be valid when the list is
// read as one document, because it refers to an anchor in another item; otherwise reading
// the whole list gives an error with the right line.
func isInItem(err error) bool {
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
// text. It fails for an item that cannot be read.
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
