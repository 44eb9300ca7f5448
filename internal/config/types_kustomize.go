package config

// Kustomize says what is written for places that run no function, such as Flux.
type Kustomize struct {
	// Transformers asks for kustomize's transformers; it is true when nothing is said.
	Transformers *bool `json:"transformers,omitempty"`
	// Images are upstream repositories besides those that are seen, without tag.
	Images []string `json:"images,omitempty"`
	// FieldSpecs gives the transformers the other fields in which images were seen.
	FieldSpecs bool `json:"fieldSpecs,omitempty"`
	// FluxKustomizations fills spec.images of Flux's Kustomizations, HelmReleases
	// the post-renderers of Flux's HelmReleases.
	FluxKustomizations bool `json:"fluxKustomizations,omitempty"`
	HelmReleases       bool `json:"helmReleases,omitempty"`
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
