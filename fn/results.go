package fn

import (
	"errors"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// A Result is one result of the KRM function specification. Those of one code and
// reason share their tags.
type Result struct {
	Message  string            `json:"message"`
	Severity string            `json:"severity"`
	Resource *ResourceRef      `json:"resourceRef,omitempty"`
	Field    *Field            `json:"field,omitempty"`
	File     *File             `json:"file,omitempty"`
	Tags     map[string]string `json:"tags,omitempty"`
}

// ResourceRef names the object a Result is about.
type ResourceRef struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Namespace  string `json:"namespace,omitempty"`
	Name       string `json:"name"`
}

// Field is the field a Result is about.
type Field struct {
	Path          string `json:"path"`
	CurrentValue  string `json:"currentValue,omitempty"`
	ProposedValue string `json:"proposedValue,omitempty"`
}

// File is the file a Result is about.
type File struct {
	Path  string `json:"path"`
	Index int    `json:"index,omitempty"`
}

// Results are the results of one run.
type Results []Result

// Failed reports whether a result is an error.
func (rs Results) Failed() bool {
	for i := range rs {
		if rs[i].Severity == string(finding.Error) {
			return true
		}
	}
	return false
}

// resultsOf turns a report into results, its summary last.
func resultsOf(report *outcome.Report) Results {
	rs := make(Results, 0, len(report.Findings)+1)
	tags := map[sort]map[string]string{}
	for i := range report.Findings {
		f := &report.Findings[i]
		of := sort{f.Code, f.Reason}
		if tags[of] == nil {
			tags[of] = of.tags()
		}
		rs = append(rs, taggedResultOf(f, tags[of]))
	}
	summary := report.Summary()
	if report.Failed() && !report.Checked {
		summary = "nothing was rewritten because of the errors above"
	}
	return append(rs, resultOf(&finding.Finding{
		Severity: finding.Info, Code: outcome.Summary, Message: summary,
	}))
}

// A sort of results has the same tags.
type sort struct {
	code   finding.Code
	reason string
}

func (s sort) tags() map[string]string {
	tags := map[string]string{"code": string(s.code)}
	if s.reason != "" {
		tags["reason"] = s.reason
	}
	return tags
}

func resultOf(f *finding.Finding) Result {
	return taggedResultOf(f, sort{f.Code, f.Reason}.tags())
}

func taggedResultOf(f *finding.Finding, tags map[string]string) Result {
	told := f.Redacted()
	r := Result{Message: told.Text(), Severity: string(told.Severity), Tags: tags}
	if told.Resource != (finding.Resource{}) {
		r.Resource = &ResourceRef{told.Resource.APIVersion, told.Resource.Kind, told.Resource.Namespace, told.Resource.Name}
	}
	if field := told.Field; field.Path != "" || field.Current != "" || field.Proposed != "" {
		r.Field = &Field{field.Path, field.Current, field.Proposed}
	}
	if told.File.Path != "" {
		r.File = &File{told.File.Path, told.File.Index}
	}
	return r
}

// ofConfiguration is a finding about a field of the configuration, with all of it in its
// message: kustomize and kpt show the message, and not the field.
func ofConfiguration(f *finding.Finding) finding.Finding {
	return finding.Finding{Severity: f.Severity, Code: f.Code, Message: f.String(), Field: finding.Field{Path: f.Field.Path}}
}

// failure gives one error result for every problem of a configuration, or for
// any other error.
func failure(err error) Results {
	var all finding.List
	if !errors.As(err, &all) {
		all = finding.List{{Severity: finding.Error, Code: finding.Refused, Message: err.Error()}}
	}
	rs := make(Results, len(all))
	for i := range all {
		told := ofConfiguration(&all[i])
		rs[i] = resultOf(&told)
	}
	return rs
}
