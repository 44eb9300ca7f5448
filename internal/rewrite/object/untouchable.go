package object

import (
	"regexp"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Untouchable returns why nothing in the object may change, and false when it may.
func (o *Object) Untouchable() (reason.Reason, bool) {
	if o.isFunction {
		return reason.Function, true
	}
	if why, ok := objectReasons[fields.ObjectKind{Group: o.Kind.Group, Kind: o.Kind.Kind}]; ok {
		return why, true
	}
	if why, ok := groupReasons[o.Kind.Group]; ok {
		return why, true
	}
	if o.isSchema {
		return reason.Schema, true
	}
	return reason.SOPS, o.isSigned
}

// isSchema reports whether a document is a JSON Schema, such as that of a chart's values: by the schema of
// schemas that it names, or by its file. A document that names a schema of its own is none.
// https://json-schema.org/draft/2020-12/json-schema-core#name-the-schema-keyword
// https://helm.sh/docs/topics/charts/#schema-files
func isSchema(root *yamlbytes.Node, file string) bool {
	if root.Text("apiVersion") != "" || root == nil || root.Kind != yamlbytes.Mapping {
		return false
	}
	_, address, _ := strings.Cut(root.Text("$schema"), "://")
	return strings.HasPrefix(address, "json-schema.org/") || schemaFile.MatchString(file)
}

// schemaFile matches values.schema.json, schema.json, values-schema.json.
var schemaFile = regexp.MustCompile(`(^|[/._-])schema\.json$`)

// objectReasons and groupReasons are why objects of a kind, or of a group, never change.
var objectReasons = map[fields.ObjectKind]reason.Reason{
	{Kind: "Secret"}: reason.Secret,
	{Group: FluxImageGroup, Kind: "ImageRepository"}: reason.ImageScan,
	// https://github.com/openshift/api/tree/master/config/v1 and operator/v1alpha1
	{Group: "config.openshift.io", Kind: "ImageContentPolicy"}:         reason.Mirror,
	{Group: "config.openshift.io", Kind: "ClusterImagePolicy"}:         reason.Policy,
	{Group: "config.openshift.io", Kind: "ImagePolicy"}:                reason.Policy,
	{Group: "config.openshift.io", Kind: "ImageDigestMirrorSet"}:       reason.Mirror,
	{Group: "config.openshift.io", Kind: "ImageTagMirrorSet"}:          reason.Mirror,
	{Group: "config.openshift.io", Kind: "Image"}:                      reason.Mirror,
	{Group: "operator.openshift.io", Kind: "ImageContentSourcePolicy"}: reason.Mirror,
}

var groupReasons = map[string]reason.Reason{
	"apiextensions.k8s.io":             reason.CRD,
	"kyverno.io":                       reason.Policy,
	"policies.kyverno.io":              reason.Policy,
	"constraints.gatekeeper.sh":        reason.Policy,
	"policy.sigstore.dev":              reason.Policy,
	"admissionregistration.k8s.io":     reason.Policy,
	"kpt.dev":                          reason.Function,
	"cilium.io":                        reason.NetworkRule,
	"networking.istio.io":              reason.NetworkRule,
	"argocd-image-updater.argoproj.io": reason.Updater, // https://github.com/argoproj-labs/argocd-image-updater/tree/master/api
	"kargo.akuity.io":                  reason.Updater, // https://github.com/akuity/kargo/tree/main/api
	"mirror.openshift.io":              reason.Mirror,  // https://github.com/openshift/oc-mirror
	"content.hauler.cattle.io":         reason.Mirror,  // https://github.com/hauler-dev/hauler/blob/main/pkg/consts/consts.go
	"collection.hauler.cattle.io":      reason.Mirror,
	"kuik.enix.io":                     reason.Mirror, // https://github.com/enix/kube-image-keeper/tree/main/api/kuik
	"ecr.services.k8s.aws":             reason.CacheRule,
	"ecr.aws.upbound.io":               reason.CacheRule,
	"ecr.aws.m.upbound.io":             reason.CacheRule,
}

// pullers are the programs that pull the images of a group's objects, where that is not the
// kubelet. They do not have the kubelet's credentials for the cache, so a pull through it
// would fail.
var pullers = map[string]string{
	"pkg.crossplane.io":             "Crossplane's package manager",
	"meta.pkg.crossplane.io":        "Crossplane's package manager",
	"controlplane.cluster.x-k8s.io": "kubeadm",
	"bootstrap.cluster.x-k8s.io":    "kubeadm",
	"kubeadm.k8s.io":                "kubeadm",
	"olm.operatorframework.io":      "catalogd",
	"kappctrl.k14s.io":              "kapp-controller",
	"packaging.carvel.dev":          "kapp-controller",
	"policies.kubewarden.io":        "Kubewarden's policy server",
	"cdi.kubevirt.io":               "KubeVirt's importer",
	"zarf.dev":                      "Zarf",
}

// OtherPuller returns the reason for images that the kubelet does not pull, and false for an
// object whose images it pulls.
func (o *Object) OtherPuller() (reason.Reason, bool) {
	who, there := pullers[o.Kind.Group]
	why := reason.OtherPuller
	why.Message = who + why.Message
	return why, there
}
