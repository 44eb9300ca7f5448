package object

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// API groups that are treated in ways of their own.
const (
	// ConfigGroup is the group of the program's own configuration.
	ConfigGroup = "ecrcache.amerintlxperts.github.io"
	// KustomizeGroup is the group of kustomizations
	// (https://github.com/kubernetes-sigs/kustomize/blob/master/api/types/kustomization.go).
	KustomizeGroup = "kustomize.config.k8s.io"
	// FluxKustomizeGroup and FluxHelmGroup are the groups of Flux whose controllers run kustomize
	// with the images that an object lists
	// (https://fluxcd.io/flux/components/kustomize/kustomizations/#images,
	// https://fluxcd.io/flux/components/helm/helmreleases/#post-renderers).
	FluxKustomizeGroup = "kustomize.toolkit.fluxcd.io"
	FluxHelmGroup      = "helm.toolkit.fluxcd.io"
	// FluxSourceGroup is the group of Flux's OCIRepository and HelmRepository.
	FluxSourceGroup = "source.toolkit.fluxcd.io"
	// FluxImageGroup is the group of Flux's image automation.
	FluxImageGroup = "image.toolkit.fluxcd.io"
	// ArgoGroup is the group of Argo CD.
	ArgoGroup = "argoproj.io"
)

// IsOCISource reports whether a field of the object is the address of an OCI source of
// Flux or Argo CD.
func (o *Object) IsOCISource(p *fields.Place) bool {
	return p.Row.Form == fields.OCIAddress && (o.Kind.Group == FluxSourceGroup || o.Kind.Group == ArgoGroup)
}
