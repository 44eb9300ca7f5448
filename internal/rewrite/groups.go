package rewrite

import "github.com/amerintlxperts/ecrcache/internal/fields"

// API groups in which images stand in forms of their own.
const (
	// configGroup is the group of the program's own configuration.
	configGroup = "ecrcache.amerintlxperts.github.io"
	// kustomizeGroup is the group of kustomizations
	// (https://github.com/kubernetes-sigs/kustomize/blob/master/api/types/kustomization.go).
	kustomizeGroup = "kustomize.config.k8s.io"
	// fluxKustomizations and fluxHelm are the groups of Flux whose controllers run kustomize
	// with the images that an object lists
	// (https://fluxcd.io/flux/components/kustomize/kustomizations/#images,
	// https://fluxcd.io/flux/components/helm/helmreleases/#post-renderers).
	fluxKustomizations = "kustomize.toolkit.fluxcd.io"
	fluxHelm           = "helm.toolkit.fluxcd.io"
	// fluxSourceGroup is the group of Flux's OCIRepository and HelmRepository.
	fluxSourceGroup = "source.toolkit.fluxcd.io"
	// argoGroup is the group of Argo CD.
	argoGroup = "argoproj.io"
)

// isOCISource reports whether a field of the object is the address of an OCI source of
// Flux or Argo CD.
func (o *object) isOCISource(p *fields.Place) bool {
	return p.Row.Form == fields.OCIAddress && (o.kind.Group == fluxSourceGroup || o.kind.Group == argoGroup)
}
