// Package crossplane turns a plan into managed resources of Crossplane's
// provider-aws (https://marketplace.upbound.io/providers/upbound/provider-family-aws),
// namespaced as in Crossplane v2, or cluster-scoped.
//
// Package generators uses it. A program that has a plan may call its Generator alone: the
// objects have no owner then, and the files no header.
package crossplane

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// Generator generates for Crossplane; Cluster for its cluster-scoped kinds. Options are
// spec.infrastructure.crossplane of a configuration, nil for the defaults.
type Generator struct {
	Cluster bool
	Options *v1alpha1.Crossplane
}

// Generate makes the resources of a plan, and reports what needs a second step.
func (g Generator) Generate(p *plan.Plan) (object.Output, []plan.Problem) {
	r := &resources{Plan: p, cluster: g.Cluster, problems: p.Singletons()}
	if g.Options != nil {
		r.options = *g.Options
	}
	for i := range p.Credentials {
		r.secret(&p.Credentials[i])
	}
	for _, role := range p.Roles() {
		r.role(role)
	}
	for i := range p.Rules {
		r.rule(&p.Rules[i])
	}
	for i := range p.Templates {
		r.template(&p.Templates[i])
	}
	for i := range p.Repositories {
		r.repository(&p.Repositories[i])
	}
	r.registry()
	if n := p.NodePolicy; n != nil {
		r.policy(n)
	}
	for i := range p.Parameters {
		r.parameter(&p.Parameters[i])
	}
	if p.Network != nil {
		r.endpoints(p.Network)
	}
	if p.Monitoring != nil {
		r.monitoring(p.Monitoring)
	}
	objects := r.objects
	if r.options.Composition {
		objects = r.compose()
	}
	return object.Output{Objects: append(append(objects, object.PushSecrets(p)...), object.Outputs(p)...), Files: object.Upstreams(p)}, r.problems
}

// resources collects what is generated for one plan.
type resources struct {
	*plan.Plan
	cluster  bool
	options  v1alpha1.Crossplane
	objects  []object.Object
	problems plan.Problems
	// waiting maps the rules of a Composition that need the ARN of a secret to that secret,
	// both by their resource names.
	waiting map[string]string
}

// group returns the API group of a service, which differs by scope.
func (r *resources) group(service string) string {
	if r.cluster {
		return service + ".aws.upbound.io"
	}
	return service + ".aws.m.upbound.io"
}

// add adds a resource of a service in the registry's Region.
func (r *resources) add(service, version, kind, name string, parameters object.Map) *object.Object {
	return r.addGlobal(service, version, kind, name, append(object.Map{{Key: "region", Value: r.Registry.Region}}, parameters...))
}

// addGlobal adds a resource that belongs to no Region.
func (r *resources) addGlobal(service, version, kind, name string, parameters object.Map) *object.Object {
	o := object.New(r.Plan, r.group(service)+"/"+version, kind, name)
	if r.cluster {
		o.Metadata.Namespace = ""
	}
	o.Body = object.Map{{Key: "spec", Value: append(r.management(), object.Field{Key: "forProvider", Value: parameters})}}
	r.objects = append(r.objects, o)
	return &r.objects[len(r.objects)-1]
}

// withoutDelete is what Crossplane may do by default: what is in AWS stays when
// an object is deleted.
var withoutDelete = []string{"Observe", "Create", "Update", "LateInitialize"}

// management returns the fields that say what Crossplane may do with a resource, and with which
// provider configuration.
func (r *resources) management() object.Map {
	policies, deletion := r.options.ManagementPolicies, r.options.DeletionPolicy
	switch {
	case r.cluster && deletion == "" && len(policies) == 0:
		deletion = "Orphan"
	case !r.cluster && len(policies) == 0:
		policies = withoutDelete
	}
	spec := object.Map{
		{Key: "deletionPolicy", Value: deletion},
		{Key: "managementPolicies", Value: object.Texts(policies)},
	}
	if ref := r.options.ProviderConfigRef; ref != nil {
		kind := ref.Kind
		if kind == "" && !r.cluster {
			kind = "ClusterProviderConfig"
		}
		spec = append(spec, object.Field{Key: "providerConfigRef", Value: object.Map{{Key: "kind", Value: kind}, {Key: "name", Value: ref.Name}}})
	}
	return spec
}

// externalName sets the annotation by which Crossplane finds a resource in AWS. It is for kinds
// whose parameters have no name.
func externalName(o *object.Object, name string) {
	o.Metadata.Annotations = o.Metadata.Annotations.Set("crossplane.io/external-name", name)
}

// adopt sets the external name of a resource that may be in AWS already, where the configuration
// asks for that (externalNames). Otherwise the provider sets it when it makes the resource
// (https://docs.crossplane.io/latest/guides/import-existing-resources/).
func (r *resources) adopt(o *object.Object, name string) {
	if r.options.ExternalNames && name != "" {
		externalName(o, name)
	}
}

// secondStep reports that the user must write the ARN of a secret into its rule, because the
// rule's kind has no reference to secrets.
func (r *resources) secondStep(rule *plan.Rule, c *plan.Credential) {
	command := "kubectl get secrets." + r.group("secretsmanager") + " " + c.Name
	if !r.cluster && r.Meta.Namespace != "" {
		command += " --namespace " + r.Meta.Namespace
	}
	r.problems = append(r.problems, plan.Problem{
		Code: plan.SecondStep, Severity: plan.Warning, Field: plan.Field{Path: c.Path},
		Message: fmt.Sprintf("Crossplane's PullThroughCacheRule has no reference to its secret, so no rule is generated for the prefix %s until the ARN is known; set infrastructure.crossplane.composition, which takes one apply, or apply this, run %s -o jsonpath='{.status.atProvider.arn}', and write there arn: with what it prints, and secretName: %s, so that the secret goes on to be made", rule.Prefix, command, c.SecretName),
	})
}
