package owners

import (
	"cmp"
	"strings"
)

// addOrigin adds what an object's metadata says of where it came from. What an object below it has
// said, such as the Pod of a Deployment, stays.
func (o *Owner) addOrigin(object *Object) {
	o.Chart = cmp.Or(o.Chart, chart(object))
	o.Release = cmp.Or(o.Release, release(object))
	o.ManagedBy = cmp.Or(o.ManagedBy, object.Labels["app.kubernetes.io/managed-by"])
	o.AppliedBy = cmp.Or(o.AppliedBy, appliedBy(object))
}

// isOldHelm reports whether labels are those of charts before Helm 3
// (https://helm.sh/docs/chart_best_practices/labels/).
func isOldHelm(o *Object) bool {
	return o.Labels["heritage"] == "Helm" || o.Labels["heritage"] == "Tiller"
}

// chart is the chart and its version, such as podinfo-6.7.0; empty where no label says it.
func chart(o *Object) string {
	if c := o.Labels["helm.sh/chart"]; c != "" || !isOldHelm(o) {
		return c
	}
	return o.Labels["chart"]
}

// release is the release as NAMESPACE/NAME. Helm annotates what it applies, such as a Deployment;
// its Pods have labels alone, if the chart gives them any.
func release(o *Object) string {
	namespace, name := o.Annotations["meta.helm.sh/release-namespace"], o.Annotations["meta.helm.sh/release-name"]
	switch {
	case name != "":
	case o.Labels["app.kubernetes.io/managed-by"] == "Helm" || o.Labels["helm.sh/chart"] != "":
		name = o.Labels["app.kubernetes.io/instance"]
	case isOldHelm(o):
		name = o.Labels["release"]
	}
	if name == "" {
		return ""
	}
	return cmp.Or(namespace, o.At.Namespace) + "/" + name
}

// appliedBy is the object of Flux, Argo CD or Operator Lifecycle Manager that applied this
// one.
func appliedBy(o *Object) string {
	for _, flux := range []struct{ kind, group string }{
		{"HelmRelease", "helm.toolkit.fluxcd.io"}, {"Kustomization", "kustomize.toolkit.fluxcd.io"},
	} {
		if name := o.Labels[flux.group+"/name"]; name != "" {
			return flux.kind + " " + o.Labels[flux.group+"/namespace"] + "/" + name
		}
	}
	// https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
	if app, _, found := strings.Cut(o.Annotations["argocd.argoproj.io/tracking-id"], ":"); found {
		return "Application " + strings.ReplaceAll(app, "_", "/")
	}
	if app := o.Labels["argocd.argoproj.io/instance"]; app != "" {
		return "Application " + app
	}
	// https://olm.operatorframework.io/docs/concepts/crds/clusterserviceversion/
	if kind := o.Labels["olm.owner.kind"]; kind != "" && o.Labels["olm.owner"] != "" {
		return kind + " " + o.Labels["olm.owner.namespace"] + "/" + o.Labels["olm.owner"]
	}
	return ""
}
