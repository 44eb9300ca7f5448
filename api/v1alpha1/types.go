package v1alpha1

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
	// The API version of this document.
	// +kubebuilder:validation:Enum=ecrcache.amerintlxperts.github.io/v1alpha1
	APIVersion string `json:"apiVersion"`

	// The kind of this document.
	// +kubebuilder:validation:Enum=PullThroughCache
	Kind string `json:"kind"`

	// The object's metadata.
	Metadata Metadata `json:"metadata,omitempty"`

	// The configuration itself.
	Spec Spec `json:"spec"`
}

// Metadata is what the program reads of an object's metadata.
type Metadata struct {
	// The object's name.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=lower-case letters, digits, - and ., such as ghcr
	Name string `json:"name,omitempty"`

	// The object's namespace. It does not limit what is rewritten.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`
	// +ecrcache:accepts=a namespace such as flux-system
	Namespace string `json:"namespace,omitempty"`

	// The object's labels.
	Labels map[string]string `json:"labels,omitempty"`

	// The object's annotations, such as config.kubernetes.io/function.
	Annotations map[string]string `json:"annotations,omitempty"`
}

// Spec is the configuration itself.
type Spec struct {
	// Another file with settings that this one need not repeat, as a path relative to this file. What
	// this file sets wins. The command line reads it; kustomize and kpt give a function one document.
	// +kubebuilder:validation:MinLength=1
	// +ecrcache:accepts=a path relative to this file, such as ../../ecrcache-base.yaml
	Base string `json:"base,omitempty"`

	// The AWS account whose ECR registry holds the cache, in quotes, or one ${VAR} placeholder.
	// +kubebuilder:validation:Pattern=`^([0-9]{12}|\$\{[A-Za-z_][A-Za-z0-9_]*\})$`
	// +ecrcache:accepts=a string of 12 digits, such as "123456789012", or one placeholder such as ${AWS_ACCOUNT_ID}
	// +ecrcache:configMap=accountID
	AccountID string `json:"accountID"`

	// The AWS Region of the registry, or one ${VAR} placeholder.
	// +kubebuilder:validation:Pattern=`^([a-z]+(-[a-z]+)+-[0-9]+|\$\{[A-Za-z_][A-Za-z0-9_]*\})$`
	// +ecrcache:accepts=a Region such as ca-central-1, or one placeholder such as ${AWS_REGION}
	// +ecrcache:configMap=region
	Region string `json:"region"`

	// Accept a Region that this version of ecrcache does not know yet.
	// +kubebuilder:default=false
	// +ecrcache:configMap=newRegion
	NewRegion bool `json:"newRegion,omitempty"`

	// The endpoint by which images name the registry: IPv4 alone, dual-stack, or FIPS.
	// +kubebuilder:validation:Enum=IPv4;DualStack;FIPS
	// +kubebuilder:default=IPv4
	// +ecrcache:configMap=endpoint
	Endpoint string `json:"endpoint,omitempty"`

	// The registries that are cached; ghcr.io under the prefix ghcr by default. The longest match
	// wins.
	// +kubebuilder:validation:MinItems=1
	// +ecrcache:configMap=upstreams
	Upstreams []Upstream `json:"upstreams,omitempty"`

	// The project that the generated infrastructure is named after.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$`
	// +ecrcache:accepts=lower-case letters, digits and single hyphens, at most 32, such as shop
	// +ecrcache:configMap=project
	Project string `json:"project,omitempty"`

	// The environment that the generated infrastructure is named after. A deleted secret can be
	// recovered for 30 days in prod, and not in others.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$`
	// +ecrcache:accepts=lower-case letters, digits and single hyphens, at most 32, such as prod
	// +ecrcache:configMap=environment
	Environment string `json:"environment,omitempty"`

	// What is rewritten, and how.
	Rewrite Rewrite `json:"rewrite,omitempty"`

	// What a check lets pass.
	Check Check `json:"check,omitempty"`

	// The cache itself, generated for a tool that makes it in AWS. {} takes every default; nothing
	// is generated without it.
	Infrastructure *Infrastructure `json:"infrastructure,omitempty"`

	// What kustomize does without a function, for places that run none, such as Flux. {} takes every
	// default; nothing is done without it.
	Kustomize *Kustomize `json:"kustomize,omitempty"`

	// Flux's image automation, an ImageRepository and an ImagePolicy for every repository seen. {}
	// takes every default; nothing is generated without it.
	Flux *Flux `json:"flux,omitempty"`

	// Policies of the cluster's own admission, which move the images of Pods that no file in Git
	// holds. {} takes every default; nothing is generated without it.
	Admission *Admission `json:"admission,omitempty"`

	// A Job and a CronJob that pull the images of the manifests through the cache before a node
	// has to; nothing is generated without it.
	Warm *Warm `json:"warm,omitempty"`
}

// Upstream is a registry, or a part of one, and the cache rule it is pulled
// through.
type Upstream struct {
	// The registry's host, with a path for a part of it.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=255
	// +ecrcache:accepts=a registry such as ghcr.io, or a part of one such as ghcr.io/amerintlxperts
	Registry string `json:"registry"`

	// The rule's ecrRepositoryPrefix; ECR's usual one for the registry by default. One slash at its
	// end is trimmed.
	// +kubebuilder:validation:Pattern=`^((?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*/?|ROOT)$`
	// +ecrcache:accepts=2 to 30 characters, lower-case words and digits with single '.', '_' or '-' between them, joined by '/', such as ghcr
	// +ecrcache:configMap=prefix
	Prefix string `json:"prefix,omitempty"`

	// The rule's upstreamRepositoryPrefix, for ECR registries and cgr.dev. The rule caches only the
	// repositories below it, and the cache has them without it, as cgr.dev/ORG/app under PREFIX/app.
	// One slash at its end is trimmed.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=31
	// +ecrcache:accepts=2 to 30 characters, lower-case words and digits with single '.', '_' or '-' between them, joined by '/', such as team-a
	// +ecrcache:configMap=upstreamRepositoryPrefix
	UpstreamRepositoryPrefix string `json:"upstreamRepositoryPrefix,omitempty"`

	// Globs over repositories, the path without the host. Only these are cached; all by default.
	// +kubebuilder:validation:items:MinLength=1
	// +kubebuilder:validation:items:MaxLength=255
	// +ecrcache:items:accepts=a glob such as amerintlxperts/**
	// +ecrcache:configMap=include
	Include []string `json:"include,omitempty"`

	// Globs over repositories that are left alone, also when they are included.
	// +kubebuilder:validation:items:MinLength=1
	// +kubebuilder:validation:items:MaxLength=255
	// +ecrcache:items:accepts=a glob such as amerintlxperts/**
	// +ecrcache:configMap=exclude
	Exclude []string `json:"exclude,omitempty"`

	// How the rule signs in at the registry, for the infrastructure that is generated. {} takes
	// every default, and is the default where the registry needs a credential.
	Credential *Credential `json:"credential,omitempty"`
}
