package admission

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
)

// constraints are the requests that a policy sees: Pods as they are made and changed. A
// debug container comes by the subresource, with the whole Pod.
func (w *writer) constraints() object.Map {
	return object.Map{
		{Key: "resourceRules", Value: object.List{object.Map{
			{Key: "apiGroups", Value: object.List{object.KeepEmpty("")}},
			{Key: "apiVersions", Value: object.List{"v1"}},
			{Key: "operations", Value: object.List{"CREATE", "UPDATE"}},
			{Key: "resources", Value: object.List{"pods", "pods/ephemeralcontainers"}},
		}}},
		{Key: "namespaceSelector", Value: object.Map{{Key: "matchExpressions", Value: w.namespaces()}}},
	}
}

// namespaces are the conditions on namespaces. Kubernetes gives each the label with its
// name.
func (w *writer) namespaces() object.List {
	notIn := func(key string, values ...string) object.Map {
		return object.Map{{Key: "key", Value: key}, {Key: "operator", Value: "NotIn"}, {Key: "values", Value: object.Texts(values)}}
	}
	all := object.List{notIn(v1alpha1.IgnoreLabel, "true")}
	if names := w.admission.ExcludeNamespaces; len(names) > 0 {
		all = append(object.List{notIn("kubernetes.io/metadata.name", names...)}, all...)
	}
	return all
}

// A condition is one of matchConditions, or a variable.
type condition struct{ name, expression string }

// entries are conditions as a policy lists them.
func entries(conditions []condition) object.List {
	var all object.List
	for _, c := range conditions {
		all = append(all, object.Map{{Key: "name", Value: c.name}, {Key: "expression", Value: c.expression}})
	}
	return all
}

// bothConditions are the matchConditions of both policies. The kubelet makes the mirror of a static
// Pod, and runs the file whatever the mirror says.
func (w *writer) bothConditions() []condition {
	return []condition{
		{"not-the-mirror-of-a-static-pod", "!('kubernetes.io/config.mirror' in object.metadata.?annotations.orValue({}))"},
		{"not-ignored", "object.metadata.?annotations[" + quote(v1alpha1.IgnoreLabel) + "].orValue('') != 'true'"},
	}
}

// builtIn are the API versions of Kubernetes' own controllers; v1 has ReplicationController.
var builtIn = []string{"v1", "apps/v1", "batch/v1"}

// mutatingConditions are the matchConditions of the policy that moves images. It leaves out Pods
// whose operator compares their images.
func (w *writer) mutatingConditions() []condition {
	all := w.bothConditions()
	if w.admission.Controllers == v1alpha1.ControllersBuiltIn {
		all = append(all, condition{
			"of-no-controller-or-a-built-in-one",
			"object.metadata.?ownerReferences.orValue([]).all(o,\n  !o.?controller.orValue(false) || o.apiVersion in " + list(builtIn) + ")",
		})
	}
	var labels []string
	for i := range operators {
		labels = append(labels, operators[i].label)
	}
	all = append(all, condition{"not-compared-by-its-operator", withoutLabels(labels)})
	if len(w.admission.ExcludeLabels) > 0 {
		all = append(all, condition{"not-excluded-by-label", withoutLabels(w.admission.ExcludeLabels)})
	}
	return all
}
