package v1alpha1

// FluxAutomation is an ImageUpdateAutomation.
type FluxAutomation struct {
	// Its name.
	// +kubebuilder:validation:MaxLength=253
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
	// +kubebuilder:validation:MaxLength=253
	// +kubebuilder:default=image-updates
	// +ecrcache:accepts=the name of an object, such as image-updates
	Name string `json:"name,omitempty"`

	// The Git repository.
	SourceRef FluxSourceRef `json:"sourceRef"`

	// How often it looks for something to write.
	// +kubebuilder:validation:Pattern=`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`
	// +kubebuilder:default=10m
	// +ecrcache:accepts=a duration such as 10m or 1h30m
	Interval string `json:"interval,omitempty"`

	// The branch that is read; that of the GitRepository by default.
	// +kubebuilder:validation:MinLength=1
	// +ecrcache:accepts=a branch such as main
	CheckoutBranch string `json:"checkoutBranch,omitempty"`

	// The branch that is written; the one that is read by default.
	// +kubebuilder:validation:MinLength=1
	// +ecrcache:accepts=a branch such as image-updates
	PushBranch string `json:"pushBranch,omitempty"`

	// The author of the commits.
	Author FluxAuthor `json:"author"`

	// The message of the commits, a Go template; Flux's own by default.
	// +kubebuilder:validation:MinLength=1
	// +ecrcache:accepts=a Go template
	MessageTemplate string `json:"messageTemplate,omitempty"`

	// The key that commits are signed by.
	SigningKey *FluxSigningKey `json:"signingKey,omitempty"`

	// The directory of the Git repository that is updated; all of it by default.
	// +kubebuilder:validation:MinLength=1
	// +ecrcache:accepts=a path in the repository, such as ./deploy
	Path string `json:"path,omitempty"`

	// Labels of the policies that count; all of the namespace by default.
	PolicySelector map[string]string `json:"policySelector,omitempty"`

	// Whether Flux stops updating.
	// +kubebuilder:default=false
	Suspend bool `json:"suspend,omitempty"`
}

// FluxSourceRef names the Git repository that is updated.
type FluxSourceRef struct {
	// Its kind.
	// +kubebuilder:validation:Enum=GitRepository
	// +kubebuilder:default=GitRepository
	Kind string `json:"kind,omitempty"`

	// Its name.
	// +kubebuilder:validation:MaxLength=253
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=the name of a GitRepository, such as flux-system
	Name string `json:"name"`

	// Its namespace; that of the automation by default.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`
	// +ecrcache:accepts=a namespace such as flux-system
	Namespace string `json:"namespace,omitempty"`
}

// FluxAuthor is the author of the commits.
type FluxAuthor struct {
	// The name.
	// +kubebuilder:validation:MinLength=1
	// +ecrcache:accepts=a name such as fluxcdbot
	Name string `json:"name,omitempty"`

	// The address.
	// +kubebuilder:validation:MinLength=1
	// +ecrcache:accepts=an address such as fluxcdbot@users.noreply.github.com
	Email string `json:"email"`
}

// FluxSigningKey names the Secret with the key that commits are signed by.
type FluxSigningKey struct {
	// The Secret with the key.
	SecretRef FluxReference `json:"secretRef"`

	// The kind of key; gpg by Flux's default.
	// +kubebuilder:validation:Enum=gpg;ssh
	Type string `json:"type,omitempty"`
}
