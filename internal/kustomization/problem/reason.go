package problem

// The reasons for which an image or a newName stays as it is, as results print them.
const (
	// Placeholder: an entry gives the image another name in every build.
	Placeholder = "placeholder"
	// ByPosition: a replacement copies or replaces a part of the name by its position, and in
	// the cache another part is at that position.
	ByPosition = "by-position"
	// SuffixTwice: an entry with a tagSuffix would find the image again under the name that
	// it gives, and add the suffix once more.
	SuffixTwice = "suffix-twice"
	// WasInCache: an entry's newName was in the cache before the manifests were rewritten.
	WasInCache = "was-in-cache"
	// Shared: an image that must not change gets its name in the cache by the same entry.
	Shared = "shared"
)
