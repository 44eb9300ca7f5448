package flux_test

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

const (
	host    = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/"
	restore = "rewrite: {direction: Restore}\n  "
)

// A job is one pass of this package over the objects of one file: what a session does with it, but
// that no reference is edited, so that the edits are those of the pass.
type job struct {
	rules   decide.Rules
	report  *outcome.Report
	source  *object.Text
	text    string
	objects []*object.Object
}

// newJob prepares a job by a configuration with some lines in its spec.
func newJob(t *testing.T, spec, path, text string) *job {
	t.Helper()
	c, err := config.Parse([]byte("apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1\nkind: PullThroughCache\nspec:\n  accountID: '123456789012'\n  region: ca-central-1\n  " + spec + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	j := &job{rules: decide.NewRules(c), text: text, source: object.NewText(path, func(string) bool { return false }, &object.LateTexts{})}
	j.report = outcome.NewReport(c, j.rules.Restore, j.rules.Check, false)
	j.source.Scalars.Reset()
	for i := range items {
		root, err := items[i].Parse()
		if err != nil {
			t.Fatal(err)
		}
		if root != nil {
			j.objects = append(j.objects, object.New(j.source, &items[i], root, i))
		}
	}
	return j
}

// run does the pass, with each image field that is found in the objects.
func (j *job) run(t *testing.T, p pass.Pass) {
	t.Helper()
	for _, o := range j.objects {
		p.Begin(o)
	}
	j.eachImage(t, func(at *object.Occurrence) {
		d := j.rules.Decide(at.Object, at.Place, at.Place.Texts().String())
		p.Image(at, &d)
	})
	for _, o := range j.objects {
		p.End(o)
	}
	p.Finish()
}

// eachImage calls do with each image field.
func (j *job) eachImage(t *testing.T, do func(*object.Occurrence)) {
	t.Helper()
	finder, err := fields.NewFinder(append(fields.Table(), fields.OCIAddresses())...)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range j.objects {
		finder.NewSearch().Find(o.Kind, o.Root, func(p *fields.Place) { do(object.At(o, p)) })
	}
}

// after is the text of the file after the edits.
func (j *job) after() string { return string(yamlbytes.Splice([]byte(j.text), j.source.Edits)) }

// codes are the severities and codes of the findings.
func (j *job) codes() []string {
	var all []string
	for _, f := range j.report.Findings {
		all = append(all, string(f.Severity)+" "+string(f.Code))
	}
	return all
}

// messages are the texts of the findings with a code, one a line.
func (j *job) messages(code finding.Code) string {
	text := ""
	for _, f := range j.report.Findings {
		if f.Code == code {
			text += f.Message + "\n"
		}
	}
	return text
}

// references are texts as references.
func references(t *testing.T, texts ...string) []image.Reference {
	t.Helper()
	var all []image.Reference
	for _, text := range texts {
		ref, err := image.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, ref)
	}
	return all
}
