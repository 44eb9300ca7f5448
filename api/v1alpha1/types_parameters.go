package v1alpha1

// Parameters are the outputs in the Parameter Store of AWS Systems Manager.
type Parameters struct {
	// The path that the parameters are below, such as /eks/dev for /eks/dev/ecr-registry.
	// +kubebuilder:validation:Pattern=`^(/([A-Za-z0-9_.-]|\$\{[A-Za-z_][A-Za-z0-9_]*\})+)+/?$`
	// +ecrcache:accepts=a path such as /eks/dev
	Path string `json:"path"`
}
