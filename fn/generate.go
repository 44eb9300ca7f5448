package fn

import (
	"fmt"
	"slices"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// generate changes the items to hold what the configuration asks to be generated:
// what is missing is added, what is not wanted any more is removed.
func generate(c *config.Reading, items []yamlbytes.Item, report *outcome.Report) (yamlbytes.Changes, error) {
	wanted, planned := objectsOf(c, items, report)
	u := &upsert{owner: c.Config.Owner(), report: report, wanted: wanted, index: map[identity]int{}, met: map[identity]bool{}}
	for i := range wanted {
		u.index[identityOf(&wanted[i])] = i
		if !slices.Contains(u.kinds, wanted[i].Kind) {
			u.kinds = append(u.kinds, wanted[i].Kind)
		}
	}
	failed := report.Failed()
	u.check = c.Config.Spec.Rewrite.Mode == v1alpha1.ModeCheck
	u.silent = !planned || failed && !u.check
	if err := u.items(items); err != nil || u.check || failed {
		return yamlbytes.Changes{}, err
	}
	return u.changes, nil
}

// objectsOf plans and generates; what AWS or the tool refuses is reported, and the
// objects are not what is to be made then.
func objectsOf(c *config.Reading, items []yamlbytes.Item, report *outcome.Report) (objects []object.Object, planned bool) {
	p, problems := planner.Plan(c.Config, plan.Seen{Images: report.Images, Artifacts: report.Artifacts})
	objects, more := generators.Objects(&c.Config.Spec, p)
	problems = append(problems, more...)
	for _, problem := range problems {
		problem.Field.Path = c.FieldName(problem.Field.Path)
		report.Add(ofConfiguration(&problem))
	}
	lint(p, items, report)
	return objects, !plan.Failed(problems)
}

// alsoRefused are the errors of the plan of a configuration that is refused
// already, and of the tool it is for, so that all are told at once. What may follow
// from the others is not.
func alsoRefused(c *config.Reading) Results {
	var rs Results
	if c.Config == nil {
		return nil
	}
	p, problems := planner.Plan(c.Config, plan.Seen{})
	_, more := generators.Objects(&c.Config.Spec, p)
	for _, p := range c.NotYetReported(append(problems, more...)) {
		f := ofConfiguration(&p)
		rs = append(rs, resultOf(&f))
	}
	return rs
}

// textOf is a generated object as yamlbytes.Changes takes it.
func textOf(o *object.Object) (yamlbytes.Text, error) {
	block, err := o.YAML()
	if err != nil {
		return yamlbytes.Text{}, err
	}
	flow, err := o.JSON()
	return yamlbytes.Text{Block: block, Flow: flow}, err
}

// changed notes what becomes of a generated object; mode Check, which changes
// nothing, refuses that it is so.
func (u *upsert) changed(o *object.Object, code finding.Code, done, refused string) {
	switch {
	case u.silent:
	case u.check:
		u.told(o, finding.Error, code, "%s", refused)
	default:
		u.told(o, finding.Info, code, "%s", done)
	}
}

// told notes something about a generated object.
func (u *upsert) told(o *object.Object, severity finding.Severity, code finding.Code, format string, args ...any) {
	u.report.Add(finding.Finding{
		Severity: severity, Code: code, Message: fmt.Sprintf(format, args...),
		Resource: finding.Resource{APIVersion: o.APIVersion, Kind: o.Kind, Namespace: o.Metadata.Namespace, Name: o.Metadata.Name},
	})
}
