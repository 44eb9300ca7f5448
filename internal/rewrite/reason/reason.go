// Package reason lists why a reference to an upstream stays as it is: one table, with the
// name, the severity and the text of each reason. docs/results.md explains them. The packages of
// internal/rewrite give a finding its reason by it.
package reason

import "github.com/amerintlxperts/ecrcache/internal/finding"

// A Reason is why a reference to an upstream stays as it is. One that a user should act on
// is a warning.
type Reason struct {
	Name     string // stable: the tag reason of a result
	Severity finding.Severity
	Message  string
}

// Reasons that hold for whole objects.
var (
	CRD         = Reason{"crd", finding.Info, "the text of a CustomResourceDefinition is not changed"}
	Schema      = Reason{"schema", finding.Info, "the text of a JSON Schema is not changed"}
	Policy      = Reason{"policy", finding.Warning, "a policy that matches image names may stop matching once images go through the cache; add the cache's name to it"}
	NetworkRule = Reason{"fqdn", finding.Warning, "a network rule for the upstream's host; pulls through the cache go to the ECR host"}
	ImageScan   = Reason{"image-scan", finding.Info, "Flux scans the upstream for new tags; the cache lists only tags that were pulled"}
	Secret      = Reason{"secret", finding.Info, "Secrets are not changed"}
	Function    = Reason{"function", finding.Info, "a function runs where manifests are rendered, not in the cluster; its image and configuration are not changed"}
	CacheRule   = Reason{"cache-rule", finding.Info, "part of a cache itself, which names its upstream"}
	OptedOut    = Reason{"opted-out", finding.Info, "the object opted out by annotation"}
	// OtherPuller is what follows the name of the program that pulls, see Object.OtherPuller.
	OtherPuller = Reason{"other-puller", finding.Info, " pulls it, not the kubelet with its credentials for ECR, so it stays at the upstream; rewrite.fields covers the field where that has credentials, too"}
	// PolicyNamesBoth is for a policy that names the cache beside the upstream, as it should.
	PolicyNamesBoth = Reason{"policy-names-both", finding.Info, "the policy names the cache as well"}
)

// Reasons of values that say where images come from or go to. The kubelet does not pull
// them, and what they are for would break if they moved.
var (
	Updater    = Reason{"updater", finding.Info, "an updater looks for new tags under this name; the cache lists only tags that were pulled"}
	Mirror     = Reason{"mirror", finding.Info, "a rule or a list by which images are mirrored, which names their source"}
	PushTarget = Reason{"push-target", finding.Info, "a build pushes to this name, or may do so; nothing can be pushed to the cache"}
	SOPS       = Reason{"sops", finding.Warning, "SOPS signs this value, too, and would refuse the file once it changes; change it with sops, or encrypt with --mac-only-encrypted"}
)

// Reasons that depend on where in an object the reference is.
var (
	Status    = Reason{"status", finding.Info, "status is written by controllers"}
	Key       = Reason{"key", finding.Info, "keys are not changed"}
	ConfigMap = WithOption{
		Reason{"configmap", finding.Info, "text in a ConfigMap is not changed; rewrite.embedded: true covers YAML and JSON in it"},
		"text in a ConfigMap that is no YAML or JSON with an image field is not changed",
	}
	Argument = WithOption{
		Reason{"args", finding.Warning, "an argument is not changed; rewrite.args: true covers words and options that are one whole reference"},
		"the argument is more than one image reference",
	}
	OCIAddress = WithOption{
		Reason{"oci-url", finding.Info, "OCI addresses of charts and manifests are not changed; rewrite.ociURLs: true covers those of Flux and Argo CD"},
		"the OCI address is in a field that is not known to hold one",
	}
	ChartAddress = Reason{"chart-address", finding.Info, "the address of a chart is not changed: whoever installs the chart reads it, and no node"}
	Annotation   = WithOption{
		Reason{"annotation", finding.Info, "annotations are not changed; rewrite.anyField: true covers those that are one whole reference"},
		"the annotation is more than one image reference",
	}
	Patch          = Reason{"patch", finding.Warning, "a patch that puts this image in is not changed; write the cache's name in the patch"}
	PatchOperation = Reason{"patch", finding.Info, "the operation's path leads to no field that is known to hold an image"}
	Text           = Reason{"text", finding.Info, "the text is more than one image reference"}
	OtherPart      = Reason{"other-part", finding.Info, "the configuration covers another part of this registry"}
	RegistryName   = Reason{"registry-name", finding.Warning, "a registry's name alone is not changed: it is not known here which names are joined to it, and at Docker Hub those of one word need library/ in the cache; an image that names its registry itself is moved"}
	UnknownField   = Reason{"unknown-field", finding.Warning, "not a known image field"}
	Excluded       = Reason{"excluded", finding.Info, "the configuration excludes it"}
	// Substitute is for a value that Flux puts in for a variable. The fields that use the variable
	// are written elsewhere, often in another repository.
	Substitute = Reason{"substitute", finding.Warning, "Flux puts this in for a variable, and an image that contains it is pulled from the upstream"}
	// HubWord is for one word at Docker Hub where nothing says what it is: the image
	// docker.io/nginx is library/nginx in the cache, but docker.io/amerintlxperts, to which
	// names are joined, is not.
	HubWord = Reason{"hub-word", finding.Warning, "one word at Docker Hub without a tag may be an image, which is library/… in the cache, or the first part of names that are joined to it; write docker.io/library/NAME, or a tag, or the cache's name"}
)

