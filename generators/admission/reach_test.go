package admission_test

import (
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/admission"
)

// TestSpares: whether the policy leaves a Pod alone. test/admission holds the same to the
// policy itself.
func TestSpares(t *testing.T) {
	all := &v1alpha1.Admission{Controllers: v1alpha1.ControllersAll, ExcludeNamespaces: []string{"mine"}, ExcludeLabels: []string{"a", "b=c"}}
	for _, c := range []struct {
		name  string
		a     *v1alpha1.Admission
		pod   admission.Pod
		spare string
	}{
		{"a Pod", nil, admission.Pod{Namespace: "shop"}, ""},
		{"a ReplicaSet's", nil, admission.Pod{Controller: "apps/v1"}, ""},
		{"an operator's", nil, admission.Pod{Controller: "example.com/v1"}, "its controller is not one of Kubernetes' own (spec.admission.controllers)"},
		{"an operator's, and all are moved", all, admission.Pod{Controller: "example.com/v1"}, ""},
		{"CloudNativePG's", all, admission.Pod{Labels: map[string]string{"cnpg.io/cluster": "pg"}}, "CloudNativePG compares its images"},
		{"Spilo's", nil, admission.Pod{Labels: map[string]string{"application": "spilo"}}, "Zalando's Postgres operator compares its images"},
		{"another application", nil, admission.Pod{Labels: map[string]string{"application": "web"}}, ""},
		{"a namespace by default", nil, admission.Pod{Namespace: "flux-system"}, "spec.admission.excludeNamespaces has its namespace"},
		{"a namespace that is not listed", all, admission.Pod{Namespace: "flux-system"}, ""},
		{"a label", all, admission.Pod{Labels: map[string]string{"a": "x"}}, "spec.admission.excludeLabels has its label a"},
		{"a label with its value", all, admission.Pod{Labels: map[string]string{"b": "c"}}, "spec.admission.excludeLabels has its label b=c"},
		{"a label with another value", all, admission.Pod{Labels: map[string]string{"b": "d"}}, ""},
		{"ignored", nil, admission.Pod{Annotations: map[string]string{v1alpha1.IgnoreLabel: "true"}}, "its annotation " + v1alpha1.IgnoreLabel + " leaves it alone"},
		{"not ignored", nil, admission.Pod{Annotations: map[string]string{v1alpha1.IgnoreLabel: "false"}}, ""},
		{"a static Pod", nil, admission.Pod{Annotations: map[string]string{"kubernetes.io/config.mirror": "x"}}, "the kubelet runs it from a file"},
	} {
		if got := admission.Spares(c.a, &c.pod); got != c.spare {
			t.Errorf("%s: got %q, want %q", c.name, got, c.spare)
		}
	}
}
