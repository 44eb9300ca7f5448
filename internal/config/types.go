package config

// The document's identity.
const (
	Group      = "ecrcache.amerintlxperts.github.io"
	APIVersion = Group + "/v1alpha1"
	Kind       = "PullThroughCache"
)

// OwnerAnnotation names the configuration that an object was generated for. Only
// objects that carry it are ever changed or removed.
const OwnerAnnotation = Group + "/owner"

// PullThroughCache says which registries are pulled through which cache rules
// of one ECR registry, and what is rewritten.
type PullThroughCache struct {
	APIVersion string   `json:"apiVersion"`
	Kind       string   `json:"kind"`
	Metadata   Metadata `json:"metadata,omitempty"`
	Spec       Spec     `json:"spec"`
}

// Metadata is what the program reads of an object's metadata.
type Metadata struct {
	Name        string            `json:"name,omitempty"`
	Namespace   string            `json:"namespace,omitempty"`
	Labels      map[string]string `json:"labels,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

// Spec is the configuration itself.
type Spec struct {
	// AccountID is the 12-digit AWS account of the registry, or a ${VAR}.
	AccountID string `json:"accountID"`
	// Region is the registry's AWS Region, or a ${VAR}.
	Region string `json:"region"`
	// Endpoint is the kind of host name: IPv4 (default), DualStack, FIPS.
	Endpoint string `json:"endpoint,omitempty"`
	// Upstreams are the registries that are cached; ghcr.io under the prefix ghcr
	// when empty.
	Upstreams []Upstream `json:"upstreams,omitempty"`
	// Project and Environment name what is generated.
	Project     string  `json:"project,omitempty"`
	Environment string  `json:"environment,omitempty"`
	Rewrite     Rewrite `json:"rewrite,omitempty"`
	// Check says what a check lets pass.
	Check Check `json:"check,omitempty"`
	// Infrastructure is the cache itself; nothing of it is generated when nil.
	Infrastructure *Infrastructure `json:"infrastructure,omitempty"`
	// Kustomize is for places that run no function; nothing of it is done when nil.
	Kustomize *Kustomize `json:"kustomize,omitempty"`
	// Flux is Flux's image automation; nothing of it is generated when nil.
	Flux *Flux `json:"flux,omitempty"`
}

// Upstream is a registry, or a part of one, and the cache rule it is pulled
// through.
type Upstream struct {
	// Registry is host[:port][/path].
	Registry string `json:"registry"`
	// Prefix is the rule's ecrRepositoryPrefix; it defaults to the usual one of a
	// registry that ECR knows.
	Prefix string `json:"prefix,omitempty"`
	// Include and Exclude are globs over repositories (the path without the host);
	// an empty Include includes all.
	Include []string `json:"include,omitempty"`
	Exclude []string `json:"exclude,omitempty"`
	// Credential is how the rule signs in, for the infrastructure.
	Credential *Credential `json:"credential,omitempty"`
}

// Rewrite says what is rewritten, and how.
type Rewrite struct {
	// Mode is Write (default) or Check.
	Mode string `json:"mode,omitempty"`
	// Direction is Rewrite (default) or Restore.
	Direction string `json:"direction,omitempty"`
	// Digests is Keep (default), Drop or Upstream.
	Digests string `json:"digests,omitempty"`
	// Fields are more places where images stand.
	Fields []Field `json:"fields,omitempty"`
	// OCIURLs, Args, Embedded and AnyField widen what is looked at.
	OCIURLs  bool `json:"ociURLs,omitempty"`
	Args     bool `json:"args,omitempty"`
	Embedded bool `json:"embedded,omitempty"`
	AnyField bool `json:"anyField,omitempty"`
	// Include and Exclude select objects and containers; an empty Include includes
	// all.
	Include []Selector `json:"include,omitempty"`
	Exclude []Selector `json:"exclude,omitempty"`
	// PullSecrets is Keep (default) or Remove.
	PullSecrets string `json:"pullSecrets,omitempty"`
	// PullSecretNames are globs over the names of the pull secrets to remove; all
	// when empty.
	PullSecretNames []string `json:"pullSecretNames,omitempty"`
	// MaxResults is how many results of one code and reason are listed (1,000 by
	// default), 0 for all.
	MaxResults *int `json:"maxResults,omitempty"`
}

// Field is a place where images stand, in the syntax of kustomize's fieldSpec.
type Field struct {
	Group   string `json:"group,omitempty"`
	Version string `json:"version,omitempty"`
	Kind    string `json:"kind,omitempty"`
	Path    string `json:"path"`
	// Form is how the image is written: Reference (default), Repository, ImageMap.
	Form string `json:"form,omitempty"`
}

// Selector matches objects and containers: all of its globs that are given.
type Selector struct {
	Kind      string `json:"kind,omitempty"`
	Name      string `json:"name,omitempty"`
	Namespace string `json:"namespace,omitempty"`
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
