package config

import (
	"encoding/json"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/configmap"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/config/schemacheck"
	"github.com/amerintlxperts/ecrcache/internal/config/validate"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/schema"
)

// acceptedDocuments says in error messages what Parse reads.
const acceptedDocuments = "a " + v1alpha1.Kind + " (" + v1alpha1.APIVersion + ") with at least spec.accountID and spec.region, " +
	"or a ConfigMap (v1) with at least accountID and region in its data"

// Parse reads a PullThroughCache, or a ConfigMap with flat keys in its data, as YAML or
// JSON. It fills in the defaults and validates. The error is of type [finding.List] and
// holds every problem there is.
func Parse(text []byte) (*v1alpha1.PullThroughCache, error) {
	r := Read(text)
	if r.Err != nil {
		return nil, r.Err
	}
	return r.Config, nil
}

// A Reading is a configuration together with what is wrong with it, for callers that
// check more than Parse does and report all problems at once.
type Reading struct {
	// Config is what could be read; a field that is wrong is empty or has its default. It is
	// nil when nothing could be read.
	Config *v1alpha1.PullThroughCache
	// Err is of type [finding.List], nil when nothing is wrong.
	Err error

	problems *problems.Collector
}

// Read is Parse for callers that check more when something is wrong. It never returns nil.
func Read(text []byte) *Reading {
	p := problems.New()
	r := &Reading{Config: parse(text, p), problems: p}
	r.Err = p.Sorted().OrNil()
	return r
}

// HasProblemAt reports whether a problem was found with the field at a path, with one around
// it, or with one in it.
func (r *Reading) HasProblemAt(path string) bool {
	return r.problems.Covers(path) || r.problems.CoversPart(path)
}

// FieldName returns what the user calls the field at a path: the path itself, or the key of a
// ConfigMap that gives it.
func (r *Reading) FieldName(path string) string {
	key, part := r.problems.KeyOf(path)
	if part != "" && key != path {
		return key + ": " + part
	}
	return key
}

// NotYetReported returns those errors of a later check whose fields had no problem before. Each
// has its line and the key that the user wrote, without the tokens that it may quote. It is for checks
// of a configuration that is refused already: other errors may follow from its problems.
func (r *Reading) NotYetReported(later []finding.Finding) []finding.Finding {
	var errors []finding.Finding
	for _, f := range later {
		if f.Severity == finding.Error && !r.HasProblemAt(f.Field.Path) {
			f.Line, f.Field.Path = r.problems.LineOf(f.Field.Path), r.FieldName(f.Field.Path)
			errors = append(errors, f.Redacted())
		}
	}
	return errors
}

// Validate checks a configuration that did not come from Parse, such as one made from
// flags, as far as a schema cannot say what is wrong. The configuration has its defaults
// ([v1alpha1.PullThroughCache.Default]). The error is of type [finding.List].
func Validate(c *v1alpha1.PullThroughCache) error {
	p := problems.New()
	validate.All(c, p)
	return p.All().OrNil()
}

// parse adds every problem to p. What it returns counts only when there is none.
func parse(text []byte, p *problems.Collector) *v1alpha1.PullThroughCache {
	values, ok := check(text, &published, p)
	if !ok {
		return nil
	}
	c := decode(values, p)
	if c.Spec.Base != "" {
		p.Add("spec.base", finding.Finding{
			Message: "another file cannot be read here: a function gets one document", Hint: "give it what ecrcache config prints, which has the settings of both files",
		})
	}
	return complete(c, p)
}

// check checks a document against a schema, which is published or partial. It returns false when
// nothing more can be checked.
func check(text []byte, against *schema.Schema, p *problems.Collector) (values any, ok bool) {
	root := read(text, p)
	refuseTokens(text, root, p)
	if root == nil || !identify(root, p) {
		return nil, false
	}
	if isConfigMap(root) {
		root = configmap.Document(root, published.ConfigMapKeys(), p)
	}
	return schemacheck.Check(against, root, p), true
}

// complete fills in the defaults, and checks what a schema cannot say.
func complete(c *v1alpha1.PullThroughCache, p *problems.Collector) *v1alpha1.PullThroughCache {
	c.Default()
	validate.All(c, p)
	return c
}

// decode turns checked values into the types of the configuration.
func decode(values any, p *problems.Collector) *v1alpha1.PullThroughCache {
	var c v1alpha1.PullThroughCache
	text, err := json.Marshal(values)
	if err == nil {
		err = json.Unmarshal(text, &c)
	}
	if err != nil { // never: the schema is made from the types
		p.Add("", finding.Finding{Message: "reading the checked configuration: " + err.Error()})
	}
	return &c
}
