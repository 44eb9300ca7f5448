package fn

import (
	"errors"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// A Result is one result of the KRM function specification. Results with the same code and reason
// share one map of tags, which callers must not change.
type Result struct {
	Message  string            `json:"message"`
	Severity string            `json:"severity"`
	Resource *ResourceRef      `json:"resourceRef,omitempty"`
	Field    *Field            `json:"field,omitempty"`
	File     *File             `json:"file,omitempty"`
	Tags     map[string]string `json:"tags,omitempty"`
}

// A ResourceRef names the object that a Result is about.
type ResourceRef struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Namespace  string `json:"namespace,omitempty"`
	Name       string `json:"name"`
}

// A Field is the field that a Result is about.
type Field struct {
	Path          string `json:"path"`
	CurrentValue  string `json:"currentValue,omitempty"`
	ProposedValue string `json:"proposedValue,omitempty"`
}

// A File is the file that a Result is about.
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

// resultsOf returns the findings of a report as results, with the summary as the last one.
func resultsOf(report *outcome.Report) Results {
	rs := make(Results, 0, len(report.Findings)+1)
	tags := map[class]map[string]string{}
	for i := range report.Findings {
		f := &report.Findings[i]
		of := class{f.Code, f.Reason}
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

// A class is what the tags of a result are made of. Thousands of results may have the same one.
type class struct {
	code   finding.Code
	reason string
}

func (c class) tags() map[string]string {
	tags := map[string]string{"code": string(c.code)}
	if c.reason != "" {
		tags["reason"] = c.reason
	}
	return tags
}

func resultOf(f *finding.Finding) Result {
	return taggedResultOf(f, class{f.Code, f.Reason}.tags())
}

func taggedResultOf(f *finding.Finding, tags map[string]string) Result {
	shown := f.Redacted()
	r := Result{Message: shown.Text(), Severity: string(shown.Severity), Tags: tags}
	if shown.Resource != (finding.Resource{}) {
		r.Resource = &ResourceRef{shown.Resource.APIVersion, shown.Resource.Kind, shown.Resource.Namespace, shown.Resource.Name}
	}
	if field := shown.Field; field.Path != "" || field.Current != "" || field.Proposed != "" {
		r.Field = &Field{field.Path, field.Current, field.Proposed}
	}
	if shown.File.Path != "" {
		r.File = &File{shown.File.Path, shown.File.Index}
	}
	return r
}

// withFieldInMessage returns a finding about a field of the configuration with the field and its
// value in the message, because kustomize and kpt show only the message.
func withFieldInMessage(f *finding.Finding) finding.Finding {
	return finding.Finding{Severity: f.Severity, Code: f.Code, Message: f.String(), Field: finding.Field{Path: f.Field.Path}}
}

// failure returns an error result for each problem of a configuration, or one for any other
// error.
func failure(err error) Results {
	var all finding.List
	if !errors.As(err, &all) {
		all = finding.List{{Severity: finding.Error, Code: finding.Refused, Message: err.Error()}}
	}
	rs := make(Results, len(all))
	for i := range all {
		shown := withFieldInMessage(&all[i])
		rs[i] = resultOf(&shown)
	}
	return rs
}
