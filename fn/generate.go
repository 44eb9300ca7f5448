package fn

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/config"
	"github.com/amerintlxperts/ecrcache/document"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/plan"
	"github.com/amerintlxperts/ecrcache/rewrite"
)

// generate changes the items to hold what the configuration asks to be generated:
// what is missing is added, what is not wanted any more is removed.
func generate(c *config.PullThroughCache, items []document.Item, report *rewrite.Report) (document.Changes, error) {
	wanted := objectsOf(c, items, report)
	if report.Failed() {
		return document.Changes{}, nil
	}
	u := &upsert{owner: c.Owner(), report: report, wanted: wanted, index: map[identity]int{}, met: map[identity]bool{}}
	for i := range wanted {
		u.index[identityOf(&wanted[i])] = i
	}
	if err := u.items(items); err != nil {
		return document.Changes{}, err
	}
	return u.changes, nil
}

// objectsOf plans and generates; what AWS or the tool refuses is reported.
func objectsOf(c *config.PullThroughCache, items []document.Item, report *rewrite.Report) []object.Object {
	p, problems := plan.New(c, report.Images)
	if p == nil {
		return nil
	}
	objects, more := generators.Generate(c.Spec.Infrastructure.Provider, p)
	for _, problem := range append(problems, more...) {
		report.Findings = append(report.Findings, rewrite.Finding{
			Severity: rewrite.Severity(problem.Severity), Code: rewrite.Code(problem.Code),
			Message: problem.String(), Field: rewrite.Field{Path: problem.Path},
		})
	}
	lint(p, items, report)
	return objects
}

// textOf is a generated object as document.Changes takes it.
func textOf(o *object.Object) (document.Text, error) {
	block, err := o.YAML()
	if err != nil {
		return document.Text{}, err
	}
	flow, err := o.JSON()
	return document.Text{Block: block, Flow: flow}, err
}

// told notes what became of a generated object.
func (u *upsert) told(o *object.Object, severity rewrite.Severity, code rewrite.Code, format string, args ...any) {
	u.report.Findings = append(u.report.Findings, rewrite.Finding{
		Severity: severity, Code: code, Message: fmt.Sprintf(format, args...),
		Resource: rewrite.Resource{APIVersion: o.APIVersion, Kind: o.Kind, Namespace: o.Metadata.Namespace, Name: o.Metadata.Name},
	})
}
