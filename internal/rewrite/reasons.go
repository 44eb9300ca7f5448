package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// A reason is why a reference to an upstream stays where it stands.
type reason struct {
	name     string // stable, in the tag reason of a result
	severity finding.Severity
	message  string
}

// The reasons. Those that a reader should act on are warnings.
var (
	inDefinition = reason{"crd", finding.Info, "the text of a CustomResourceDefinition is not changed"}
	inPolicy     = reason{"policy", finding.Warning, "a policy that matches image names may stop matching once images go through the cache; add the cache's name to it"}
	inNetwork    = reason{"fqdn", finding.Warning, "a network rule for the upstream's host; pulls through the cache go to the ECR host"}
	inScan       = reason{"image-scan", finding.Info, "Flux scans the upstream for new tags; the cache lists only tags that were pulled"}
	inSecret     = reason{"secret", finding.Info, "Secrets are not changed"}
	inFunction   = reason{"function", finding.Info, "a function runs where manifests are rendered, not in the cluster; its image and configuration are not changed"}
	inRule       = reason{"cache-rule", finding.Info, "part of a cache itself, which names its upstream"}
	inStatus     = reason{"status", finding.Info, "status is written by controllers"}
	inConfigMap  = reasonWithOption{
		reason{"configmap", finding.Info, "text in a ConfigMap is not changed; rewrite.embedded: true covers YAML and JSON in it"},
		"text in a ConfigMap that is no YAML or JSON with an image field is not changed",
	}
	inArgs = reasonWithOption{
		reason{"args", finding.Warning, "an argument is not changed; rewrite.args: true covers words and options that are one whole reference"},
		"the argument is more than one image reference",
	}
	inOCIURL = reasonWithOption{
		reason{"oci-url", finding.Info, "OCI addresses of charts and manifests are not changed; rewrite.ociURLs: true covers those of Flux and Argo CD"},
		"the OCI address stands in a field that is not known to hold one",
	}
	inAnnotation = reasonWithOption{
		reason{"annotation", finding.Info, "annotations are not changed; rewrite.anyField: true covers those that are one whole reference"},
		"the annotation is more than one image reference",
	}
	inPatch          = reason{"patch", finding.Warning, "a patch that puts this image in is not changed; write the cache's name in the patch"}
	inKey            = reason{"key", finding.Info, "keys are not changed"}
	inMatch          = reason{"match", finding.Info, "kustomize finds the images to change by this name"}
	isPlaceholder    = reason{"placeholder", finding.Info, "every kustomization that uses it gives the image another name"}
	byPosition       = reason{"by-position", finding.Warning, "a replacement of kustomize counts the parts of the name between slashes, of which the cache's has one more; replace the whole name, or rewrite when manifests are rendered"}
	suffixTwice      = reason{"suffix-twice", finding.Warning, "kustomize would add the tagSuffix of the entry of images that finds it once more, because the entry would find it under its new name, too; write the whole tag as newTag instead of the tagSuffix"}
	newNameSuffixed  = reason{"new-name-suffixed", finding.Info, "the newName stays in the cache: were it the entry's name, kustomize would add the tagSuffix once more"}
	newNameShared    = reason{"new-name-shared", finding.Info, "the newName stays in the cache: an image that may not change, such as that of an object that opted out, gets its name in the cache by the entry, too"}
	forLeft          = reason{"for-left", finding.Info, "the entry of images gives this name to images that stay where they are, which is told of them"}
	wasInCache       = reason{"was-in-cache", finding.Info, "the newName was in the cache before the manifests were rewritten, as the copy behind the entry tells, so it stays"}
	isShared         = reason{"shared-file", finding.Warning, "its file is not for the configuration of this build alone, so it stays, and no entry of kustomize's images reaches it; move the object into a file below the configuration, or patch it there"}
	isOfOther        = reason{"other-build", finding.Warning, "it builds a directory of another configuration, so nothing in it is rewritten by this one; move it below that configuration"}
	isCopied         = reason{"copied", finding.Warning, "kustomize copies this text into an image, and it stays; name the field in rewrite.fields, write the image where it is used, or rewrite when manifests are rendered"}
	inOperation      = reason{"patch", finding.Info, "the operation's path leads to no field that is known to hold an image"}
	inText           = reason{"text", finding.Info, "the text is more than one image reference"}
	inRegistryName   = reason{"registry-name", finding.Warning, "a registry's name alone is not changed: it is not known here which names are joined to it, and at Docker Hub those of one word need library/ in the cache; an image that names its registry itself is moved"}
	shortName        = reason{"short-name", finding.Warning, "a name without a registry: the chart may put one before it, which is not known here"}
	coveredName      = reason{"covered-name", finding.Info, "a name without a registry: the chart most likely joins it to the registry in a map above, or in global; it is not changed"}
	skippedRegistry  = reason{"skipped-registry", finding.Warning, "the chart begins an image with this name, without the registry beside it; write the registry into the name, and remove the key of the registry"}
	twoRegistries    = reason{"two-registries", finding.Warning, "the name has a registry, and another one stands beside it or in global, which the chart may put before it; remove one of the two"}
	pulledByOthers   = reason{"other-puller", finding.Info, " pulls it, not the kubelet with its credentials for ECR, so it stays at the upstream; rewrite.fields covers the field where that has credentials, too"}
	optedOut         = reason{"opted-out", finding.Info, "the object opted out by annotation"}
	excludedByConfig = reason{"excluded", finding.Info, "the configuration excludes it"}
	inField          = reason{"unknown-field", finding.Warning, "not a known image field"}
)

