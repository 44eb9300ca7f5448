package config

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// validateCheck refuses acceptances of everything, and without a reason.
func validateCheck(c *v1alpha1.Check, p *problems) {
	for i, a := range c.Accept {
		at := element("spec.check.accept", i)
		because := a.Because
		if a.Because = ""; a == (v1alpha1.Acceptance{}) && !p.coversPart(at) {
			p.add(at, finding.Finding{Message: "it would accept everything", Accepted: "at least one of code, kind, name, namespace, field, image"})
		}
		if strings.TrimSpace(because) == "" && because != "" {
			p.add(at+".because", finding.Finding{Found: finding.Quote(because), Accepted: "why this is accepted"})
		}
	}
}
