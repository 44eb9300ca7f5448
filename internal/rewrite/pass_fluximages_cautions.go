package rewrite

import "github.com/amerintlxperts/ecrcache/internal/finding"

// cautions are what Flux does with entries that were added, and that nobody sees in
// Git: one for every group of objects that got some.
func cautions(filled map[string]bool) []finding.Finding {
	var all []finding.Finding
	if filled[fluxKustomizations] {
		all = append(all, finding.Finding{
			Severity: finding.Warning, Code: FluxImages, Field: finding.Field{Path: "spec.kustomize.fluxKustomizations"},
			// https://github.com/fluxcd/pkg/pull/1266
			Message: "where the kustomization at spec.path has an entry of the same name, Flux takes the newName from spec.images; Flux before v2.9.3 (kustomize-controller v1.9.4) drops the newTag or digest of that entry as well: update Flux first, or list the transformers of ecrcache generate in that kustomization instead",
		})
	}
	if filled[fluxHelm] {
		all = append(all, finding.Finding{
			Severity: finding.Warning, Code: HelmHooks, Field: finding.Field{Path: "spec.kustomize.helmReleases"},
			// https://github.com/fluxcd/helm-controller/issues/1469
			Message: "Helm hooks of a chart are post-rendered by Flux v2.9 and newer alone, and not with spec.postRenderStrategy: nohooks; elsewhere their images stay on the upstream: set those in the values of the HelmRelease",
		})
	}
	return all
}
