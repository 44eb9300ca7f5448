package v1alpha1

// ACK is what only ACK has.
type ACK struct {
	// What becomes of the AWS resource when its object is deleted.
	// +kubebuilder:validation:Enum=retain;delete
	// +kubebuilder:default=retain
	DeletionPolicy string `json:"deletionPolicy,omitempty"`

	// Whether an AWS resource that is there already is taken over.
	// +kubebuilder:validation:Enum=adopt;adopt-or-create
	AdoptionPolicy string `json:"adoptionPolicy,omitempty"`
}

// Crossplane is what only Crossplane has.
type Crossplane struct {
	// The configuration of the provider that the objects use; the provider's own default without it.
	ProviderConfigRef *ProviderConfigRef `json:"providerConfigRef,omitempty"`

	// What Crossplane does with the AWS resource; everything but Delete by default.
	// +kubebuilder:validation:items:Enum="*";Observe;Create;Update;Delete;LateInitialize
	ManagementPolicies []string `json:"managementPolicies,omitempty"`

	// What becomes of the AWS resource when its cluster-scoped object is deleted; Orphan by default.
	// +kubebuilder:validation:Enum=Orphan;Delete
	DeletionPolicy string `json:"deletionPolicy,omitempty"`

	// Write the annotation crossplane.io/external-name where the name is known beforehand, by which
	// Crossplane takes over what is in AWS already.
	// +kubebuilder:default=false
	ExternalNames bool `json:"externalNames,omitempty"`

	// Put the objects into a Composition that takes one apply: its functions carry the ARN of a
	// secret into its rule.
	// +kubebuilder:default=false
	Composition bool `json:"composition,omitempty"`

	// Whether the two functions that the Composition needs are generated, too. Omit is for a
	// cluster that has them.
	// +kubebuilder:validation:Enum=Generate;Omit
	// +kubebuilder:default=Generate
	Functions string `json:"functions,omitempty"`
}

// ProviderConfigRef names a configuration of Crossplane's provider.
type ProviderConfigRef struct {
	// Its kind, for namespaced objects; ClusterProviderConfig by default.
	// +kubebuilder:validation:Enum=ClusterProviderConfig;ProviderConfig
	Kind string `json:"kind,omitempty"`

	// Its name.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=a name such as default
	Name string `json:"name"`
}

// Terraform is what only Terraform has.
type Terraform struct {
	// Whether terraform destroy may take the secrets and repositories.
	// +kubebuilder:validation:Enum=Prevent;Allow
	// +kubebuilder:default=Prevent
	Destroy string `json:"destroy,omitempty"`

	// Write import blocks for everything that is there already, for the configuration that calls
	// the module.
	// +kubebuilder:default=false
	Adopt bool `json:"adopt,omitempty"`
}

// The values of Infrastructure.Provider.
const (
	ProviderACK               = "ACK"
	ProviderCrossplane        = "Crossplane"
	ProviderCrossplaneCluster = "CrossplaneCluster"
	ProviderTerraform         = "Terraform"
)

// The values of Crossplane.Functions.
const (
	FunctionsGenerate = "Generate"
	FunctionsOmit     = "Omit"
)

// The values of Terraform.Destroy.
const (
	DestroyPrevent = "Prevent"
	DestroyAllow   = "Allow"
)
