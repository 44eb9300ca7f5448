package warm

import "github.com/amerintlxperts/ecrcache/generators/plan"

// The codes of the Job that warms the cache.
const (
	// NoImages: there is nothing to pull.
	NoImages plan.Code = "warm-no-images"
	// NotPulled: images that the Job leaves out.
	NotPulled plan.Code = "warm-not-pulled"
	// TooMany: the list is larger than a ConfigMap may be.
	TooMany plan.Code = "warm-too-many"
	// MovingImage: the image of the Job may be another one tomorrow.
	MovingImage plan.Code = "warm-image"
)
