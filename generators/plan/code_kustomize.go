package plan

// The codes of kustomize's transformers.
const (
	// NoImages: there is nothing to write an entry for.
	NoImages Code = "no-images"
	// UncoveredField: an image stands where the transformers do not look.
	UncoveredField Code = "uncovered-field"
	// KustomizeOption: kustomize does not do what rewrite asks for.
	KustomizeOption Code = "kustomize-option"
	// KustomizeDigest: the first pull of these digests may be refused.
	KustomizeDigest Code = "kustomize-digest"
	// TransformersElsewhere: the function makes no transformers.
	TransformersElsewhere Code = "transformers-elsewhere"
)
