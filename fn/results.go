package fn

import (
	"errors"

	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
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
		if rs[i].Severity == string(rewrite.Error) {
			return true
		}
	}
	return false
}

// resultsOf turns a report into results, its summary last.
func resultsOf(report *rewrite.Report) Results {
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
	return append(rs, resultOf(&rewrite.Finding{
		Severity: rewrite.Info, Code: rewrite.Summary, Message: summary,
	}))
}

// A sort of results has the same tags.
type sort struct {
	code   rewrite.Code
	reason string
}

func (s sort) tags() map[string]string {
	tags := map[string]string{"code": string(s.code)}
	if s.reason != "" {
		tags["reason"] = s.reason
	}
	return tags
}

func resultOf(f *rewrite.Finding) Result {
	return taggedResultOf(f, sort{f.Code, f.Reason}.tags())
}

func taggedResultOf(f *rewrite.Finding, tags map[string]string) Result {
	r := Result{Message: redact.Text(f.Message), Severity: string(f.Severity), Tags: tags}
	if f.Resource != (rewrite.Resource{}) {
		r.Resource = &ResourceRef{redact.Text(f.Resource.APIVersion), redact.Text(f.Resource.Kind), redact.Text(f.Resource.Namespace), redact.Text(f.Resource.Name)}
	}
	if f.Field != (rewrite.Field{}) {
		r.Field = &Field{redact.Text(f.Field.Path), redact.Text(f.Field.Current), redact.Text(f.Field.Proposed)}
	}
	if f.File.Path != "" {
		r.File = &File{redact.Text(f.File.Path), f.File.Index}
	}
	return r
}

// failure gives one error result for every problem of a configuration, or for
// any other error.
func failure(err error) Results {
	var problems config.Errors
	if !errors.As(err, &problems) {
		return Results{resultOf(&rewrite.Finding{Severity: rewrite.Error, Code: rewrite.Refused, Message: err.Error()})}
	}
	var rs Results
	for _, p := range problems {
		rs = append(rs, resultOf(&rewrite.Finding{
			Severity: rewrite.Error, Code: rewrite.Refused,
			Message: p.Error(), Field: rewrite.Field{Path: p.Path},
		}))
	}
	return rs
}
