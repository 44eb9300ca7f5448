package plan

// The codes of rules and credentials.
const (
	RegionUnconfirmed    Code = "region-unconfirmed"
	RuleLimit            Code = "rule-limit"
	CredentialUnused     Code = "credential-unused"
	CredentialTwice      Code = "credential-twice"
	CredentialConflict   Code = "credential-conflict"
	CredentialARN        Code = "credential-arn"
	CredentialElsewhere  Code = "credential-elsewhere"
	CredentialPartialARN Code = "credential-arn-suffix"
	SecretPrefix         Code = "secret-prefix"
	SecretName           Code = "secret-name"
	SecretNameEnding     Code = "secret-name-ending"
	SecretKMS            Code = "secret-kms"
	SecretTwice          Code = "secret-twice"
	PushUnused           Code = "push-unused"
	RecoveryWindow       Code = "recovery-window"
	RoleRequired         Code = "role-required"
	RoleUnused           Code = "role-unused"
	RoleElsewhere        Code = "role-elsewhere"
	UpstreamRoleMissing  Code = "upstream-role"
	UpstreamPolicyNeeded Code = "upstream-policy"
)

// The codes of templates, repositories and their lifecycle.
const (
	TemplateRole         Code = "template-role"
	TemplateKMS          Code = "template-kms"
	TemplateDSSE         Code = "template-dsse"
	TemplateExclusions   Code = "template-exclusions"
	TemplateUnused       Code = "template-unused"
	ImmutableTags        Code = "immutable-tags"
	TagForm              Code = "tag-form"
	RepositoryPolicy     Code = "repository-policy"
	RepositoryUnknown    Code = "repository-unknown"
	NoRepositories       Code = "no-repositories"
	LifecycleEmpty       Code = "lifecycle-empty"
	LifecyclePriority    Code = "lifecycle-priority"
	LifecycleAnyLast     Code = "lifecycle-any-last"
	LifecycleTagLists    Code = "lifecycle-tag-lists"
	LifecycleWildcards   Code = "lifecycle-wildcards"
	LifecycleCountUnit   Code = "lifecycle-count-unit"
	LifecycleCountNumber Code = "lifecycle-count-number"
	LifecycleTransition  Code = "lifecycle-transition"
	LifecycleUntagged    Code = "lifecycle-untagged"
	LifecycleSize        Code = "lifecycle-size"
	LifecycleRules       Code = "lifecycle-rules"
	LifecycleTwice       Code = "lifecycle-twice"
	LifecycleDigests     Code = "lifecycle-digests"
)

// The codes of what a registry has once, and of policies.
const (
	RegistryPolicySize      Code = "registry-policy-size"
	RegistryPolicySingleton Code = "registry-policy-singleton"
	PrincipalForm           Code = "principal-form"
	PrincipalEveryone       Code = "principal-everyone"
	PrincipalRoot           Code = "principal-root"
	PrincipalElsewhere      Code = "principal-elsewhere"
	ScanFrequency           Code = "scan-frequency"
	ScanRules               Code = "scan-rules"
	ScanFilters             Code = "scan-filters"
	ScanFilter              Code = "scan-filter"
	ScanSingleton           Code = "scan-singleton"
	ScanBills               Code = "scan-bills"
	ParameterPath           Code = "parameter-path"
	NetworkFirstPull        Code = "network-first-pull"
	NetworkBuckets          Code = "network-buckets"
	TopicElsewhere          Code = "topic-elsewhere"
)

// The codes of what a target cannot express, which generators use.
const (
	// Unavailable: the target has no kind or field for it.
	Unavailable Code = "unavailable"
	// SecondStep: what has to be done between two applies.
	SecondStep Code = "second-step"
	// NamespaceRequired: the target's reference needs a namespace.
	NamespaceRequired Code = "namespace-required"
	// NamespaceElsewhere: the target reads no Secret of another namespace, or will not.
	NamespaceElsewhere Code = "namespace-elsewhere"
	// NotInFunction: the target's files are written by the command line alone.
	NotInFunction Code = "not-in-function"
)
