package v1alpha1

// Kustomize says what is written for places that run no function, such as Flux.
type Kustomize struct {
	// Whether ecrcache generate writes a directory of kustomize transformers, one for every
	// repository.
	// +kubebuilder:default=true
	// +ecrcache:configMap=transformers
	Transformers *bool `json:"transformers,omitempty"`

	// Upstream repositories besides those that are seen in manifests, such as those that a chart
	// renders.
	// +kubebuilder:validation:items:MinLength=1
	// +kubebuilder:validation:items:MaxLength=512
	// +ecrcache:items:accepts=a repository such as ghcr.io/amerintlxperts/my-app
	// +ecrcache:configMap=kustomizeImages
	Images []string `json:"images,omitempty"`

	// Whether the transformers have field specs for the fields of the manifests in which kustomize
	// does not look for images by itself, such as an operator's imageName.
	// +kubebuilder:default=false
	FieldSpecs bool `json:"fieldSpecs,omitempty"`

	// Whether spec.images of Flux's Kustomizations get an entry for every repository.
	// +kubebuilder:default=false
	// +ecrcache:configMap=fluxKustomizations
	FluxKustomizations bool `json:"fluxKustomizations,omitempty"`

	// Whether a post-renderer of Flux's HelmReleases gets an entry for every repository.
	// +kubebuilder:default=false
	// +ecrcache:configMap=helmReleases
	HelmReleases bool `json:"helmReleases,omitempty"`
}

func (k *Kustomize) setDefaults() {
	if k != nil && k.Transformers == nil {
		k.Transformers = new(bool)
		*k.Transformers = true
	}
}

// WantsTransformers reports whether kustomize's transformers are asked for. The section has its
// defaults, or is nil.
func (k *Kustomize) WantsTransformers() bool {
	return k != nil && k.Transformers != nil && *k.Transformers
}