// Reasons that come from what kustomize does with the reference.
var (
	KustomizeMatch    = Reason{"match", finding.Info, "kustomize finds the images to change by this name"}
	RenamedEverywhere = Reason{"placeholder", finding.Info, "every kustomization that uses it gives the image another name"}
	ByPosition        = Reason{"by-position", finding.Warning, "a replacement of kustomize counts the parts of the name between slashes, of which the cache's has one more; replace the whole name, or rewrite when manifests are rendered"}
	SuffixTwice       = Reason{"suffix-twice", finding.Warning, "kustomize would add the tagSuffix of the entry of images that finds it once more, because the entry would find it under its new name, too; write the whole tag as newTag instead of the tagSuffix"}
	NewNameSuffixed   = Reason{"new-name-suffixed", finding.Info, "the newName stays in the cache: were it the entry's name, kustomize would add the tagSuffix once more"}
	NewNameShared     = Reason{"new-name-shared", finding.Info, "the newName stays in the cache: an image that may not change, such as that of an object that opted out, gets its name in the cache by the entry, too"}
	ForLeft           = Reason{"for-left", finding.Info, "the entry of images gives this name to images that stay where they are, as their own results say"}
	WasInCache        = Reason{"was-in-cache", finding.Info, "the newName was in the cache before the manifests were rewritten, as the copy after the entry shows, so it stays"}
	SharedFile        = Reason{"shared-file", finding.Warning, "its file is not for the configuration of this build alone, so it stays, and no entry of kustomize's images reaches it; move the object into a file below the configuration, or patch it there"}
	OtherBuild        = Reason{"other-build", finding.Warning, "it builds a directory of another configuration, so nothing in it is rewritten by this one; move it below that configuration"}
	Copied            = Reason{"copied", finding.Warning, "kustomize copies this text into an image, and it stays; name the field in rewrite.fields, write the image where it is used, or rewrite when manifests are rendered"}
)

// Reasons of names in a chart's values.
var (
	ShortName       = Reason{"short-name", finding.Warning, "a name without a registry: the chart may put one before it, which is not known here"}
	CoveredName     = Reason{"covered-name", finding.Info, "a name without a registry: the chart most likely joins it to the registry in a map above, or in global; it is not changed"}
	SkippedRegistry = Reason{"skipped-registry", finding.Warning, "the chart begins an image with this name, without the registry beside it; write the registry into the name, and remove the key of the registry"}
	TwoRegistries   = Reason{"two-registries", finding.Warning, "the name has a registry, and there is another one in the same map or in global, which the chart may put before it; remove one of the two"}
)

// A WithOption is a reason that an option of the configuration may remove. It says why the
// reference stays without the option, and with it.
type WithOption struct {
	Reason
	withOption string
}

// When returns the reason for when the option is on, or off.
func (o WithOption) When(on bool) Reason {
	if on {
		o.Message = o.withOption
	}
	return o.Reason
}
