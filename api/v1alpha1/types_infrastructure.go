package v1alpha1

// Infrastructure says what is generated of the cache itself, and for which tool.
type Infrastructure struct {
	// The tool that the objects are for. Crossplane has the namespaced kinds of Crossplane v2,
	// CrossplaneCluster the cluster-scoped ones; Terraform is a module that ecrcache generate
	// writes.
	// +kubebuilder:validation:Enum=ACK;Crossplane;CrossplaneCluster;Terraform
	// +kubebuilder:default=ACK
	// +ecrcache:configMap=provider
	Provider string `json:"provider,omitempty"`

	// The namespace of the generated objects; by default they have none, and the tool that applies them decides.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`
	// +ecrcache:accepts=a namespace such as ecr-cache
	// +ecrcache:configMap=namespace
	Namespace string `json:"namespace,omitempty"`

	// Labels for every generated object.
	Labels map[string]string `json:"labels,omitempty"`

	// Annotations for every generated object.
	Annotations map[string]string `json:"annotations,omitempty"`

	// AWS tags for the secrets, the repositories made beforehand and the node policy.
	Tags map[string]string `json:"tags,omitempty"`

	// OnPull lets ECR make a repository at its first pull, PreCreate generates one for every image
	// seen.
	// +kubebuilder:validation:Enum=OnPull;PreCreate
	// +kubebuilder:default=OnPull
	// +ecrcache:configMap=repositories
	Repositories string `json:"repositories,omitempty"`

	// For how long a deleted secret can be recovered; 30 days by default, and 0 in an environment
	// that is given and is not prod.
	// +ecrcache:accepts=0, or 7 to 30
	RecoveryWindowInDays *int `json:"recoveryWindowInDays,omitempty"`

	// The rules by which ECR expires cached images; all but the newest 100 of a repository by
	// default.
	Lifecycle []LifecycleRule `json:"lifecycle,omitempty"`

	// The repository creation templates, by which ECR makes repositories at their first pull.
	Template Template `json:"template,omitzero"`

	// A registry policy that lets principals pull what is not cached yet. A registry has one; this
	// replaces it.
	RegistryPolicy *RegistryPolicy `json:"registryPolicy,omitempty"`

	// The registry's scanning configuration. A registry has one; this replaces it.
	Scanning *Scanning `json:"scanning,omitempty"`

	// An IAM role with which ECR reads the upstreams that are ECR registries, for those that have no
	// credential.roleARN.
	UpstreamRole *UpstreamRole `json:"upstreamRole,omitempty"`

	// An IAM policy for the role of nodes, with which they pull through the cache.
	NodePolicy *NodePolicy `json:"nodePolicy,omitempty"`

	// A PushSecret of External Secrets for every Kubernetes Secret with a credential, which brings a
	// new token to AWS whenever that Secret changes.
	PushSecret *PushSecret `json:"pushSecret,omitempty"`

	// A ConfigMap with the registry's address, the prefixes and the secrets' names, for Flux's
	// postBuild.substituteFrom.
	Outputs *Outputs `json:"outputs,omitempty"`

	// The same as parameters of AWS Systems Manager, by which Terraform and GitOps hand values to
	// each other.
	Parameters *Parameters `json:"parameters,omitempty"`

	// The endpoints by which a VPC reaches the cache without a way to the internet.
	Network *Network `json:"network,omitempty"`

	// Messages to an SNS topic when pulls from upstreams fail, and an alarm when they fail often.
	Monitoring *Monitoring `json:"monitoring,omitempty"`

	// What only ACK has.
	ACK *ACK `json:"ack,omitempty"`

	// What only Crossplane has.
	Crossplane *Crossplane `json:"crossplane,omitempty"`

	// What only Terraform has.
	Terraform *Terraform `json:"terraform,omitempty"`
}

// LifecycleRule is a rule of ECR's lifecycle policies, in their terms.
type LifecycleRule struct {
	// The rule's number, the lower wins; its place in the list by default.
	// +kubebuilder:validation:Minimum=1
	// +ecrcache:accepts=a number from 1
	RulePriority int `json:"rulePriority,omitempty"`

	// What the rule is for.
	Description string `json:"description,omitempty"`

	// Which images the rule is about.
	// +kubebuilder:validation:Enum=tagged;untagged;any
	TagStatus string `json:"tagStatus"`

	// Patterns over tags, all of which must match.
	// +kubebuilder:validation:items:MinLength=1
	// +ecrcache:items:accepts=a pattern such as v*
	TagPatternList []string `json:"tagPatternList,omitempty"`

	// Prefixes of tags, all of which must match.
	// +kubebuilder:validation:items:MinLength=1
	// +ecrcache:items:accepts=a prefix such as v
	TagPrefixList []string `json:"tagPrefixList,omitempty"`

	// What is counted.
	// +kubebuilder:validation:Enum=imageCountMoreThan;sinceImagePushed;sinceImagePulled;sinceImageTransitioned
	CountType string `json:"countType"`

	// The unit of an age; days, where the rule is about one.
	// +kubebuilder:validation:Enum=days
	CountUnit string `json:"countUnit,omitempty"`

	// How many images, or days.
	// +ecrcache:accepts=a number from 1
	CountNumber int `json:"countNumber"`

	// What becomes of the images.
	// +kubebuilder:validation:Enum=expire;transition
	// +kubebuilder:default=expire
	Action string `json:"action,omitempty"`
}

