package config

import (
	"bytes"
	"encoding/json"
)

// acceptedDocuments is what Parse reads, for error messages.
const acceptedDocuments = "a " + Kind + " (" + APIVersion + ") with at least spec.accountID and spec.region, " +
	"or a ConfigMap (v1) with at least accountID and region in its data"

// Parse reads a PullThroughCache, or a ConfigMap with flat keys in its data, as
// YAML or JSON. It fills in defaults and validates. The error is of type Errors
// and holds every problem there is.
func Parse(text []byte) (*PullThroughCache, error) {
	s, err := published()
	if err != nil {
		return nil, Errors{{Reason: "krmfile.yaml: " + err.Error()}}
	}
	p := newProblems()
	c := parse(text, s, p)
	if len(p.errs) > 0 {
		return nil, p.sorted()
	}
	return c, nil
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
	text, err := json.Marshal(values)
	if err == nil {
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		err = decoder.Decode(&c)
	}
	if err != nil { // the schema accepts what the types do not hold: a test forbids it
		p.add(Error{Reason: "reading the checked configuration: " + err.Error()})
	}
	return &c
}
