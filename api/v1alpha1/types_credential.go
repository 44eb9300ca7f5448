package v1alpha1

// Credential says how a cache rule signs in at its upstream.
type Credential struct {
	// The secret's name in AWS Secrets Manager; ecr-pullthroughcache/ and the prefix by default, or
	// PROJECT-ENVIRONMENT-PREFIX-token after it.
	// +kubebuilder:validation:MinLength=1
	// +ecrcache:accepts=a name that begins with ecr-pullthroughcache/, such as ecr-pullthroughcache/ghcr
	// +ecrcache:configMap=secretName
	SecretName string `json:"secretName,omitempty"`

	// The ARN of a secret that is there already; no secret is generated then.
	// +kubebuilder:validation:MinLength=1
	// +ecrcache:accepts=an ARN such as arn:aws:secretsmanager:ca-central-1:123456789012:secret:ecr-pullthroughcache/ghcr-AbCdEf
	// +ecrcache:configMap=credentialARN
	ARN string `json:"arn,omitempty"`

	// The Kubernetes Secret of which one key holds the JSON that AWS wants, with username and
	// accessToken.
	// +ecrcache:configMap=kubernetesSecret:name
	KubernetesSecret KubernetesSecret `json:"kubernetesSecret,omitzero"`

	// The IAM role with which ECR reads another ECR registry; it trusts
	// pullthroughcache.ecr.amazonaws.com. Only for upstreams that are ECR registries.
	// +kubebuilder:validation:Pattern=`^arn:[a-z-]+:iam::([0-9]{12}|\$\{[A-Za-z_][A-Za-z0-9_]*\}):role/.+$`
	// +ecrcache:accepts=the ARN of a role, such as arn:aws:iam::123456789012:role/ecr-pull-through
	RoleARN string `json:"roleARN,omitempty"`

	// Always refused. ECR reads only secrets under the key aws/secretsmanager, which AWS makes.
	KMSKeyID string `json:"kmsKeyID,omitempty"`
}

// KubernetesSecret is one key of a Kubernetes Secret.
type KubernetesSecret struct {
	// Its name; the prefix and -credentials by default.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=the name of a Kubernetes Secret, such as ghcr-credentials
	Name string `json:"name,omitempty"`

	// Its namespace; that of the generated objects by default.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`
	// +ecrcache:accepts=a namespace such as ecr-cache
	Namespace string `json:"namespace,omitempty"`

	// The key of its data that holds the JSON.
	// +kubebuilder:validation:Pattern=`^\.?[A-Za-z0-9_-][A-Za-z0-9._-]*$`
	// +kubebuilder:validation:MaxLength=253
	// +kubebuilder:default=credentials.json
	// +ecrcache:accepts=a key such as credentials.json
	Key string `json:"key,omitempty"`
}

// PushSecret is how External Secrets writes to AWS Secrets Manager.
type PushSecret struct {
	// The store of External Secrets for AWS Secrets Manager in the account and Region of the cache.
	SecretStoreRef SecretStoreRef `json:"secretStoreRef"`

	// How often the secret in AWS is compared with the Kubernetes Secret.
	// +kubebuilder:validation:Pattern=`^([0-9]+(\.[0-9]+)?(s|m|h))+$`
	// +kubebuilder:default="1h"
	// +ecrcache:accepts=a duration such as 1h
	RefreshInterval string `json:"refreshInterval,omitempty"`
}

// SecretStoreRef names a store of External Secrets.
type SecretStoreRef struct {
	// Its kind.
	// +kubebuilder:validation:Enum=SecretStore;ClusterSecretStore
	// +kubebuilder:default=ClusterSecretStore
	Kind string `json:"kind,omitempty"`

	// Its name.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=a name such as aws-secrets-manager
	Name string `json:"name"`
}
