package config

// FluxAutomation is an ImageUpdateAutomation.
type FluxAutomation struct {
	Name            string            `json:"name,omitempty"`
	SourceRef       FluxSourceRef     `json:"sourceRef"`
	Interval        string            `json:"interval,omitempty"`
	CheckoutBranch  string            `json:"checkoutBranch,omitempty"`
	PushBranch      string            `json:"pushBranch,omitempty"`
	Author          FluxAuthor        `json:"author"`
	MessageTemplate string            `json:"messageTemplate,omitempty"`
	SigningKey      *FluxSigningKey   `json:"signingKey,omitempty"`
	Path            string            `json:"path,omitempty"`
	PolicySelector  map[string]string `json:"policySelector,omitempty"`
	Suspend         bool              `json:"suspend,omitempty"`
}

// FluxSourceRef names the Git repository that is updated.
type FluxSourceRef struct {
	Kind      string `json:"kind,omitempty"`
	Name      string `json:"name"`
	Namespace string `json:"namespace,omitempty"`
}

// FluxAuthor is the author of the commits.
type FluxAuthor struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email"`
}

// FluxSigningKey names the Secret with the key that commits are signed by.
type FluxSigningKey struct {
	SecretRef FluxReference `json:"secretRef"`
	Type      string        `json:"type,omitempty"`
}
