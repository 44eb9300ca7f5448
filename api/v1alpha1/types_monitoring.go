package v1alpha1

// Monitoring reports when the cache cannot pull from its upstreams.
type Monitoring struct {
	// What the names of the topic, the rules and the alarm begin with; ecr-cache by default, after
	// PROJECT-ENVIRONMENT.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$`
	// +ecrcache:accepts=at most 48 lower-case letters, digits and hyphens, such as ecr-cache
	Name string `json:"name,omitempty"`

	// An SNS topic that is there already; one is made by default. It must let EventBridge and
	// CloudWatch publish.
	// +kubebuilder:validation:Pattern=`^arn:[a-z-]+:sns:([a-z0-9-]+|\$\{[A-Za-z_][A-Za-z0-9_]*\}):([0-9]{12}|\$\{[A-Za-z_][A-Za-z0-9_]*\}):[A-Za-z0-9_-]{1,256}$`
	// +ecrcache:accepts=the ARN of a topic, such as arn:aws:sns:ca-central-1:123456789012:platform
	TopicARN string `json:"topicARN,omitempty"`

	// How many failures in an hour at upstreams with a credential raise the alarm.
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:default=5
	// +ecrcache:accepts=a number from 1
	FailuresPerHour int `json:"failuresPerHour,omitempty"`
}

// defaultFailuresPerHour is more than an upstream fails by itself, and what nodes with an
// expired credential reach soon.
const defaultFailuresPerHour = 5
