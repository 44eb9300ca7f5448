// Package finding has the one type for every message to a user: what is wrong with a
// configuration, why a text cannot be read, what became of an image, what AWS refuses. Every
// package reports with it, and the commands print it.
package finding

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// Severity grades a Finding as the KRM function specification does
// (https://github.com/kubernetes-sigs/kustomize/blob/master/cmd/config/docs/api-conventions/functions-spec.md).
type Severity string

// The severities.
const (
	// Error is what AWS, Kubernetes or this program refuses; nothing is written then.
	Error Severity = "error"
	// Warning is what works, but perhaps not as expected.
	Warning Severity = "warning"
	// Info says what was done.
	Info Severity = "info"
)

// Code names what a Finding is about. Codes are stable: scripts may select by them.
// Each package declares those that it reports.
type Code string

// Refused is the code of a configuration or an input that cannot be used.
const Refused Code = "refused"

// A Finding is one message to a user. Fields that do not apply are empty.
type Finding struct {
	Severity Severity
	Code     Code
	// Reason distinguishes findings of one code, such as crd, policy and args of left-behind.
	Reason string

	// Found is the value, in words or quoted; Message is what is wrong with it, or what to know;
	// Accepted is what would be accepted; Hint is what to do. Message and Hint are sentences
	// without a period, so that String can join them.
	Found, Message, Accepted, Hint string

	// Resource, Field and File say where.
	Resource Resource
	Field    Field
	File     File
	// Line is the 1-based line in the source, 0 when it is not known.
	Line int

	// Pulled says that a kubelet pulls the reference from its upstream, at which it stays.
	Pulled bool
	// Left says that the report counts the reference as left behind.
	Left bool
}

// Resource names the object that a Finding is about.
type Resource struct{ APIVersion, Kind, Namespace, Name string }

// String returns the kind and the name, as far as they are known: Deployment shop/web.
func (r *Resource) String() string {
	return strings.Trim(r.Kind+" "+strings.Trim(r.Namespace+"/"+r.Name, "/"), " ")
}

// Field is the field that a Finding is about.
type Field struct {
	// Path leads to it, such as spec.containers[0].image.
	Path string
	// Part says which part of the value, such as [1].registry of a list that is written as
	// the text under one key of a ConfigMap.
	Part string
	// Current is the value of the field, Proposed the one that was or should be written.
	Current, Proposed string
}

// File is the file that an object came from, and the object's position in it.
type File struct {
	Path  string
	Index int
}

// Redacted returns the finding without the tokens and logins that its texts may quote.
func (f Finding) Redacted() Finding { return f.Map(redact.Text) }

// Map returns the finding with each of its texts changed.
func (f Finding) Map(change func(string) string) Finding {
	for _, text := range []*string{
		&f.Found, &f.Message, &f.Accepted, &f.Hint,
		&f.Field.Path, &f.Field.Part, &f.Field.Current, &f.Field.Proposed, &f.File.Path,
		&f.Resource.APIVersion, &f.Resource.Kind, &f.Resource.Namespace, &f.Resource.Name,
	} {
		if *text != "" {
			*text = change(*text)
		}
	}
	return f
}
