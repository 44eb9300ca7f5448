package config

// Kustomize says what is written for places that run no function, such as Flux.
type Kustomize struct {
	// Component asks for a Component of images; it is true when nothing is said.
	Component *bool `json:"component,omitempty"`
	// Images are upstream repositories besides those that are seen, without tag.
	Images []string `json:"images,omitempty"`
	// FieldSpecs lets the Component tell kustomize the other fields in which images
	// were seen.
	FieldSpecs bool `json:"fieldSpecs,omitempty"`
	// FluxKustomizations fills spec.images of Flux's Kustomizations, HelmReleases
	// the post-renderers of Flux's HelmReleases.
	FluxKustomizations bool `json:"fluxKustomizations,omitempty"`
	HelmReleases       bool `json:"helmReleases,omitempty"`
}

func (k *Kustomize) setDefaults() {
	if k != nil && k.Component == nil {
		k.Component = new(bool)
		*k.Component = true
	}
}

// WantsComponent reports whether a Component is asked for. The section has its
// defaults, or is nil.
func (k *Kustomize) WantsComponent() bool { return k != nil && k.Component != nil && *k.Component }