// Template is what repository creation templates say.
type Template struct {
	// Generate none.
	// +kubebuilder:default=false
	Omit bool `json:"omit,omitempty"`

	// What the template is for. AWS takes 256 characters, Terraform's provider and Crossplane's, which
	// is made from it, 255.
	// +kubebuilder:validation:MaxLength=255
	// +ecrcache:accepts=at most 255 characters
	Description string `json:"description,omitempty"`

	// Whether tags may move. ECR cannot refresh a tag that may not.
	// +kubebuilder:validation:Enum=MUTABLE;IMMUTABLE;IMMUTABLE_WITH_EXCLUSION;MUTABLE_WITH_EXCLUSION
	// +kubebuilder:default=MUTABLE
	ImageTagMutability string `json:"imageTagMutability,omitempty"`

	// The tags that are the exception, for the two values that have one.
	// +kubebuilder:validation:items:MinLength=1
	// +ecrcache:items:accepts=a pattern such as latest or main-*
	ImageTagMutabilityExclusions []string `json:"imageTagMutabilityExclusions,omitempty"`

	// How repositories are encrypted; ECR's own way by default.
	// +kubebuilder:validation:Enum=AES256;KMS;KMS_DSSE
	EncryptionType string `json:"encryptionType,omitempty"`

	// The KMS key of the encryption; the key aws/ecr by default.
	// +kubebuilder:validation:MinLength=1
	// +ecrcache:accepts=the ARN of a key, such as arn:aws:kms:ca-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
	KMSKey string `json:"kmsKey,omitempty"`

	// AWS tags for repositories; ECR needs a roleARN for them.
	ResourceTags map[string]string `json:"resourceTags,omitempty"`

	// The IAM role with which ECR makes repositories that have tags or a KMS key.
	// +kubebuilder:validation:Pattern=`^arn:[a-z-]+:iam::([0-9]{12}|\$\{[A-Za-z_][A-Za-z0-9_]*\}):role/.+$`
	// +ecrcache:accepts=the ARN of a role, such as arn:aws:iam::123456789012:role/ecr-templates
	RoleARN string `json:"roleARN,omitempty"`

	// The policy of repositories, as JSON.
	// +ecrcache:accepts=a policy as JSON
	RepositoryPolicy string `json:"repositoryPolicy,omitempty"`
}

// RegistryPolicy says who may pull what is not cached yet.
type RegistryPolicy struct {
	// Who may import images and make repositories.
	// +kubebuilder:validation:MinItems=1
	// +kubebuilder:validation:items:MinLength=1
	// +ecrcache:items:accepts=the ARN of a role or user, such as arn:aws:iam::123456789012:role/eks-node
	Principals []string `json:"principals"`
}

// Scanning is the registry's scanning configuration.
type Scanning struct {
	// BASIC is ECR's own, ENHANCED is Amazon Inspector's, which bills.
	// +kubebuilder:validation:Enum=BASIC;ENHANCED
	// +kubebuilder:default=BASIC
	ScanType string `json:"scanType,omitempty"`

	// Which repositories are scanned when; those of the cache at every push by default.
	Rules []ScanningRule `json:"rules,omitempty"`
}

// ScanningRule says which repositories are scanned when.
type ScanningRule struct {
	// When images are scanned.
	// +kubebuilder:validation:Enum=SCAN_ON_PUSH;CONTINUOUS_SCAN;MANUAL
	// +kubebuilder:default=SCAN_ON_PUSH
	ScanFrequency string `json:"scanFrequency,omitempty"`

	// Patterns over repositories; those of the cache by default.
	// +kubebuilder:validation:items:MinLength=1
	// +ecrcache:items:accepts=a pattern such as ghcr/*
	Filters []string `json:"filters,omitempty"`
}

// NodePolicy is the IAM policy for the role of nodes.
type NodePolicy struct {
	// Its name; ecr-pull-through-cache-REGION by default, after PROJECT-ENVIRONMENT. An account has
	// one of a name for all Regions.
	// +kubebuilder:validation:Pattern=`^[A-Za-z0-9+=,.@_-]{1,128}$`
	// +ecrcache:accepts=the name of an IAM policy, such as ecr-pull-through-cache
	Name string `json:"name,omitempty"`
}

// UpstreamRole is the IAM role with which ECR reads other ECR registries.
type UpstreamRole struct {
	// Its name; ecr-upstreams-REGION by default, after PROJECT-ENVIRONMENT. An account has one of a
	// name for all Regions.
	// +kubebuilder:validation:Pattern=`^[A-Za-z0-9+=,.@_-]{1,64}$`
	// +ecrcache:accepts=the name of an IAM role, such as ecr-upstreams
	Name string `json:"name,omitempty"`
}

// The values of Infrastructure.Repositories.
const (
	RepositoriesOnPull    = "OnPull"
	RepositoriesPreCreate = "PreCreate"
)
