package config

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// regionPath is where the Region of the cache stands.
const regionPath = "spec.region"

// meantRegion asks whether the nearest Region was meant, if one is near. Whoever writes a Region
// that is isolated means it.
func meantRegion(text string) string {
	isolated := strings.HasPrefix((image.Registry{Region: text}).Partition(), "aws-iso")
	if meant := Nearest(text, image.Regions()); meant != "" && !isolated {
		return "did you mean " + meant + "?"
	}
	return ""
}

// validateRegion refuses a Region that AWS has not, as far as this version knows, of the
// cache and of upstreams that are ECR registries: every reference would name a registry
// that is not there.
func validateRegion(s *v1alpha1.Spec, p *problems) {
	if s.NewRegion {
		return
	}
	refuseRegion(regionPath, s.Region, p)
	for i := range s.Upstreams {
		host, _, _ := strings.Cut(s.Upstreams[i].Registry, "/")
		if upstream, isECR := image.ParseECRHost(host); isECR {
			refuseRegion(element("spec.upstreams", i)+".registry", upstream.Region, p)
		}
	}
}

func refuseRegion(at, region string, p *problems) {
	if !(image.Registry{Region: region}).IsUnknown() {
		return
	}
	hint := "for a Region that AWS opened since, write spec.newRegion: true"
	if meant := meantRegion(region); meant != "" {
		hint = meant + " " + hint
	}
	p.add(at, finding.Finding{Found: finding.Quote(region), Message: "AWS has no such Region, as far as this version of ecrcache knows", Hint: hint})
}
