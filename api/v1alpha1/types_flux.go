package v1alpha1

// Flux says what is generated for Flux's image automation, in Flux's own terms
// (https://fluxcd.io/flux/components/image/).
type Flux struct {
	// The namespace of the generated objects; by default they have none, and the tool that applies them decides.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`
	// +ecrcache:accepts=a namespace such as flux-system
	// +ecrcache:configMap=fluxNamespace
	Namespace string `json:"namespace,omitempty"`

	// Labels for every generated object.
	Labels map[string]string `json:"labels,omitempty"`

	// Annotations for every generated object.
	Annotations map[string]string `json:"annotations,omitempty"`

	// Repositories besides those that are seen, with their registry and without a tag.
	// +kubebuilder:validation:items:MinLength=1
	// +kubebuilder:validation:items:MaxLength=512
	// +ecrcache:items:accepts=a repository such as ghcr.io/amerintlxperts/app
	Images []string `json:"images,omitempty"`

	// Globs over the repositories that are seen, with their registry. Only these are scanned; all by
	// default.
	// +kubebuilder:validation:items:MinLength=1
	// +kubebuilder:validation:items:MaxLength=512
	// +ecrcache:items:accepts=a glob over registries and paths, such as ghcr.io/amerintlxperts/**
	Include []string `json:"include,omitempty"`

	// Globs over repositories that are not scanned, also when they are included.
	// +kubebuilder:validation:items:MinLength=1
	// +kubebuilder:validation:items:MaxLength=512
	// +ecrcache:items:accepts=a glob over registries and paths, such as ghcr.io/amerintlxperts/**
	Exclude []string `json:"exclude,omitempty"`

	FluxSettings

	// Settings of some repositories, over the general ones. All that match count; of two that say
	// the same, the later.
	Overrides []FluxOverride `json:"overrides,omitempty"`

	// An ImageUpdateAutomation, which writes new tags into a Git repository. None is generated
	// without it.
	Automation *FluxAutomation `json:"automation,omitempty"`

	// Write the setter comments by which Flux updates image tags into the files that are rewritten
	// in place.
	// +kubebuilder:default=false
	// +ecrcache:configMap=markers
	Markers bool `json:"markers,omitempty"`
}

// FluxSettings are those of one ImageRepository and its ImagePolicy.
type FluxSettings struct {
	// Where new tags are looked for. Upstream is the registry the image comes from, Cache the ECR
	// registry, which lists only tags that somebody pulled.
	// +kubebuilder:validation:Enum=Upstream;Cache
	// +kubebuilder:default=Upstream
	// +ecrcache:configMap=scan
	Scan string `json:"scan,omitempty"`

	// How often tags are looked for.
	// +kubebuilder:validation:Pattern=`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`
	// +kubebuilder:default=10m
	// +ecrcache:accepts=a duration such as 10m or 1h30m
	// +ecrcache:configMap=scanInterval
	Interval string `json:"interval,omitempty"`

	// How long looking may take; the interval by default.
	// +kubebuilder:validation:Pattern=`^([0-9]+(\.[0-9]+)?(ms|s|m))+$`
	// +ecrcache:accepts=a duration such as 30s or 1m30s, without hours
	Timeout string `json:"timeout,omitempty"`

	// Regular expressions over tags that are not kept; those of signatures (^.*\.sig$) by default.
	// +kubebuilder:validation:MaxItems=25
	// +kubebuilder:validation:items:MinLength=1
	// +ecrcache:items:accepts=a regular expression such as ^.*\.sig$
	ExclusionList []string `json:"exclusionList,omitempty"`

	// The Secret, of type kubernetes.io/dockerconfigjson, for looking at a private upstream. With
	// scan Cache none is needed.
	// +ecrcache:configMap=scanSecret:name
	SecretRef *FluxReference `json:"secretRef,omitempty"`

	// The Secret with the certificates for the registry.
	CertSecretRef *FluxReference `json:"certSecretRef,omitempty"`

	// The Secret with the address of a proxy on the way to the registry.
	ProxySecretRef *FluxReference `json:"proxySecretRef,omitempty"`

	// The ServiceAccount whose pull secrets, or with scan Cache whose IAM role, are used. The role
	// needs the feature gate ObjectLevelWorkloadIdentity of Flux.
	// +kubebuilder:validation:MaxLength=253
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=the name of a ServiceAccount, such as image-reflector
	ServiceAccountName string `json:"serviceAccountName,omitempty"`

	// The namespaces whose policies may use the ImageRepository.
	AccessFrom *FluxAccessFrom `json:"accessFrom,omitempty"`

	// Whether Flux stops looking for tags.
	// +kubebuilder:default=false
	Suspend *bool `json:"suspend,omitempty"`

	// Which tags count, and by which part of them they are sorted. It belongs to policy; an override
	// that gives one replaces both.
	FilterTags *FluxTagFilter `json:"filterTags,omitempty"`

	// Which tag is the newest, by one of three ways. Without it the policy is inferred from the tags
	// in use.
	// +kubebuilder:validation:MinProperties=1
	// +ecrcache:accepts=a map with exactly one of semver, alphabetical, numerical
	// +ecrcache:configMap=semver:semver.range
	Policy *FluxPolicy `json:"policy,omitempty"`

	// Whether Flux adds the digest of the tag it chose. A digest that is not in the cache yet may be
	// refused at its first pull.
	// +kubebuilder:validation:Enum=Never;IfNotPresent;Always
	// +kubebuilder:default=Never
	DigestReflectionPolicy string `json:"digestReflectionPolicy,omitempty"`

	// How often the digest is looked at again, with digestReflectionPolicy Always; the interval by
	// default.
	// +kubebuilder:validation:Pattern=`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`
	// +ecrcache:accepts=a duration such as 10m
	DigestInterval string `json:"digestInterval,omitempty"`
}

