package v1alpha1

// Rewrite says what is rewritten, and how.
type Rewrite struct {
	// Write writes the new references. Check changes nothing, and is an error for each reference
	// that Write would change.
	// +kubebuilder:validation:Enum=Write;Check
	// +kubebuilder:default=Write
	// +ecrcache:configMap=mode
	Mode string `json:"mode,omitempty"`

	// Rewrite moves references to the cache, Restore moves them back.
	// +kubebuilder:validation:Enum=Rewrite;Restore
	// +kubebuilder:default=Rewrite
	// +ecrcache:configMap=direction
	Direction string `json:"direction,omitempty"`

	// What becomes of digests. Keep keeps them, Drop removes them where there is a tag, Upstream
	// leaves such references alone.
	// +kubebuilder:validation:Enum=Keep;Drop;Upstream
	// +kubebuilder:default=Keep
	// +ecrcache:configMap=digests
	Digests string `json:"digests,omitempty"`

	// More fields that hold images, in the syntax of kustomize's fieldSpec.
	// +ecrcache:configMap=fields
	Fields []Field `json:"fields,omitempty"`

	// Charts whose values mean Docker Hub by names without a registry: globs over the names of the
	// objects that hold such values, and over the paths of values files.
	// +kubebuilder:validation:items:MinLength=1
	// +kubebuilder:validation:items:MaxLength=253
	// +ecrcache:items:accepts=a glob such as shop or **/values.yaml
	// +ecrcache:configMap=shortNames
	ShortNames []string `json:"shortNames,omitempty"`

	// Also rewrite the addresses of charts and manifests in registries.
	// +kubebuilder:default=false
	// +ecrcache:configMap=ociURLs
	OCIURLs bool `json:"ociURLs,omitempty"`

	// Also rewrite references in args and command.
	// +kubebuilder:default=false
	// +ecrcache:configMap=args
	Args bool `json:"args,omitempty"`

	// Also rewrite YAML and JSON in strings.
	// +kubebuilder:default=false
	// +ecrcache:configMap=embedded
	Embedded bool `json:"embedded,omitempty"`

	// Also rewrite every scalar, in any kind, that is one whole reference of an upstream.
	// +kubebuilder:default=false
	// +ecrcache:configMap=anyField
	AnyField bool `json:"anyField,omitempty"`

	// Only rewrite in what one of these selects; in everything by default.
	// +ecrcache:configMap=includeObjects
	Include []Selector `json:"include,omitempty"`

	// Do not rewrite in what one of these selects, also when it is included.
	// +ecrcache:configMap=excludeObjects
	Exclude []Selector `json:"exclude,omitempty"`

	// Remove takes imagePullSecrets out where every image goes through the cache.
	// +kubebuilder:validation:Enum=Keep;Remove
	// +kubebuilder:default=Keep
	// +ecrcache:configMap=pullSecrets
	PullSecrets string `json:"pullSecrets,omitempty"`

	// Globs over the names of the pull secrets that Remove takes out; all by default.
	// +kubebuilder:validation:items:MinLength=1
	// +kubebuilder:validation:items:MaxLength=253
	// +ecrcache:items:accepts=a glob such as ghcr-*
	// +ecrcache:configMap=pullSecretNames
	PullSecretNames []string `json:"pullSecretNames,omitempty"`

	// How many results of one code and reason are listed; what is left out is counted. 0 lists all.
	// +kubebuilder:default=1000
	// +ecrcache:accepts=a number from 0
	// +ecrcache:configMap=maxResults
	MaxResults *int `json:"maxResults,omitempty"`
}

// Field is a field that holds images, in the syntax of kustomize's fieldSpec.
type Field struct {
	// The API group of the objects; every group by default.
	Group string `json:"group,omitempty"`

	// The API version of the objects; every version by default.
	Version string `json:"version,omitempty"`

	// The kind of the objects; every kind by default.
	Kind string `json:"kind,omitempty"`

	// The way from the object's root to the field.
	// +kubebuilder:validation:MinLength=1
	// +ecrcache:accepts=keys joined by /, with [] after a list and * for any key, such as spec/template/spec/containers[]/image
	Path string `json:"path"`

	// How the image is written there. Reference is a whole reference, Repository one with its tag
	// beside it, ImageMap a map of repository and tag, KustomizeImage an entry of kustomize's
	// images.
	// +kubebuilder:validation:Enum=Reference;Repository;ImageMap;KustomizeImage
	// +kubebuilder:default=Reference
	Form string `json:"form,omitempty"`
}

// Selector matches objects and containers: all of its globs that are given.
//
// +kubebuilder:validation:MinProperties=1
// +ecrcache:accepts=a map with at least one of kind, name, namespace, container
type Selector struct {
	// A glob over the kind of the object.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=a glob such as Deployment
	Kind string `json:"kind,omitempty"`

	// A glob over the name of the object.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=a glob such as web-*
	Name string `json:"name,omitempty"`

	// A glob over the namespace of the object; an object without one has an empty one.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=a glob such as web-*
	Namespace string `json:"namespace,omitempty"`

	// A glob over the name of the container; images outside containers do not match.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=a glob such as web-*
	Container string `json:"container,omitempty"`
}

// The values of Rewrite.Mode.
const (
	ModeWrite = "Write"
	ModeCheck = "Check"
)

// The values of Rewrite.Direction.
const (
	DirectionRewrite = "Rewrite"
	DirectionRestore = "Restore"
)

// The values of Rewrite.Digests.
const (
	DigestsKeep     = "Keep"
	DigestsDrop     = "Drop"
	DigestsUpstream = "Upstream"
)

// The values of Rewrite.PullSecrets.
const (
	PullSecretsKeep   = "Keep"
	PullSecretsRemove = "Remove"
)

// The values of Field.Form.
const (
	FormReference      = "Reference"
	FormRepository     = "Repository"
	FormImageMap       = "ImageMap"
	FormKustomizeImage = "KustomizeImage"
)