// A reasonWithOption is of a place that the configuration can have rewritten: why it stays
// without the option, and why it stays with it.
type reasonWithOption struct {
	reason
	withOption string
}

func (o reasonWithOption) when(on bool) reason {
	if on {
		o.message = o.withOption
	}
	return o.reason
}

// untouchable returns why nothing in the object is ever rewritten.
func (o *object) untouchable() (reason, bool) {
	if o.isFunction {
		return inFunction, true
	}
	if why, ok := objectReasons[fields.ObjectKind{Group: o.kind.Group, Kind: o.kind.Kind}]; ok {
		return why, true
	}
	if why, ok := groupReasons[o.kind.Group]; ok {
		return why, true
	}
	return inSOPS, o.isSigned
}

// objectReasons and groupReasons are the reasons that hold for whole objects.
var objectReasons = map[fields.ObjectKind]reason{
	{Kind: "Secret"}: inSecret,
	{Group: "image.toolkit.fluxcd.io", Kind: "ImageRepository"}: inScan,
	// https://github.com/openshift/api/tree/master/config/v1 and operator/v1alpha1
	{Group: "config.openshift.io", Kind: "ImageContentPolicy"}:         inMirrors,
	{Group: "config.openshift.io", Kind: "ClusterImagePolicy"}:         inPolicy,
	{Group: "config.openshift.io", Kind: "ImagePolicy"}:                inPolicy,
	{Group: "config.openshift.io", Kind: "ImageDigestMirrorSet"}:       inMirrors,
	{Group: "config.openshift.io", Kind: "ImageTagMirrorSet"}:          inMirrors,
	{Group: "config.openshift.io", Kind: "Image"}:                      inMirrors,
	{Group: "operator.openshift.io", Kind: "ImageContentSourcePolicy"}: inMirrors,
}

var groupReasons = map[string]reason{
	"apiextensions.k8s.io":             inDefinition,
	"kyverno.io":                       inPolicy,
	"policies.kyverno.io":              inPolicy,
	"constraints.gatekeeper.sh":        inPolicy,
	"policy.sigstore.dev":              inPolicy,
	"admissionregistration.k8s.io":     inPolicy,
	"kpt.dev":                          inFunction,
	"cilium.io":                        inNetwork,
	"networking.istio.io":              inNetwork,
	"argocd-image-updater.argoproj.io": inUpdater, // https://github.com/argoproj-labs/argocd-image-updater/tree/master/api
	"kargo.akuity.io":                  inUpdater, // https://github.com/akuity/kargo/tree/main/api
	"mirror.openshift.io":              inMirrors, // https://github.com/openshift/oc-mirror
	"content.hauler.cattle.io":         inMirrors, // https://github.com/hauler-dev/hauler/blob/main/pkg/consts/consts.go
	"collection.hauler.cattle.io":      inMirrors,
	"kuik.enix.io":                     inMirrors, // https://github.com/enix/kube-image-keeper/tree/main/api/kuik
	"ecr.services.k8s.aws":             inRule,
	"ecr.aws.upbound.io":               inRule,
	"ecr.aws.m.upbound.io":             inRule,
}

// pullers are what pulls the images that objects of a group name, where that is not
// the kubelet, whose credentials reach the cache. A field of the configuration would
// move the name, and the pull would fail.
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

// otherPuller is the reason of an object whose images the kubelet does not pull.
func (o *object) otherPuller() (reason, bool) {
	who, there := pullers[o.kind.Group]
	why := pulledByOthers
	why.message = who + why.message
	return why, there
}
