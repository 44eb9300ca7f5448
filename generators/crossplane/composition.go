package crossplane

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// The two functions of the pipeline, at the releases that the template was tried with.
const (
	templating        = "function-go-templating"
	templatingPackage = "xpkg.crossplane.io/crossplane-contrib/function-go-templating:v0.12.2"
	ready             = "function-auto-ready"
	readyPackage      = "xpkg.crossplane.io/crossplane-contrib/function-auto-ready:v0.6.5"
)

// The composite resource. Its group is one of the configuration's own, so that two
// configurations in one cluster never define one type twice.
const (
	compositeGroup   = ".ecrcache.amerintlxperts.github.io"
	compositeKind    = "Cache"
	compositePlural  = "caches"
	compositeVersion = "v1alpha1"
	compositeName    = "ecr-cache"
)

const (
	apiextensions = "apiextensions.crossplane.io/"
	packages      = "pkg.crossplane.io/v1"
	maxObjectName = 253 // a DNS subdomain
)

// compose puts the resources into a Composition, and gives it with its type, an object
// of that type, and the functions that it needs.
func (r *resources) compose() []object.Object {
	group := plan.ObjectName(r.Owner) + compositeGroup
	name := compositePlural + "." + group
	if len(name) > maxObjectName {
		r.problems.Refuse(plan.Unavailable, "metadata.name", r.Owner, "the type of the Composition has this name within its own, which is too long for Kubernetes then; choose a shorter one")
	}
	all := []object.Object{r.definition(group, name), r.composition(group, name), r.composite(group, name)}
	if r.options.Functions != v1alpha1.FunctionsOmit {
		all = append(all, r.function(templating, templatingPackage), r.function(ready, readyPackage))
	}
	return all
}

// clusterWide begins an object that has no namespace.
func (r *resources) clusterWide(apiVersion, kind, name string, spec object.Map) object.Object {
	o := object.New(r.Plan, apiVersion, kind, name)
	o.Metadata.Namespace = ""
	o.Body = object.Map{{Key: "spec", Value: spec}}
	return o
}

// definition returns the type. For cluster-scoped kinds it is the one that Crossplane v1 knows,
// too, and that v2 still serves.
func (r *resources) definition(group, name string) object.Object {
	spec := object.Map{
		{Key: "group", Value: group},
		{Key: "names", Value: object.Map{{Key: "kind", Value: compositeKind}, {Key: "plural", Value: compositePlural}}},
		{Key: "versions", Value: object.List{object.Map{
			{Key: "name", Value: compositeVersion},
			{Key: "served", Value: true},
			{Key: "referenceable", Value: true},
			{Key: "schema", Value: object.Map{{Key: "openAPIV3Schema", Value: object.Map{
				{Key: "type", Value: "object"},
				{Key: "description", Value: "The pull-through cache in Amazon ECR of the configuration " + r.Owner},
				{Key: "properties", Value: object.Map{{Key: "spec", Value: object.Map{{Key: "type", Value: "object"}}}}},
			}}}},
		}}},
	}
	version := "v2"
	if r.cluster {
		version = "v1"
	} else {
		spec = append(object.Map{{Key: "scope", Value: "Namespaced"}}, spec...)
	}
	return r.clusterWide(apiextensions+version, "CompositeResourceDefinition", name, spec)
}

func (r *resources) composition(group, name string) object.Object {
	return r.clusterWide(apiextensions+"v1", "Composition", name, object.Map{
		{Key: "compositeTypeRef", Value: object.Map{{Key: "apiVersion", Value: group + "/" + compositeVersion}, {Key: "kind", Value: compositeKind}}},
		{Key: "mode", Value: "Pipeline"},
		{Key: "pipeline", Value: object.List{
			object.Map{
				{Key: "step", Value: "resources"},
				{Key: "functionRef", Value: object.Map{{Key: "name", Value: templating}}},
				{Key: "input", Value: object.Map{
					{Key: "apiVersion", Value: "gotemplating.fn.crossplane.io/v1beta1"},
					{Key: "kind", Value: "GoTemplate"},
					{Key: "source", Value: "Inline"},
					{Key: "inline", Value: object.Map{{Key: "template", Value: r.inline()}}},
				}},
			},
			object.Map{{Key: "step", Value: "ready"}, {Key: "functionRef", Value: object.Map{{Key: "name", Value: ready}}}},
		}},
	})
}

// composite returns the one object of the type. Crossplane v2 has its own fields below
// spec.crossplane, v1 directly in spec.
func (r *resources) composite(group, name string) object.Object {
	o := object.New(r.Plan, group+"/"+compositeVersion, compositeKind, compositeName)
	spec := object.Map{{Key: "compositionRef", Value: object.Map{{Key: "name", Value: name}}}}
	if r.cluster {
		o.Metadata.Namespace = ""
	} else {
		spec = object.Map{{Key: "crossplane", Value: spec}}
	}
	o.Body = object.Map{{Key: "spec", Value: spec}}
	return o
}

func (r *resources) function(name, reference string) object.Object {
	return r.clusterWide(packages, "Function", name, object.Map{{Key: "package", Value: reference}})
}

// resourceName returns how a Composition knows a resource.
func resourceName(kind, name string) string { return strings.ToLower(kind) + "-" + name }
