package config

import (
	"encoding/json"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// acceptedDocuments is what Parse reads, for error messages.
const acceptedDocuments = "a " + v1alpha1.Kind + " (" + v1alpha1.APIVersion + ") with at least spec.accountID and spec.region, " +
	"or a ConfigMap (v1) with at least accountID and region in its data"

// Parse reads a PullThroughCache, or a ConfigMap with flat keys in its data, as
// YAML or JSON. It fills in defaults and validates. The error is of type finding.Findings
// and holds every problem there is.
func Parse(text []byte) (*v1alpha1.PullThroughCache, error) {
	r := Read(text)
	if r.Err != nil {
		return nil, r.Err
	}
	return r.Config, nil
}

// A Reading is a configuration with what is wrong with it, for callers that have
// more to check.
type Reading struct {
	// Config holds what could be read, without what is wrong; nil when nothing could.
	Config *v1alpha1.PullThroughCache
	// Err is of type finding.Findings, nil when nothing is wrong.
	Err error

	problems *problems
}

// Read is Parse for callers that look further when something is wrong.
func Read(text []byte) *Reading {
	p := newProblems()
	r := &Reading{Config: parse(text, p), problems: p}
	r.Err = p.sorted().OrNil()
	return r
}

// Told reports whether a field, one around it or one in it has a problem.
func (r *Reading) Told(path string) bool {
	return r.problems.covers(path) || r.problems.coversPart(path)
}

// FieldName is what a field is called in the document: its path, or a key of a
// ConfigMap.
func (r *Reading) FieldName(path string) string {
	flat, part := r.problems.flat.of(path)
	if part != "" && flat != path {
		return flat + ": " + part
	}
	return flat
}

// parse notes every problem; what it returns counts only when there is none.
func parse(text []byte, p *problems) *v1alpha1.PullThroughCache {
	root := read(text, p)
	refuseTokens(text, root, p)
	if root == nil || !identify(root, p) {
		return nil
	}
	if isConfigMap(root) {
		root = structured(root, p)
	}
	c := typed(check(&published, "", root, p), p)
	c.Default()
	validateAll(c, p)
	return c
}

// typed gives checked values their types.
func typed(values any, p *problems) *v1alpha1.PullThroughCache {
	var c v1alpha1.PullThroughCache
	text, err := json.Marshal(values)
	if err == nil {
		err = json.Unmarshal(text, &c)
	}
	if err != nil { // the schema is made from the types
		p.add("", finding.Finding{Message: "reading the checked configuration: " + err.Error()})
	}
	return &c
}
