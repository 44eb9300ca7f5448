// Package plan is the contract between what a cache needs in AWS and the targets that
// make it: a [Plan] holds rules, their credentials, repositories and templates, policies
// and outputs, for no target in particular. It is for generators, and for those who write
// one: package planner makes a plan of a configuration, and a generator turns it into one
// target's objects or files.
//
// What AWS would refuse is a [Problem], and so is what it accepts and what then surprises.
// The package does no I/O, knows no target, and reads no configuration. What the manifests have of a
// target already is in [Seen].
package plan

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// A Plan is everything that one configuration needs in AWS. Lists have the order of the
// configuration; repositories, tags and labels are sorted by name.
type Plan struct {
	// Owner is the name of the configuration. What is generated carries it, so that the next
	// run recognizes it.
	Owner    string
	Registry Registry
	// Cache turns references to upstreams into references to the cache, and back.
	Cache *image.Cache
	// Seen is what the manifests use.
	Seen Seen
	// Meta and all fields after it are empty when the configuration has no
	// spec.infrastructure.
	Meta Meta

	Rules          []Rule
	Credentials    []Credential
	Templates      []Template
	Repositories   []Repository
	RegistryPolicy *RegistryPolicy
	Scanning       *Scanning
	NodePolicy     *NodePolicy
	UpstreamRole   *Role
	// PullRole is the role of a workload that pulls through the cache ahead of others, for Pod
	// Identity.
	PullRole *Role
	// UpstreamPolicies are what the owners of upstream registries have to allow.
	UpstreamPolicies []UpstreamPolicy
	// PushSecret is nil when no External Secrets writes the secrets' values to AWS.
	PushSecret *PushSecret
	Outputs    []Output
	// OutputsName and OutputsNamespace are those of the ConfigMap with the outputs; the name
	// is empty when there is to be none.
	OutputsName, OutputsNamespace string
	// Parameters are the outputs as parameters of AWS Systems Manager, when asked for.
	Parameters []Parameter
	Network    *Network
	Monitoring *Monitoring
}

// Registry is the ECR registry that holds the cache.
type Registry struct{ AccountID, Region, Partition, Host string }

// Meta is what every generated object carries.
type Meta struct {
	Namespace           string
	Labels, Annotations []Pair
	Tags                []Pair // in AWS
}

// Pair is a name and a value.
type Pair struct{ Name, Value string }

// A Rule is a pull-through cache rule.
type Rule struct {
	Name        string // of the object, a DNS subdomain
	ID          string // an identifier, as in the outputs
	Prefix      string // ecrRepositoryPrefix
	Upstream    string // upstreamRegistry in ECR's API
	UpstreamURL string // upstreamRegistryUrl
	// CredentialARN is that of a secret which exists already. Credential is the index in
	// Plan.Credentials of the one to make, -1 when there is none.
	CredentialARN string
	Credential    int
	// UpstreamPrefix is upstreamRepositoryPrefix, empty for all of the upstream.
	UpstreamPrefix string
	// RoleARN is that of a role which exists already. UsesRole says that the rule uses the
	// plan's UpstreamRole.
	RoleARN  string
	UsesRole bool
}

// A Credential is a secret in AWS Secrets Manager. Its value comes from one key of a
// Kubernetes Secret.
type Credential struct {
	Name, ID         string // those of the rule
	Path             string // of the credential in the configuration
	Prefix           string // of the rule
	Upstream         string // the registry's host, for people
	SecretName       string
	ARN              string // empty when it is not known yet
	RecoveryWindow   int    // days
	RecoveryGiven    bool
	KubernetesSecret v1alpha1.KubernetesSecret
}

// Settings are those of a repository, whether it is made before its first pull or by a
// template.
type Settings struct {
	TagMutability   string
	TagExclusions   []string
	EncryptionType  string // empty for ECR's own choice
	KMSKey          string
	LifecyclePolicy LifecyclePolicy
	Policy          string // as the configuration has it: JSON, or empty
}

// A Template is a repository creation template.
type Template struct {
	Name, ID, Prefix, Description string // name and ID are those of the rule
	Settings
	ResourceTags []Pair
	RoleARN      string
}

// A Repository is one that is made before its first pull.
type Repository struct {
	Name       string // of the object
	Repository string // in ECR
	Settings
}

// A RegistryPolicy lets principals pull what is not cached yet.
type RegistryPolicy struct {
	Name   string // of the object
	Policy Policy
}

// Scanning is the registry's scanning configuration.
type Scanning struct {
	Name, Type string
	Rules      []ScanningRule
}

// A ScanningRule says which repositories are scanned when.
type ScanningRule struct {
	Frequency string
	Filters   []string
}

// A NodePolicy is the IAM policy for the role of nodes.
type NodePolicy struct {
	Name       string // of the object
	PolicyName string // in IAM
	Policy     Policy
}

// A Network is the endpoints of a VPC.
type Network struct {
	VPC       string
	Endpoints []Endpoint
}

// An Endpoint is one endpoint of a VPC: an interface in subnets, or a gateway in route
// tables.
type Endpoint struct {
	Name    string // of the object
	ID      string // an identifier
	Service string // such as ecr.api
	// ServiceName is that of AWS, with the Region.
	ServiceName                          string
	Subnets, SecurityGroups, RouteTables []string
	// LayersOnly says that the gateway lets through nothing but ECR's layers.
	LayersOnly bool
}

// Monitoring is how somebody hears of pulls from upstreams that fail.
type Monitoring struct {
	Name     string // of the topic, in AWS as well, when one is made
	TopicARN string
	Given    bool // whether the topic exists already
	Events   []EventRule
	Alarm    *Alarm // nil when no upstream has a credential
}

// An EventRule is a rule of EventBridge. Its name is that of the object, too.
type EventRule struct {
	Name, ID, Description, Pattern string
	Credentials                    bool // about upstreams with a credential
}

// An Alarm is raised when a rule of EventBridge has many events in an hour.
type Alarm struct {
	Name, Rule, RuleID string
	Failures           int
}

// A Parameter is an output in the Parameter Store.
type Parameter struct {
	Name   string // of the object
	Path   string // in AWS
	Output Output
}

// A Role is an IAM role with one policy in it.
type Role struct {
	Name          string // of the object
	ID            string // an identifier
	RoleName      string // in IAM
	Description   string // with the Region in it
	Trust, Policy Policy
}

// PolicyName is the name of the policy in a Role.
const PolicyName = "pull-through-cache"

// An UpstreamPolicy is what the owner of an upstream registry must add to the policy of
// that registry.
type UpstreamPolicy struct {
	Registry Registry // the upstream
	Policy   Policy   // with the cache's account as principal
}

// PushSecret is the store through which External Secrets writes the values of the secrets,
// and how often it compares them.
type PushSecret struct{ StoreKind, StoreName, RefreshInterval string }

// RegistryOutput is the name of the output with the registry's host.
const RegistryOutput = "ecr_registry_url"

// An Output is something that others need to know of the cache. Its name is an
// identifier: letters, digits and underscores.
type Output struct {
	Name, Value, Description string
	// Credential is the index of the credential it is about, -1 for none.
	Credential int
}
