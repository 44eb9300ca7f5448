package owners

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// An Owner is the topmost owner of an object, such as the Deployment of a Pod, and what is known of
// where that came from. What is not known is empty.
type Owner struct {
	APIVersion string `json:"apiVersion,omitempty"`
	Kind       string `json:"kind"`
	Namespace  string `json:"namespace,omitempty"`
	Name       string `json:"name"`
	// Static says that the kubelet of a node runs the Pod from a file.
	Static bool `json:"static,omitempty"`
	// Chart is the chart and its version, such as podinfo-6.7.0; Release is its release, as
	// NAMESPACE/NAME.
	Chart   string `json:"chart,omitempty"`
	Release string `json:"release,omitempty"`
	// ManagedBy is the value of the label app.kubernetes.io/managed-by.
	ManagedBy string `json:"managedBy,omitempty"`
	// AppliedBy is the object that applied it, such as HelmRelease flux-system/podinfo.
	AppliedBy string `json:"appliedBy,omitempty"`
}

// String is the owner with what brought it, such as
// Deployment shop/web (chart web-1.2.3, release shop/web).
func (o *Owner) String() string {
	var known []string
	for _, part := range []struct{ what, value string }{{"chart ", o.Chart}, {"release ", o.Release}, {"", o.AppliedBy}} {
		if part.value != "" {
			known = append(known, part.what+part.value)
		}
	}
	if len(known) == 0 && o.ManagedBy != "" {
		known = []string{"managed by " + o.ManagedBy}
	}
	if len(known) == 0 {
		return o.Object()
	}
	return o.Object() + " (" + strings.Join(known, ", ") + ")"
}

// Object is the owner's kind and name.
func (o *Owner) Object() string {
	at := finding.Resource{Kind: o.Kind, Namespace: o.Namespace, Name: o.Name}
	if o.Static {
		return "static " + at.String()
	}
	return at.String()
}

// IsBuiltIn reports whether the owner is a Pod, or of a kind of Kubernetes' own: no operator
// asks for its images.
func (o *Owner) IsBuiltIn() bool {
	return o.APIVersion == "v1" || o.APIVersion == "apps/v1" || o.APIVersion == "batch/v1"
}
