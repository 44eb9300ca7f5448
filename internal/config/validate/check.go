package validate

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// validateCheck refuses acceptances that accept every finding, and those without a reason.
func validateCheck(c *v1alpha1.Check, p *problems.Collector) {
	for i, a := range c.Accept {
		at := problems.Element("spec.check.accept", i)
		because := a.Because
		if a.Because = ""; a == (v1alpha1.Acceptance{}) && !p.CoversPart(at) {
			p.Add(at, finding.Finding{Message: "it would accept everything", Accepted: "at least one of code, kind, name, namespace, field, image"})
		}
		if strings.TrimSpace(because) == "" && because != "" {
			p.Add(at+".because", finding.Finding{Found: finding.Quote(because), Accepted: "why this is accepted"})
		}
	}
}
