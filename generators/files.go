package generators

import (
	"path"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/generators/planner"
)

// NoInfrastructure is the code of a configuration that asks for nothing.
const NoInfrastructure plan.Code = "no-infrastructure"

// Files writes what a validated configuration asks for as files, each object in one of
// its own, with what was seen in the manifests. There are none when a problem is an
// error.
func Files(c *v1alpha1.PullThroughCache, seen plan.Seen) ([]object.File, []plan.Problem) {
	if !asksForAny(&c.Spec) {
		return nil, []plan.Problem{{
			Code: NoInfrastructure, Severity: plan.Error, Field: plan.Field{Path: "spec.infrastructure"},
			Message: "missing, and so are spec.flux, spec.kustomize, spec.admission and spec.warm, so there is nothing to generate; write infrastructure: {} for the defaults, which are for ACK, flux: {} for Flux's image automation, kustomize: {} for kustomize's transformers, admission: {} for policies of the cluster, or warm with an image for a Job that fills the cache",
		}}
	}
	p, problems := planner.Plan(c, seen)
	out, more := Generate(&c.Spec, p)
	return filesOf(out, append(problems, more...))
}

// asksForAny reports whether a configuration asks for any target.
func asksForAny(spec *v1alpha1.Spec) bool {
	for i := range table {
		if asked := table[i].Asked; asked != nil && asked(spec) {
			return true
		}
	}
	return false
}

// filesOf returns the files of an output, and its objects as files.
func filesOf(out object.Output, problems []plan.Problem) ([]object.File, []plan.Problem) {
	files := out.Files
	for i := range out.Objects {
		o := &out.Objects[i]
		text, err := o.YAML()
		if err != nil { // texts, numbers and booleans always encode
			problems = append(problems, plan.Problem{Code: plan.Unavailable, Severity: plan.Error, Message: err.Error()})
		}
		files = append(files, object.File{Name: strings.ToLower(o.Kind) + "-" + o.Metadata.Name + ".yaml", Text: text})
	}
	if !plan.Failed(problems) {
		problems = append(problems, sameName(files)...)
	}
	if plan.Failed(problems) {
		return nil, problems
	}
	return files, problems
}

// sameName refuses two files of one name: one would be lost.
func sameName(files []object.File) []plan.Problem {
	var ps plan.Problems
	seen := map[string]bool{}
	for _, f := range files {
		if seen[f.Name] {
			ps.Refuse(plan.Unavailable, "", f.Name, "two files would have this name, so one would be lost; name the objects apart, or generate for one of the targets with a configuration of its own")
		}
		seen[f.Name] = true
	}
	return ps
}

// IsStream reports whether the files make sense as one text on standard output: all are
// objects to apply, or all are of a Terraform module. Files in a directory of their own, such
// as kustomize's transformers, do not.
func IsStream(files []object.File) bool {
	sorts := map[string]bool{}
	for _, f := range files {
		if strings.Contains(f.Name, "/") {
			return false
		}
		if !isForPeople(f) {
			sorts[path.Ext(f.Name)] = true
		}
	}
	return len(sorts) <= 1
}

// Stream returns the files as one text: a YAML stream, or the files one after the other,
// without what is for people alone.
func Stream(files []object.File) string {
	var b strings.Builder
	for i, f := range files {
		switch {
		case isForPeople(f):
			continue
		case strings.HasSuffix(f.Name, ".yaml") && i > 0:
			b.WriteString("---\n")
		case i > 0:
			b.WriteString("\n")
		}
		b.WriteString(f.Text)
	}
	return b.String()
}

func isForPeople(f object.File) bool { return strings.HasSuffix(f.Name, ".md") }
