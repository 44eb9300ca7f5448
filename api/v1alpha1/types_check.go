package v1alpha1

// Check says what a check lets pass.
type Check struct {
	// Findings that are accepted, and silent from then on, also in rewrite. All of an entry's globs
	// that are given must match.
	Accept []Acceptance `json:"accept,omitempty"`
}

// Acceptance selects findings by globs, all of those that are given, and says why they are
// accepted.
type Acceptance struct {
	// A glob over the code of the finding, or over the reason for which something is left at its upstream.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=1024
	// +ecrcache:accepts=a code or a reason such as policy
	Code string `json:"code,omitempty"`

	// A glob over the kind of the object.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=1024
	// +ecrcache:accepts=a glob such as Deployment
	Kind string `json:"kind,omitempty"`

	// A glob over the name of the object.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=1024
	// +ecrcache:accepts=a glob such as web-*
	Name string `json:"name,omitempty"`

	// A glob over the namespace of the object.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=1024
	// +ecrcache:accepts=a glob such as web-*
	Namespace string `json:"namespace,omitempty"`

	// A glob over the path of the field, as results print it.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=1024
	// +ecrcache:accepts=a glob such as spec.**
	Field string `json:"field,omitempty"`

	// A glob over the value of the field.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=1024
	// +ecrcache:accepts=a glob such as registry.example.com/**
	Image string `json:"image,omitempty"`

	// Why it is accepted.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=1024
	// +ecrcache:accepts=a sentence
	Because string `json:"because"`
}

// A Finding is what acceptances are compared with: what is reported, and of which field.
type Finding struct{ Code, Reason, Kind, Name, Namespace, Field, Image string }

// Accepts reports whether one of the acceptances matches a finding. A glob over codes matches
// the reason of a finding as well.
func (c *Check) Accepts(f Finding) bool {
	for i := range c.Accept {
		a := &c.Accept[i]
		code := matchesIfGiven(a.Code, f.Code) || f.Reason != "" && matchesIfGiven(a.Code, f.Reason)
		if code && matchesIfGiven(a.Kind, f.Kind) && matchesIfGiven(a.Name, f.Name) && matchesIfGiven(a.Namespace, f.Namespace) &&
			matchesIfGiven(a.Field, f.Field) && matchesIfGiven(a.Image, f.Image) {
			return true
		}
	}
	return false
}
