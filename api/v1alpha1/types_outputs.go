package v1alpha1

// Outputs is the ConfigMap with the names of the cache.
type Outputs struct {
	// The name of the ConfigMap.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`
	// +kubebuilder:validation:MaxLength=253
	// +kubebuilder:default=ecr-cache
	// +ecrcache:accepts=the name of a ConfigMap, such as ecr-cache
	Name string `json:"name,omitempty"`

	// The namespace of the ConfigMap; that of the generated objects by default.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`
	// +ecrcache:accepts=a namespace such as flux-system
	Namespace string `json:"namespace,omitempty"`
}

// Parameters are the outputs in the Parameter Store of AWS Systems Manager.
type Parameters struct {
	// The path that the parameters are below, such as /eks/dev for /eks/dev/ecr-registry.
	// +kubebuilder:validation:Pattern=`^(/([A-Za-z0-9_.-]|\$\{[A-Za-z_][A-Za-z0-9_]*\})+)+/?$`
	// +ecrcache:accepts=a path such as /eks/dev
	Path string `json:"path"`
}
