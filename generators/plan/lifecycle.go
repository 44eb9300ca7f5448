package plan

// A LifecyclePolicy is ECR's lifecycle document, its keys in the order of ECR's user guide
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html).
type LifecyclePolicy struct {
	Rules []LifecycleRule `json:"rules"`
}

// A LifecycleRule expires images of one selection.
type LifecycleRule struct {
	RulePriority int                `json:"rulePriority"`
	Description  string             `json:"description,omitempty"`
	Selection    LifecycleSelection `json:"selection"`
	Action       LifecycleAction    `json:"action"`
}

// A LifecycleSelection says which images a rule is about.
type LifecycleSelection struct {
	TagStatus      string   `json:"tagStatus"`
	TagPatternList []string `json:"tagPatternList,omitempty"`
	TagPrefixList  []string `json:"tagPrefixList,omitempty"`
	CountType      string   `json:"countType"`
	CountUnit      string   `json:"countUnit,omitempty"`
	CountNumber    int      `json:"countNumber"`
}

// A LifecycleAction is what a rule does.
type LifecycleAction struct {
	Type string `json:"type"`
}

// JSON returns the policy on one line.
func (l *LifecyclePolicy) JSON() string { return compact(l) }
