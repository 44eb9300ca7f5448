package outcome

import "github.com/amerintlxperts/ecrcache/internal/finding"

// The codes of what a run finds and does. They are stable.
const (
	// Rewritten: the reference now goes through the cache.
	Rewritten finding.Code = "rewritten"
	// Uncached: a check found a reference that does not go through the cache yet, or
	// that still does when it is to be restored.
	Uncached finding.Code = "uncached"
	// Restored: the reference no longer goes through the cache.
	Restored finding.Code = "restored"
	// NotCached: a check of all images found one that does not go through the cache.
	NotCached finding.Code = "not-cached"
	// DigestPull: the first pull of a digest may be refused.
	DigestPull finding.Code = "digest-first-pull"
	// MovingTag: a tag that moves, or none.
	MovingTag finding.Code = "moving-tag"
	// Placeholder: a placeholder hides what a reference is, so that it stays.
	Placeholder finding.Code = "placeholder"
	// Mended: a digest that an earlier version of the program wrote twice is removed once.
	Mended finding.Code = "mended"
	// OtherRegistry: a reference to the ECR registry of another account or Region.
	OtherRegistry finding.Code = "other-ecr-registry"
	// Malformed: an image field holds no image reference.
	Malformed finding.Code = "malformed-reference"
	// RepositoryTooLong: ECR refuses the repository's name.
	RepositoryTooLong finding.Code = "repository-name-length"
	// SharedAnchor: a value was rewritten that a YAML alias also puts where no image is
	// expected.
	SharedAnchor finding.Code = "shared-anchor"
	// Irreplaceable: a value is written in a way that cannot be edited.
	Irreplaceable finding.Code = "not-on-one-line"
	// DuplicateKey: a key occurs twice in one map.
	DuplicateKey finding.Code = "duplicate-key"
	// UnusedField: a field of the configuration that no item has.
	UnusedField finding.Code = "unused-field"
	// OCISource: what changes for a chart or manifests that are pulled through the
	// cache.
	OCISource finding.Code = "oci-source"
	// FluxMarker: a setter comment by which Flux would undo the rewriting.
	FluxMarker finding.Code = "flux-marker"
	// MarkerWritten and MarkerNotWritten: the setter comments by which Flux updates
	// images.
	MarkerWritten    finding.Code = "marker-written"
	MarkerNotWritten finding.Code = "marker-not-written"
	// MarkerUnreached: a setter comment in a file that no automation updates.
	MarkerUnreached finding.Code = "marker-unreached"
	// MarkerMissing: a check found a field that would get one.
	MarkerMissing finding.Code = "marker-missing"
	// LateEntry: an entry of kustomize's images looks for a name upstream where a
	// function, a Component or a transformer gave the image its name in the cache before.
	LateEntry finding.Code = "late-entry"
	// ImagesAdded and ImagesRemoved: entries were added to the images of Flux's objects, or
	// removed again. NothingToFill: there is none to add.
	ImagesAdded   finding.Code = "images-added"
	ImagesRemoved finding.Code = "images-removed"
	NothingToFill finding.Code = "nothing-to-fill"
	// ChartImages: a check of all images found a release that sets none.
	ChartImages finding.Code = "chart-images"
	// FluxImages and HelmHooks: what Flux does with entries that were added.
	FluxImages finding.Code = "flux-images"
	HelmHooks  finding.Code = "helm-hooks"
	// PullSecretRemoved, PullSecretKept and SecretUnused: what became of pull
	// secrets, and the Secrets that nothing refers to any more.
	PullSecretRemoved finding.Code = "pull-secret-removed"
	PullSecretKept    finding.Code = "pull-secret-kept"
	// PullSecretUnneeded: a check found a pull secret that would be removed.
	PullSecretUnneeded finding.Code = "pull-secret-unneeded"
	SecretUnused       finding.Code = "secret-unused"
	// Note: what the configuration may say but the user should know, such as a check that a
	// placeholder makes impossible.
	Note finding.Code = "note"
	// LeftBehind: an upstream's name is still here after the run.
	LeftBehind finding.Code = "left-behind"
	// Omitted: how many results of one code are left out.
	Omitted finding.Code = "omitted"
	// Summary: the counts of a run.
	Summary finding.Code = "summary"
)
