package config

// Flux says what is generated for Flux's image automation, in Flux's own terms
// (https://fluxcd.io/flux/components/image/).
type Flux struct {
	Namespace   string            `json:"namespace,omitempty"`
	Labels      map[string]string `json:"labels,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
	// Images are repositories besides those that are seen; Include and Exclude are
	// globs over those that are seen: the registry's host and the path.
	Images  []string `json:"images,omitempty"`
	Include []string `json:"include,omitempty"`
	Exclude []string `json:"exclude,omitempty"`

	FluxSettings

	// Overrides are settings of some repositories. All that match count; of two that
	// say the same, the later.
	Overrides []FluxOverride `json:"overrides,omitempty"`
	// Automation is the update of a Git repository; none is generated when nil.
	Automation *FluxAutomation `json:"automation,omitempty"`
	// Markers says whether setter comments are written into files.
	Markers bool `json:"markers,omitempty"`
}

// FluxSettings are those of one ImageRepository and its ImagePolicy.
type FluxSettings struct {
	// Scan is Upstream (default) or Cache.
	Scan string `json:"scan,omitempty"`
	// Interval, Timeout and DigestInterval are durations such as 10m or 1h30m.
	Interval               string          `json:"interval,omitempty"`
	Timeout                string          `json:"timeout,omitempty"`
	ExclusionList          []string        `json:"exclusionList,omitempty"`
	SecretRef              *FluxReference  `json:"secretRef,omitempty"`
	CertSecretRef          *FluxReference  `json:"certSecretRef,omitempty"`
	ProxySecretRef         *FluxReference  `json:"proxySecretRef,omitempty"`
	ServiceAccountName     string          `json:"serviceAccountName,omitempty"`
	AccessFrom             *FluxAccessFrom `json:"accessFrom,omitempty"`
	Suspend                *bool           `json:"suspend,omitempty"`
	FilterTags             *FluxTagFilter  `json:"filterTags,omitempty"`
	Policy                 *FluxPolicy     `json:"policy,omitempty"`
	DigestReflectionPolicy string          `json:"digestReflectionPolicy,omitempty"`
	// DigestInterval is the ImagePolicy's own interval, which Flux takes with
	// digestReflectionPolicy Always alone, and wants then.
	DigestInterval string `json:"digestInterval,omitempty"`
}

// FluxOverride is the settings of the repositories that a glob matches.
type FluxOverride struct {
	// Repository is a glob over the registry's host and the path.
	Repository string `json:"repository"`
	// Name is that of the pair, when the glob matches one repository.
	Name string `json:"name,omitempty"`

	FluxSettings
}

// FluxReference names an object of the same namespace.
type FluxReference struct {
	Name string `json:"name"`
}

// FluxAccessFrom lets the policies of other namespaces use an ImageRepository.
type FluxAccessFrom struct {
	NamespaceSelectors []FluxNamespaceSelector `json:"namespaceSelectors"`
}

// FluxNamespaceSelector selects namespaces by their labels; all when it has none.
type FluxNamespaceSelector struct {
	MatchLabels map[string]string `json:"matchLabels,omitempty"`
}

// FluxTagFilter says which tags count, and by which part of them they are sorted.
type FluxTagFilter struct {
	Pattern string `json:"pattern"`
	Extract string `json:"extract,omitempty"`
}

// FluxPolicy says which tag is the newest: exactly one of its ways.
type FluxPolicy struct {
	SemVer       *FluxSemVer `json:"semver,omitempty"`
	Alphabetical *FluxOrder  `json:"alphabetical,omitempty"`
	Numerical    *FluxOrder  `json:"numerical,omitempty"`
}

// FluxSemVer is a range of semantic versions.
type FluxSemVer struct {
	Range string `json:"range"`
}

// FluxOrder is asc, the default, or desc.
type FluxOrder struct {
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
