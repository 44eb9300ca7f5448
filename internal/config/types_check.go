package config

// Check says what a check lets pass.
type Check struct {
	// Accept are findings that are known and are to be silent.
	Accept []Acceptance `json:"accept,omitempty"`
}

// Acceptance selects findings by globs, all of those that are given, and says why they are
// accepted.
type Acceptance struct {
	// Code is the code of a finding, or the reason for which something is left behind.
	Code      string `json:"code,omitempty"`
	Kind      string `json:"kind,omitempty"`
	Name      string `json:"name,omitempty"`
	Namespace string `json:"namespace,omitempty"`
	// Field is the path of the field, as results print it.
	Field string `json:"field,omitempty"`
	// Image is what stands in the field.
	Image string `json:"image,omitempty"`
	// Because is the reason, for people.
	Because string `json:"because"`
}
