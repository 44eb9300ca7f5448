package admission

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
)

// fallback is what is said where the images make the message too long.
const fallback = "images of this Pod are not pulled through the cache"

// validating is the policy that says which images go past the cache, with its binding.
func (w *writer) validating() []object.Object {
	actions := object.Texts(w.admission.Actions())
	spec := object.Map{{Key: "failurePolicy", Value: w.admission.FailurePolicy}}
	if w.isKyverno() {
		spec = append(spec, object.Field{Key: "validationActions", Value: actions}, forPodsAlone())
	} else {
		spec = append(spec, w.paramKind()...)
	}
	spec = append(
		spec,
		object.Field{Key: "matchConstraints", Value: w.constraints()},
		object.Field{Key: "matchConditions", Value: entries(w.bothConditions())},
		object.Field{Key: "variables", Value: entries(w.leftVariables())},
		object.Field{Key: "validations", Value: object.List{w.validation()}},
		object.Field{Key: "auditAnnotations", Value: object.List{object.Map{
			{Key: "key", Value: "left"}, {Key: "valueExpression", Value: "variables.left.join(', ')"},
		}}},
	)
	if w.isKyverno() {
		return []object.Object{w.object(kyvernoAPI, "ValidatingPolicy", object.Map{{Key: "spec", Value: spec}})}
	}
	return []object.Object{
		w.object(group+"v1", "ValidatingAdmissionPolicy", object.Map{{Key: "spec", Value: spec}}),
		w.object(group+"v1", "ValidatingAdmissionPolicyBinding", object.Map{{Key: "spec", Value: append(append(
			object.Map{{Key: "policyName", Value: w.name}}, w.paramRef()...),
			object.Field{Key: "validationActions", Value: actions},
		)}}),
	}
}

// validation holds when nothing goes past the cache. The message names the images, and says
// what to do.
func (w *writer) validation() object.Map {
	do := "rewrite where they are written with ecrcache"
	if w.admission.All {
		do = "add their registries to the upstreams of ecrcache, and rewrite where they are written"
	}
	do += "; the annotation " + v1alpha1.IgnoreLabel + ": \"true\" leaves a Pod alone"
	return object.Map{
		{Key: "expression", Value: "variables.left.size() == 0"},
		{Key: "message", Value: fallback},
		{Key: "messageExpression", Value: lines(
			"'not pulled through the cache: '",
			"+ (variables.left.size() > 10 ? string(variables.left.size()) + ' images' : variables.left.join(', '))",
			"+ "+quote("; "+do),
		)},
		{Key: "reason", Value: "Invalid"},
	}
}
