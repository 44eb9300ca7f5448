package rewrite

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// AcceptAnnotation accepts findings about an object, a line each: the code or the reason,
// a colon, and why.
const AcceptAnnotation = configGroup + "/accept"

// accepts reports whether the user accepts a finding about an object, in the configuration
// or by the object's annotation. What AWS or Kubernetes would refuse cannot be accepted.
func (r *Report) accepts(o *object, f *finding.Finding) bool {
	if f.Severity == finding.Error && !r.Checked || f.Code == RepositoryTooLong || f.Code == finding.Refused {
		return false
	}
	about := v1alpha1.Finding{
		Code: string(f.Code), Reason: f.Reason, Kind: o.at.Kind, Name: o.at.Name, Namespace: o.at.Namespace,
		Field: f.Field.Path, Image: strings.TrimRight(f.Field.Current, "\n"),
	}
	if !r.accepted.Accepts(about) && o.accept[about.Code] == "" && o.accept[about.Reason] == "" {
		return false
	}
	r.Accepted++
	return true
}

// mayAccept reports whether anything about the object is accepted.
func (r *Report) mayAccept(o *object) bool { return len(r.accepted.Accept) > 0 || len(o.accept) > 0 }

// acceptedBy reads the annotation: why, by the code or reason. A line without a reason
// accepts nothing.
func acceptedBy(annotations *yamlbytes.Node) map[string]string {
	text := annotations.Text(AcceptAnnotation)
	if text == "" {
		return nil
	}
	accepted := map[string]string{}
	for line := range strings.Lines(text) {
		code, why, _ := strings.Cut(line, ":")
		if code, why = strings.TrimSpace(code), strings.TrimSpace(why); code != "" && why != "" {
			accepted[code] = why
		}
	}
	return accepted
}
