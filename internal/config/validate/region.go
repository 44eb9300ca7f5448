package validate

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/spelling"
)

// validateRegion refuses a Region that AWS does not have, as far as this version knows: every
// reference would name a registry that does not exist. It checks the Region of the cache,
// and those of upstreams that are ECR registries.
func validateRegion(s *v1alpha1.Spec, p *problems.Collector) {
	if s.NewRegion {
		return
	}
	refuseRegion("spec.region", s.Region, p)
	for i := range s.Upstreams {
		host, _, _ := strings.Cut(s.Upstreams[i].Registry, "/")
		if upstream, isECR := image.ParseECRHost(host); isECR {
			refuseRegion(problems.Element("spec.upstreams", i)+".registry", upstream.Region, p)
		}
	}
}

// meantRegion asks whether the nearest Region was meant, if one is near. Whoever writes a Region
// that is isolated means it.
func meantRegion(text string) string {
	isolated := strings.HasPrefix((image.Registry{Region: text}).Partition(), "aws-iso")
	if meant := spelling.Nearest(text, image.Regions()); meant != "" && !isolated {
		return "did you mean " + meant + "?"
	}
	return ""
}

func refuseRegion(at, region string, p *problems.Collector) {
	if !(image.Registry{Region: region}).IsUnknown() {
		return
	}
	hint := "for a Region that AWS opened since, write spec.newRegion: true"
	if meant := meantRegion(region); meant != "" {
		hint = meant + " " + hint
	}
	p.Add(at, finding.Finding{Found: finding.Quote(region), Message: "AWS has no such Region, as far as this version of ecrcache knows", Hint: hint})
}
