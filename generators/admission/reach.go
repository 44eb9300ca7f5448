package admission

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
)

// A Pod is what the policies look at beside its images.
type Pod struct {
	Namespace           string
	Labels, Annotations map[string]string
	// Controller is the apiVersion of the object that made it; empty where there is none.
	Controller string
}

// Spares says why the policy that moves images leaves a Pod alone, whatever its images are;
// it is empty where the policy acts. The section has its defaults; nil counts as one that says
// nothing. The label of a namespace is not known here.
func Spares(a *v1alpha1.Admission, pod *Pod) string {
	if a == nil {
		a = &v1alpha1.Admission{Controllers: v1alpha1.ControllersBuiltIn, ExcludeNamespaces: v1alpha1.ExcludedNamespaces()}
	}
	_, isMirror := pod.Annotations["kubernetes.io/config.mirror"]
	switch {
	case isMirror:
		return "the kubelet runs it from a file"
	case pod.Annotations[v1alpha1.IgnoreLabel] == "true":
		return "its annotation " + v1alpha1.IgnoreLabel + " leaves it alone"
	case slices.Contains(a.ExcludeNamespaces, pod.Namespace):
		return "spec.admission.excludeNamespaces has its namespace"
	}
	for i := range operators {
		if hasLabel(pod.Labels, operators[i].label) {
			return operators[i].name + " compares its images"
		}
	}
	for _, label := range a.ExcludeLabels {
		if hasLabel(pod.Labels, label) {
			return "spec.admission.excludeLabels has its label " + label
		}
	}
	if a.Controllers == v1alpha1.ControllersBuiltIn && pod.Controller != "" && !slices.Contains(builtIn, pod.Controller) {
		return "its controller is not one of Kubernetes' own (spec.admission.controllers)"
	}
	return ""
}

// hasLabel reports whether labels have one, KEY or KEY=VALUE.
func hasLabel(labels map[string]string, label string) bool {
	key, value, withValue := strings.Cut(label, "=")
	has, found := labels[key]
	return found && (!withValue || has == value)
}
