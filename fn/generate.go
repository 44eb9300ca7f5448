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

// generate returns the changes that make the items have the objects that the configuration asks
// for: it adds missing objects, updates those that differ, and removes generated objects that
// the configuration does not ask for any more.
func generate(c *config.Reading, items []yamlbytes.Item, report *outcome.Report) (yamlbytes.Changes, error) {
	wanted, planned := objectsOf(c, items, report)
	u := &upsert{owner: c.Config.Owner(), report: report, wanted: wanted, index: map[identity]int{}, seen: map[identity]bool{}}
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

// objectsOf returns the objects to generate, and reports what AWS or the tool would refuse.
// planned is false in that case, and the objects must not be used.
func objectsOf(c *config.Reading, items []yamlbytes.Item, report *outcome.Report) (objects []object.Object, planned bool) {
	p, problems := planner.Plan(c.Config, plan.Seen{Images: report.Images, Artifacts: report.Artifacts, Existing: report.Existing})
	objects, more := generators.Objects(&c.Config.Spec, p)
	problems = append(problems, more...)
	for _, problem := range problems {
		problem.Field.Path = c.FieldName(problem.Field.Path)
		report.Add(withFieldInMessage(&problem))
	}
	lint(p, items, report)
	return objects, !plan.Failed(problems)
}

// alsoRefused returns the errors that planning and generating find in a configuration that is
// refused already, so that a user sees all errors at once. It leaves out errors that may be
// consequences of earlier ones.
func alsoRefused(c *config.Reading) Results {
	var rs Results
	if c.Config == nil {
		return nil
	}
	p, problems := planner.Plan(c.Config, plan.Seen{})
	_, more := generators.Objects(&c.Config.Spec, p)
	for _, problem := range c.NotYetReported(append(problems, more...)) {
		f := withFieldInMessage(&problem)
		rs = append(rs, resultOf(&f))
	}
	return rs
}

// textOf encodes a generated object for yamlbytes.Changes.
func textOf(o *object.Object) (yamlbytes.Text, error) {
	block, err := o.YAML()
	if err != nil {
		return yamlbytes.Text{}, err
	}
	flow, err := o.JSON()
	return yamlbytes.Text{Block: block, Flow: flow}, err
}

// reportChange reports what becomes of a generated object: done, or in mode Check, which changes
// nothing, refused as an error.
func (u *upsert) reportChange(o *object.Object, code finding.Code, done, refused string) {
	switch {
	case u.silent:
	case u.check:
		u.addFinding(o, finding.Error, code, "%s", refused)
	default:
		u.addFinding(o, finding.Info, code, "%s", done)
	}
}

// addFinding reports something about a generated object.
func (u *upsert) addFinding(o *object.Object, severity finding.Severity, code finding.Code, format string, args ...any) {
	u.report.Add(finding.Finding{
		Severity: severity, Code: code, Message: fmt.Sprintf(format, args...),
		Resource: finding.Resource{APIVersion: o.APIVersion, Kind: o.Kind, Namespace: o.Metadata.Namespace, Name: o.Metadata.Name},
	})
}
