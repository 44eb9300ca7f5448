package plan

// The codes of a kustomize Component.
const (
	// NoImages: there is nothing to write an entry for.
	NoImages Code = "no-images"
	// UncoveredField: an image stands where kustomize's images do not look.
	UncoveredField Code = "uncovered-field"
	// ComponentOption: kustomize does not do what rewrite asks for.
	ComponentOption Code = "component-option"
	// ComponentDigest: the first pull of these digests may be refused.
	ComponentDigest Code = "component-digest"
	// ComponentElsewhere: the function makes no Component.
	ComponentElsewhere Code = "component-elsewhere"
)
