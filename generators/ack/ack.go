// Package ack turns a plan into objects of AWS Controllers for Kubernetes: the ECR, Secrets
// Manager and IAM controllers, and those of what else is asked for
// (https://aws-controllers-k8s.github.io/docs/).
//
// Package generators uses it. A program that has a plan may call its Generator alone: the objects
// have no owner then, and the files no header.
package ack

import (
	"encoding/json"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// The API versions of the controllers.
const (
	ecr            = "ecr.services.k8s.aws/v1alpha1"
	secretsManager = "secretsmanager.services.k8s.aws/v1alpha1"
	iam            = "iam.services.k8s.aws/v1alpha1"
	ssm            = "ssm.services.k8s.aws/v1alpha1"
	ec2            = "ec2.services.k8s.aws/v1alpha1"
	sns            = "sns.services.k8s.aws/v1alpha1"
	eventBridge    = "eventbridge.services.k8s.aws/v1alpha1"
	cloudWatch     = "cloudwatch.services.k8s.aws/v1alpha1"
)

// Generator generates for ACK. Options are spec.infrastructure.ack of a configuration,
// nil for the defaults.
type Generator struct{ Options *v1alpha1.ACK }

// Generate makes the objects of a plan, and reports what ACK has no kind for.
func (g Generator) Generate(p *plan.Plan) (object.Output, []plan.Problem) {
	r := &resources{Plan: p, options: v1alpha1.ACK{DeletionPolicy: "retain"}}
	if g.Options != nil {
		r.options = *g.Options
	}
	var objects []object.Object
	for i := range p.Credentials {
		objects = append(objects, r.secret(&p.Credentials[i]))
	}
	for _, role := range p.Roles() {
		objects = append(objects, r.role(role))
	}
	for i := range p.Rules {
		objects = append(objects, r.rule(&p.Rules[i]))
	}
	for i := range p.Templates {
		objects = append(objects, r.template(&p.Templates[i]))
	}
	for i := range p.Repositories {
		objects = append(objects, r.repository(&p.Repositories[i]))
	}
	if p.NodePolicy != nil {
		objects = append(objects, r.policy(p.NodePolicy))
	}
	for i := range p.Parameters {
		objects = append(objects, r.parameter(&p.Parameters[i]))
	}
	if p.Network != nil {
		objects = append(objects, r.endpoints(p.Network)...)
	}
	if p.Monitoring != nil {
		objects = append(objects, r.monitoring(p.Monitoring)...)
	}
	return object.Output{Objects: append(append(objects, object.PushSecrets(p)...), object.Outputs(p)...), Files: object.Upstreams(p)}, append(r.missing(), r.otherNamespaces()...)
}

// resources makes the objects of one plan.
type resources struct {
	*plan.Plan
	options v1alpha1.ACK
}

// missing reports what ACK cannot express
// (https://aws-controllers-k8s.github.io/community/reference/).
func (r *resources) missing() []plan.Problem {
	var ps []plan.Problem
	add := func(path, message string) {
		ps = append(ps, plan.Problem{Code: plan.Unavailable, Severity: plan.Warning, Field: plan.Field{Path: path}, Message: message})
	}
	if r.RegistryPolicy != nil {
		add("spec.infrastructure.registryPolicy", "not available with ACK, which has no kind for a registry policy; none is generated: put it with Crossplane, Terraform or aws ecr put-registry-policy, or give the principals an IAM policy (nodePolicy)")
	}
	if r.Scanning != nil {
		add("spec.infrastructure.scanning", "not available with ACK, which has no kind for a registry's scanning configuration; none is generated: put it with Crossplane, Terraform or aws ecr put-registry-scanning-configuration")
	}
	for i := range r.Credentials {
		c := &r.Credentials[i]
		// A window of 0 is an immediate deletion, which matters only where ACK deletes.
		if c.RecoveryGiven || c.RecoveryWindow == 0 && r.options.DeletionPolicy == "delete" {
			add("spec.infrastructure.recoveryWindowInDays", "not available with ACK, whose Secret has no such field; a secret that is deleted with its object can be recovered for as long as Secrets Manager decides (30 days)")
			break
		}
	}
	return ps
}

// otherNamespaces warns of Secrets in other namespaces, which ACK will soon not read any more.
func (r *resources) otherNamespaces() []plan.Problem {
	var ps plan.Problems
	for i := range r.Credentials {
		c := &r.Credentials[i]
		if given := c.KubernetesSecret.Namespace; given != "" && r.Meta.Namespace != "" && given != r.Meta.Namespace {
			ps.Warn(plan.NamespaceElsewhere, c.Path+".kubernetesSecret.namespace", given,
				"ACK is about to read Secrets of other namespaces only where its controller runs with --enable-cross-namespace (https://github.com/aws-controllers-k8s/runtime/blob/v0.61.0/pkg/runtime/reconciler.go); put the Secret into the namespace "+r.Meta.Namespace+", or run the controller so")
		}
	}
	return ps
}

// regional begins an object of a Region with ACK's own annotations
// (https://aws-controllers-k8s.github.io/docs/guides/). identity is what identifies the
// resource in AWS; ACK adopts by it what is there already.
func (r *resources) regional(apiVersion, kind, name string, identity ...plan.Pair) object.Object {
	o := r.global(apiVersion, kind, name, identity...)
	o.Metadata.Annotations = o.Metadata.Annotations.Set("services.k8s.aws/region", r.Registry.Region)
	return o
}

// global begins an object that belongs to no Region. A resource whose ID AWS chooses has no
// identity beforehand, and is not adopted.
func (r *resources) global(apiVersion, kind, name string, identity ...plan.Pair) object.Object {
	o := object.New(r.Plan, apiVersion, kind, name)
	annotations := &o.Metadata.Annotations
	*annotations = annotations.Set("services.k8s.aws/deletion-policy", r.options.DeletionPolicy)
	if r.options.AdoptionPolicy != "" && len(identity) > 0 {
		*annotations = annotations.Set("services.k8s.aws/adoption-policy", r.options.AdoptionPolicy)
		*annotations = annotations.Set("services.k8s.aws/adoption-fields", adoptionFields(identity))
	}
	return o
}

// adoptionFields returns the JSON by which a controller finds what it adopts, such as
// {"ecrRepositoryPrefix":"ghcr"}. The policy adopt requires it. With adopt-or-create the
// controller would look in the spec, which does not identify a secret or a policy
// (https://aws-controllers-k8s.github.io/docs/guides/adoption).
func adoptionFields(identity []plan.Pair) string {
	fields := map[string]string{}
	for _, p := range identity {
		fields[p.Name] = p.Value
	}
	text, err := json.Marshal(fields) // sorts the keys
	if err != nil {                   // strings always encode
		return ""
	}
	return string(text)
}

// tags returns AWS tags in the form of ACK's objects.
func tags(pairs []plan.Pair) object.List {
	var list object.List
	for _, p := range pairs {
		list = append(list, object.Map{{Key: "key", Value: p.Name}, {Key: "value", Value: object.KeepEmpty(p.Value)}})
	}
	return list
}
