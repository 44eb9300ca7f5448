package config

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
)

// validateRegion refuses a Region that AWS has not, as far as this version knows: every
// reference would name a registry that is not there.
func validateRegion(s *v1alpha1.Spec, p *problems) {
	if s.NewRegion || !(image.Registry{Region: s.Region}).IsUnknown() {
		return
	}
	e := Error{Path: "spec.region", Found: excerpt(s.Region), Reason: "AWS has no such Region, as far as this version of ecrcache knows"}
	const force = "for a Region that AWS opened since, write newRegion: true beside it"
	if meant := Nearest(s.Region, image.Regions()); meant != "" {
		e.Hint = "did you mean " + meant + "? " + force
	} else {
		e.Hint = force
	}
	p.add(e)
}
