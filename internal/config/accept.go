package config

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
)

// validateCheck refuses acceptances of everything, and without a reason.
func validateCheck(c *v1alpha1.Check, p *problems) {
	for i, a := range c.Accept {
		at := element("spec.check.accept", i)
		because := a.Because
		if a.Because = ""; a == (v1alpha1.Acceptance{}) && !p.coversPart(at) {
			p.add(Error{Path: at, Reason: "it would accept everything", Accepted: "at least one of code, kind, name, namespace, field, image"})
		}
		if strings.TrimSpace(because) == "" && because != "" {
			p.add(Error{Path: at + ".because", Found: excerpt(because), Accepted: "why this is accepted"})
		}
	}
}
