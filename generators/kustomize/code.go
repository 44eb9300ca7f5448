package kustomize

import "github.com/amerintlxperts/ecrcache/generators/plan"

// The codes of kustomize's transformers.
const (
	// NoImages: there is nothing to write an entry for.
	NoImages plan.Code = "no-images"
	// UncoveredField: an image is in a field that the transformers do not read.
	UncoveredField plan.Code = "uncovered-field"
	// Option: kustomize does not do what rewrite asks for.
	Option plan.Code = "kustomize-option"
	// Digest: the first pull of these digests may be refused.
	Digest plan.Code = "kustomize-digest"
	// Elsewhere: the function makes no transformers.
	Elsewhere plan.Code = "transformers-elsewhere"
)
