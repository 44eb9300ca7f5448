package config

// Credential says how a cache rule signs in at its upstream.
type Credential struct {
	// SecretName is the secret's name in AWS Secrets Manager; ARN names one that is
	// there already instead.
	SecretName string `json:"secretName,omitempty"`
	ARN        string `json:"arn,omitempty"`
	// KubernetesSecret holds the JSON that the secret is made of.
	KubernetesSecret KubernetesSecret `json:"kubernetesSecret,omitzero"`
	// RoleARN is for an upstream that is the ECR registry of another account.
	RoleARN string `json:"roleARN,omitempty"`
	// KMSKeyID is read to be refused with its reason.
	KMSKeyID string `json:"kmsKeyID,omitempty"`
}

// KubernetesSecret is one key of a Kubernetes Secret.
type KubernetesSecret struct {
	Name      string `json:"name,omitempty"`
	Namespace string `json:"namespace,omitempty"`
	Key       string `json:"key,omitempty"`
}

// Infrastructure says what is generated of the cache itself, and for which tool.
type Infrastructure struct {
	Provider    string            `json:"provider,omitempty"`
	Namespace   string            `json:"namespace,omitempty"`
	Labels      map[string]string `json:"labels,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
	// Tags are AWS tags of what may have them without a role.
	Tags map[string]string `json:"tags,omitempty"`
	// Repositories is OnPull (default) or PreCreate.
	Repositories         string          `json:"repositories,omitempty"`
	RecoveryWindowInDays *int            `json:"recoveryWindowInDays,omitempty"`
	Lifecycle            []LifecycleRule `json:"lifecycle,omitempty"`
	Template             Template        `json:"template,omitzero"`
	RegistryPolicy       *RegistryPolicy `json:"registryPolicy,omitempty"`
	Scanning             *Scanning       `json:"scanning,omitempty"`
	NodePolicy           *NodePolicy     `json:"nodePolicy,omitempty"`
	Outputs              *Outputs        `json:"outputs,omitempty"`
	ACK                  *ACK            `json:"ack,omitempty"`
	Crossplane           *Crossplane     `json:"crossplane,omitempty"`
	Terraform            *Terraform      `json:"terraform,omitempty"`
}

// LifecycleRule is a rule of ECR's lifecycle policies, in their terms.
type LifecycleRule struct {
	RulePriority   int      `json:"rulePriority,omitempty"`
	Description    string   `json:"description,omitempty"`
	TagStatus      string   `json:"tagStatus"`
	TagPatternList []string `json:"tagPatternList,omitempty"`
	TagPrefixList  []string `json:"tagPrefixList,omitempty"`
	CountType      string   `json:"countType"`
	CountUnit      string   `json:"countUnit,omitempty"`
	CountNumber    int      `json:"countNumber"`
	Action         string   `json:"action,omitempty"`
}

// Template is what repository creation templates say.
type Template struct {
	Omit                         bool              `json:"omit,omitempty"`
	Description                  string            `json:"description,omitempty"`
	ImageTagMutability           string            `json:"imageTagMutability,omitempty"`
	ImageTagMutabilityExclusions []string          `json:"imageTagMutabilityExclusions,omitempty"`
	EncryptionType               string            `json:"encryptionType,omitempty"`
	KMSKey                       string            `json:"kmsKey,omitempty"`
	ResourceTags                 map[string]string `json:"resourceTags,omitempty"`
	RoleARN                      string            `json:"roleARN,omitempty"`
	RepositoryPolicy             string            `json:"repositoryPolicy,omitempty"`
}

// RegistryPolicy says who may pull what is not cached yet.
type RegistryPolicy struct {
	Principals []string `json:"principals"`
}

// Scanning is the registry's scanning configuration.
type Scanning struct {
	ScanType string         `json:"scanType,omitempty"`
	Rules    []ScanningRule `json:"rules,omitempty"`
}

// ScanningRule says which repositories are scanned when.
type ScanningRule struct {
	ScanFrequency string   `json:"scanFrequency,omitempty"`
	Filters       []string `json:"filters,omitempty"`
}

// NodePolicy is the IAM policy for the role of nodes.
type NodePolicy struct {
	Name string `json:"name,omitempty"`
}

// Outputs is the ConfigMap that tells the cache's names.
type Outputs struct {
	Name      string `json:"name,omitempty"`
	Namespace string `json:"namespace,omitempty"`
}

// ACK is what only ACK has.
type ACK struct {
	DeletionPolicy string `json:"deletionPolicy,omitempty"`
	AdoptionPolicy string `json:"adoptionPolicy,omitempty"`
}

// Crossplane is what only Crossplane has.
type Crossplane struct {
	ProviderConfigRef  *ProviderConfigRef `json:"providerConfigRef,omitempty"`
	ManagementPolicies []string           `json:"managementPolicies,omitempty"`
	DeletionPolicy     string             `json:"deletionPolicy,omitempty"`
	ExternalNames      bool               `json:"externalNames,omitempty"`
}

// ProviderConfigRef names a configuration of Crossplane's provider.
type ProviderConfigRef struct {
	Kind string `json:"kind,omitempty"`
	Name string `json:"name"`
}

// Terraform is what only Terraform has.
type Terraform struct {
	Destroy string `json:"destroy,omitempty"`
}

// The values of Infrastructure.Provider.
const (
	ProviderACK               = "ACK"
	ProviderCrossplane        = "Crossplane"
	ProviderCrossplaneCluster = "CrossplaneCluster"
	ProviderTerraform         = "Terraform"
)

// The values of Infrastructure.Repositories.
const (
	RepositoriesOnPull    = "OnPull"
	RepositoriesPreCreate = "PreCreate"
)

// The values of Terraform.Destroy.
const (
	DestroyPrevent = "Prevent"
	DestroyAllow   = "Allow"
)
