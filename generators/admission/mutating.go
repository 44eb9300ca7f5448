package admission

import (
	"github.com/amerintlxperts/ecrcache/generators/object"
)

const (
	group      = "admissionregistration.k8s.io/"
	kyvernoAPI = "policies.kyverno.io/v1"
)

// mutating is the policy that moves images, with its binding.
func (w *writer) mutating() []object.Object {
	spec := object.Map{
		{Key: "failurePolicy", Value: w.admission.FailurePolicy},
		{Key: "reinvocationPolicy", Value: "IfNeeded"},
	}
	if w.isKyverno() {
		spec = append(spec, forPodsAlone())
	} else {
		spec = append(spec, w.paramKind()...)
	}
	spec = append(
		spec,
		object.Field{Key: "matchConstraints", Value: w.constraints()},
		object.Field{Key: "matchConditions", Value: entries(w.mutatingConditions())},
		object.Field{Key: "variables", Value: entries(w.movedOnCreateAndUpdate())},
		object.Field{Key: "mutations", Value: object.List{object.Map{
			{Key: "patchType", Value: "JSONPatch"},
			{Key: "jsonPatch", Value: object.Map{{Key: "expression", Value: lines(
				"variables.moved.map(e,",
				"  JSONPatch{op: 'replace', path: e.at, value: e.to})",
			)}}},
		}}},
	)
	if w.isKyverno() {
		return []object.Object{w.object(kyvernoAPI, "MutatingPolicy", object.Map{{Key: "spec", Value: spec}})}
	}
	version := group + w.admission.Version
	return []object.Object{
		w.object(version, "MutatingAdmissionPolicy", object.Map{{Key: "spec", Value: spec}}),
		w.object(version, "MutatingAdmissionPolicyBinding", object.Map{{Key: "spec", Value: append(object.Map{{Key: "policyName", Value: w.name}}, w.paramRef()...)}}),
	}
}

// forPodsAlone keeps Kyverno from making policies of its own for the templates of Deployments
// and other workloads: what is in Git stays as it is
// (https://kyverno.io/docs/policy-types/mutating-policy/).
func forPodsAlone() object.Field {
	return object.Field{Key: "autogen", Value: object.Map{{Key: "podControllers", Value: object.Map{{Key: "controllers", Value: object.NoElements{}}}}}}
}

// object is one of the generated objects. They have no namespace.
func (w *writer) object(apiVersion, kind string, body object.Map) object.Object {
	return object.Object{APIVersion: apiVersion, Kind: kind, Metadata: object.Metadata{Name: w.name}, Body: body}
}

// paramKind says that a policy reads a ConfigMap, when it does.
func (w *writer) paramKind() object.Map {
	if w.admission.Parameters == nil {
		return nil
	}
	return object.Map{{Key: "paramKind", Value: object.Map{{Key: "apiVersion", Value: "v1"}, {Key: "kind", Value: "ConfigMap"}}}}
}

// paramRef names the ConfigMap. Without it no image moves, and no Pod is refused.
func (w *writer) paramRef() object.Map {
	p := w.admission.Parameters
	if p == nil {
		return nil
	}
	return object.Map{{Key: "paramRef", Value: object.Map{
		{Key: "name", Value: p.Name},
		{Key: "namespace", Value: p.Namespace},
		{Key: "parameterNotFoundAction", Value: "Allow"},
	}}}
}