// FluxOverride is the settings of the repositories that a glob matches.
type FluxOverride struct {
	// A glob over repositories, with their registry.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=512
	// +ecrcache:accepts=a glob over registries and paths, such as ghcr.io/amerintlxperts/**
	Repository string `json:"repository"`

	// The name of the two objects, when the glob matches one repository.
	// +kubebuilder:validation:MaxLength=253
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=the name of an object, such as my-app
	Name string `json:"name,omitempty"`

	// What an override does not say, the general settings say.
	// +ecrcache:withoutDefaults
	FluxSettings
}

// FluxReference names an object of the same namespace.
type FluxReference struct {
	// Its name.
	// +kubebuilder:validation:MaxLength=253
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=the name of a Secret, such as ghcr-auth
	Name string `json:"name"`
}

// FluxAccessFrom lets the policies of other namespaces use an ImageRepository.
type FluxAccessFrom struct {
	// Selectors, of which one has to match.
	// +kubebuilder:validation:MinItems=1
	NamespaceSelectors []FluxNamespaceSelector `json:"namespaceSelectors"`
}

// FluxNamespaceSelector selects namespaces by their labels; all when it has none.
type FluxNamespaceSelector struct {
	// The labels.
	MatchLabels map[string]string `json:"matchLabels,omitempty"`
}

// FluxTagFilter says which tags count, and by which part of them they are sorted.
type FluxTagFilter struct {
	// A regular expression over tags.
	// +kubebuilder:validation:MinLength=1
	// +ecrcache:accepts=a regular expression such as ^main-[a-f0-9]+-(?P<ts>[0-9]+)$
	Pattern string `json:"pattern"`

	// The part of the tag by which it is sorted; the tag by default.
	// +kubebuilder:validation:MinLength=1
	// +ecrcache:accepts=a group of the pattern, such as $ts
	Extract string `json:"extract,omitempty"`
}

// FluxPolicy says which tag is the newest: exactly one of its ways.
type FluxPolicy struct {
	// The highest semantic version in a range.
	SemVer *FluxSemVer `json:"semver,omitempty"`

	// The last tag, or the first, in the order of the alphabet.
	Alphabetical *FluxOrder `json:"alphabetical,omitempty"`

	// The highest number, or the lowest.
	Numerical *FluxOrder `json:"numerical,omitempty"`
}

// FluxSemVer is a range of semantic versions.
type FluxSemVer struct {
	// The range.
	// +kubebuilder:validation:MinLength=1
	// +ecrcache:accepts=a range of semantic versions such as '>=1.0.0' or 1.x
	Range string `json:"range"`
}

// FluxOrder is asc, the default, or desc.
type FluxOrder struct {
	// asc takes the last tag of the order, desc the first.
	// +kubebuilder:validation:Enum=asc;desc
	// +kubebuilder:default=asc
	Order string `json:"order,omitempty"`
}

// The values of FluxSettings.Scan.
const (
	ScanUpstream = "Upstream"
	ScanCache    = "Cache"
)

// The values of FluxSettings.DigestReflectionPolicy.
const (
	DigestsNever        = "Never"
	DigestsIfNotPresent = "IfNotPresent"
	DigestsAlways       = "Always"
)
