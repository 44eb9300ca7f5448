package v1alpha1

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/glob"
)

// Kustomize says what is written for places that run no function, such as Flux.
type Kustomize struct {
	// Whether ecrcache generate writes a directory of kustomize transformers, one for every
	// repository.
	// +kubebuilder:default=true
	// +ecrcache:configMap=transformers
	Transformers *bool `json:"transformers,omitempty"`

	// Upstream repositories besides those that are seen in manifests. With helmReleases every
	// HelmRelease gets them.
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

	// Whether a post-renderer of Flux's HelmReleases gets an entry for every repository of images
	// and of releases. What other manifests use is not for them.
	// +kubebuilder:default=false
	// +ecrcache:configMap=helmReleases
	HelmReleases bool `json:"helmReleases,omitempty"`

	// Which repositories the charts of some HelmReleases bring along; helmReleases adds entries for
	// them to those alone.
	Releases []KustomizeRelease `json:"releases,omitempty"`
}

// KustomizeRelease is what the charts of some HelmReleases render.
type KustomizeRelease struct {
	// A glob over the names of HelmReleases.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	// +ecrcache:accepts=the name of a HelmRelease or a glob, such as cert-manager or *-exporter
	Name string `json:"name"`

	// Their namespace, as metadata.namespace has it; any by default.
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`
	// +ecrcache:accepts=a namespace such as cert-manager
	Namespace string `json:"namespace,omitempty"`

	// The repositories.
	// +kubebuilder:validation:MinItems=1
	// +kubebuilder:validation:items:MinLength=1
	// +kubebuilder:validation:items:MaxLength=512
	// +ecrcache:items:accepts=a repository such as quay.io/jetstack/cert-manager-controller
	Images []string `json:"images"`
}

// ImagesOf returns the repositories that are listed for a HelmRelease: those for all, and those of
// its releases.
func (k *Kustomize) ImagesOf(namespace, name string) []string {
	all := slices.Clone(k.Images)
	for i := range k.Releases {
		if r := &k.Releases[i]; glob.Match(r.Name, name) && (r.Namespace == "" || r.Namespace == namespace) {
			all = append(all, r.Images...)
		}
	}
	return all
}

// Listed returns all repositories that are listed: what gives them their tags is not in the
// manifests. The section may be nil.
func (k *Kustomize) Listed() []string {
	if k == nil {
		return nil
	}
	all := slices.Clone(k.Images)
	for i := range k.Releases {
		all = append(all, k.Releases[i].Images...)
	}
	return all
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
