package flux

import "github.com/amerintlxperts/ecrcache/generators/plan"

// The codes of Flux's image automation.
const (
	// NoPolicy: nothing can be inferred from the tags in use.
	NoPolicy plan.Code = "flux-no-policy"
	// PolicyMismatch: the policy that is configured takes no tag in use.
	PolicyMismatch plan.Code = "flux-policy-mismatch"
	// ScanCache: the cache lists only what was pulled.
	ScanCache plan.Code = "flux-scan-cache"
	// Digests: digests that Flux writes may be refused at their first pull.
	Digests plan.Code = "flux-digests"
	// UnusedGlob: a glob that no repository matches.
	UnusedGlob plan.Code = "flux-unused-glob"
	// NameTwice: two pairs of one name.
	NameTwice plan.Code = "flux-name-twice"
	// Placeholder: a repository whose name is not known.
	Placeholder plan.Code = "flux-placeholder"
	// Adopted: a repository that the manifests scan already, so that no pair is generated.
	Adopted plan.Code = "flux-adopted"
	// Existing: an object of the manifests by which Flux does not do what is expected.
	Existing plan.Code = "flux-existing"
	// Nothing: no repository to scan.
	Nothing plan.Code = "flux-nothing"
)
