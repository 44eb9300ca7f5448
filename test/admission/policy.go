package admission

import (
	"context"
	"errors"
	"fmt"
	"strings"

	admissionregistration "k8s.io/api/admissionregistration/v1"
	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/admission"
	plugincel "k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/admission/plugin/policy/mutating/patch"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/matchconditions"
	limits "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	"sigs.k8s.io/yaml"
)

// Policies are the generated policies of one configuration, compiled as the API server does
// it. A policy that was not generated is nil.
type Policies struct {
	Mutating   *Mutating
	Validating *Validating
}

// Mutating is a compiled MutatingAdmissionPolicy.
type Mutating struct {
	Policy   admissionregistration.MutatingAdmissionPolicy
	compiler *plugincel.CompositedCompiler
	matcher  matchconditions.Matcher
	patcher  patch.Patcher
	patch    plugincel.MutatingEvaluator
	params   runtime.Object
}

// Validating is a compiled ValidatingAdmissionPolicy.
type Validating struct {
	Policy    admissionregistration.ValidatingAdmissionPolicy
	validator validating.Validator
	params    runtime.Object
}

// Compile reads the policies among the objects of a YAML stream, strictly, and compiles them
// for a Kubernetes whose API server may be rolled back to a version. What was compiled is
// held to that version as when a policy is created.
func Compile(stream string, at *version.Version, params runtime.Object) (*Policies, error) {
	var all Policies
	for document := range strings.SplitSeq(stream, "\n---\n") {
		var kind meta.TypeMeta
		if err := yaml.Unmarshal([]byte(document), &kind); err != nil {
			return nil, err
		}
		// v1beta1 is v1, field by field. Kyverno's policies are those of Kubernetes with a few
		// fields more, as autogen and validationActions: test/crd reads them strictly.
		read := yaml.UnmarshalStrict
		if strings.HasPrefix(kind.APIVersion, "policies.kyverno.io/") {
			read = yaml.Unmarshal
		}
		document = strings.Replace(document, "admissionregistration.k8s.io/v1beta1", "admissionregistration.k8s.io/v1", 1)
		var err error
		switch kind.Kind {
		case "MutatingAdmissionPolicy", "MutatingPolicy":
			all.Mutating = &Mutating{params: params}
			if err = read([]byte(document), &all.Mutating.Policy); err == nil {
				err = all.Mutating.compile(at)
			}
		case "ValidatingAdmissionPolicy", "ValidatingPolicy":
			all.Validating = &Validating{params: params}
			if err = read([]byte(document), &all.Validating.Policy); err == nil {
				err = all.Validating.compile(at)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", kind.Kind, err)
		}
	}
	return &all, nil
}

func newCompiler(at *version.Version) (*plugincel.CompositedCompiler, error) {
	return plugincel.NewCompositedCompiler(environment.MustBaseEnvSet(at))
}

// variables compiles the variables of a policy.
func variables(c *plugincel.CompositedCompiler, all []admissionregistration.Variable, options plugincel.OptionalVariableDeclarations) error {
	var errs []error
	for _, v := range all {
		named := &validating.Variable{Name: v.Name, Expression: v.Expression}
		if result := c.CompileAndStoreVariable(named, options, environment.NewExpressions); result.Error != nil {
			errs = append(errs, fmt.Errorf("variable %s: %w", v.Name, result.Error))
		}
	}
	return errors.Join(errs...)
}

// matcher compiles the conditions of a policy.
func matcher(c *plugincel.CompositedCompiler, all []admissionregistration.MatchCondition, options plugincel.OptionalVariableDeclarations, failure *admissionregistration.FailurePolicyType) (matchconditions.Matcher, error) {
	accessors := make([]plugincel.ExpressionAccessor, len(all))
	for i := range all {
		accessors[i] = (*matchconditions.MatchCondition)(&all[i])
	}
	compiled := c.CompileCondition(accessors, options, environment.NewExpressions)
	return matchconditions.NewMatcher(compiled, failure, "policy", "validate", "ecrcache"), errors.Join(compiled.CompilationErrors()...)
}

func (m *Mutating) compile(at *version.Version) error {
	spec := &m.Policy.Spec
	options := plugincel.OptionalVariableDeclarations{HasParams: spec.ParamKind != nil, HasAuthorizer: true}
	var err error
	if m.compiler, err = newCompiler(at); err != nil {
		return err
	}
	err = variables(m.compiler, spec.Variables, options)
	var conditions error
	m.matcher, conditions = matcher(m.compiler, spec.MatchConditions, options, spec.FailurePolicy)
	if len(spec.Mutations) != 1 || spec.Mutations[0].JSONPatch == nil {
		return fmt.Errorf("%d mutations, want one JSONPatch", len(spec.Mutations))
	}
	options.HasPatchTypes = true
	m.patch = m.compiler.CompileMutatingEvaluator(&patch.JSONPatchCondition{Expression: spec.Mutations[0].JSONPatch.Expression}, options, environment.NewExpressions)
	m.patcher = patch.NewJSONPatcher(m.patch)
	return errors.Join(err, conditions, errors.Join(m.patch.CompilationErrors()...))
}

func (v *Validating) compile(at *version.Version) error {
	spec := &v.Policy.Spec
	options := plugincel.OptionalVariableDeclarations{HasParams: spec.ParamKind != nil, HasAuthorizer: true}
	c, err := newCompiler(at)
	if err != nil {
		return err
	}
	err = variables(c, spec.Variables, options)
	match, conditions := matcher(c, spec.MatchConditions, options, spec.FailurePolicy)
	var checks, messages, annotations []plugincel.ExpressionAccessor
	for _, check := range spec.Validations {
		checks = append(checks, &validating.ValidationCondition{Expression: check.Expression, Message: check.Message, Reason: check.Reason})
		messages = append(messages, &validating.MessageExpressionCondition{MessageExpression: check.MessageExpression})
	}
	for _, a := range spec.AuditAnnotations {
		annotations = append(annotations, &validating.AuditAnnotationCondition{Key: a.Key, ValueExpression: a.ValueExpression})
	}
	message := options
	message.HasAuthorizer = false
	compiled := [...]plugincel.ConditionEvaluator{
		c.CompileCondition(checks, options, environment.NewExpressions),
		c.CompileCondition(annotations, options, environment.NewExpressions),
		c.CompileCondition(messages, message, environment.NewExpressions),
	}
	v.validator = validating.NewValidator(compiled[0], match, compiled[1], compiled[2], spec.FailurePolicy, nil)
	for _, part := range compiled {
		err = errors.Join(err, errors.Join(part.CompilationErrors()...))
	}
	return errors.Join(err, conditions)
}

// Apply is the Pod that the policy makes of one, nil where its conditions leave it out.
func (m *Mutating) Apply(pod, old *core.Pod) (*core.Pod, error) {
	return m.apply(pod, attributesOf(pod, old))
}

func (m *Mutating) apply(pod *core.Pod, attributes *admission.VersionedAttributes) (*core.Pod, error) {
	ctx := m.compiler.CreateContext(context.Background())
	matched := m.matcher.Match(ctx, attributes, m.params, nil)
	if matched.Error != nil || !matched.Matches {
		return nil, matched.Error
	}
	out, err := m.patcher.Patch(ctx, patch.Request{
		MatchedResource:     pods,
		VersionedAttributes: attributes,
		ObjectInterfaces:    interfaces,
		OptionalVariables:   plugincel.OptionalVariableBindings{VersionedParams: m.params},
		Namespace:           namespaceOf(pod),
	}, limits.RuntimeCELCostBudget)
	if err != nil {
		return nil, err
	}
	return out.(*core.Pod), nil
}

// Cost is what an evaluation costs, of the 10,000,000 that a policy may.
func (m *Mutating) Cost(pod, old *core.Pod) (int64, error) {
	ctx := m.compiler.CreateContext(context.Background())
	attributes := attributesOf(pod, old)
	request := plugincel.CreateAdmissionRequest(attributes.Attributes, meta.GroupVersionResource(pods), meta.GroupVersionKind(podKind))
	result, left, err := m.patch.ForInput(ctx, attributes, request, plugincel.OptionalVariableBindings{VersionedParams: m.params}, namespaceOf(pod), limits.RuntimeCELCostBudget)
	if err != nil {
		return 0, err
	}
	return limits.RuntimeCELCostBudget - left, result.Error
}

// Check is what the policy says of a Pod: the messages and the annotations of the audit log.
func (v *Validating) Check(pod, old *core.Pod) (messages []string, left string, err error) {
	return v.check(pod, attributesOf(pod, old))
}

func (v *Validating) check(pod *core.Pod, attributes *admission.VersionedAttributes) (messages []string, left string, err error) {
	result := v.validator.Validate(context.Background(), pods, attributes, v.params, namespaceOf(pod), limits.RuntimeCELCostBudget, nil)
	for _, d := range result.Decisions {
		switch d.Evaluation {
		case validating.EvalDeny:
			messages = append(messages, d.Message)
		case validating.EvalError:
			err = errors.Join(err, errors.New(d.Message))
		}
	}
	for _, a := range result.AuditAnnotations {
		if a.Action == validating.AuditAnnotationActionPublish {
			left = a.Value
		}
	}
	return messages, left, err
}
