package config

import "reflect"

// acceptedDocuments is what Parse reads, for error messages.
const acceptedDocuments = "a " + Kind + " (" + APIVersion + ") with at least spec.accountID and spec.region, " +
	"or a ConfigMap (v1) with at least accountID and region in its data"

// Parse reads a PullThroughCache, or a ConfigMap with flat keys in its data, as
// YAML or JSON. It fills in defaults and validates. The error is of type Errors
// and holds every problem there is.
func Parse(text []byte) (*PullThroughCache, error) {
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
	Config *PullThroughCache
	// Err is of type Errors, nil when nothing is wrong.
	Err error

	problems *problems
}

// Read is Parse for callers that look further when something is wrong.
func Read(text []byte) *Reading {
	s, err := published()
	if err != nil {
		return &Reading{Err: Errors{{Reason: "krmfile.yaml: " + err.Error()}}}
	}
	p := newProblems()
	r := &Reading{Config: parse(text, s, p), problems: p}
	r.Err = p.sorted().orNil()
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
func parse(text []byte, s *schema, p *problems) *PullThroughCache {
	root := read(text, p)
	refuseTokens(text, root, p)
	if root == nil || !identify(root, p) {
		return nil
	}
	if isConfigMap(root) {
		root = structured(root, p)
	}
	c := typed(s.check("", root, p), p)
	c.Default()
	c.validate(p)
	return c
}

// typed gives checked values their types.
func typed(values any, p *problems) *PullThroughCache {
	var c PullThroughCache
	if err := fill(reflect.ValueOf(&c).Elem(), values); err != nil { // a test forbids it
		p.add(Error{Reason: "reading the checked configuration: " + err.Error()})
	}
	return &c
}
