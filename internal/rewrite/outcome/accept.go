package outcome

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
)

// Accepts reports whether the user accepts a finding about an object, in the configuration
// or by the object's annotation, and counts it if so. What AWS or Kubernetes would refuse
// cannot be accepted.
func (r *Report) Accepts(o *object.Object, f *finding.Finding) bool {
	if f.Severity == finding.Error && !r.Checked || f.Code == RepositoryTooLong || f.Code == finding.Refused {
		return false
	}
	about := v1alpha1.Finding{
		Code: string(f.Code), Reason: f.Reason, Kind: o.Resource.Kind, Name: o.Resource.Name, Namespace: o.Resource.Namespace,
		Field: f.Field.Path, Image: strings.TrimRight(f.Field.Current, "\n"),
	}
	if !r.accepted.Accepts(about) && o.Accept[about.Code] == "" && o.Accept[about.Reason] == "" {
		return false
	}
	r.Accepted++
	return true
}

// MayAccept reports whether anything about the object may be accepted. It is quick.
func (r *Report) MayAccept(o *object.Object) bool {
	return len(r.accepted.Accept) > 0 || len(o.Accept) > 0
}
