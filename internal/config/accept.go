package config

import "strings"

// A Finding is what acceptances are held against.
type Finding struct{ Code, Reason, Kind, Name, Namespace, Field, Image string }

// Accepts reports whether one of the acceptances is about the finding.
func (c *Check) Accepts(f Finding) bool {
	for i := range c.Accept {
		a := &c.Accept[i]
		code := matchesIfGiven(a.Code, f.Code) || f.Reason != "" && matchesIfGiven(a.Code, f.Reason)
		if code && matchesIfGiven(a.Kind, f.Kind) && matchesIfGiven(a.Name, f.Name) && matchesIfGiven(a.Namespace, f.Namespace) &&
			matchesIfGiven(a.Field, f.Field) && matchesIfGiven(a.Image, f.Image) {
			return true
		}
	}
	return false
}

// validate refuses acceptances of everything, and without a reason.
func (c *Check) validate(p *problems) {
	for i, a := range c.Accept {
		at := element("spec.check.accept", i)
		because := a.Because
		if a.Because = ""; a == (Acceptance{}) && !p.coversPart(at) {
			p.add(Error{Path: at, Reason: "it would accept everything", Accepted: "at least one of code, kind, name, namespace, field, image"})
		}
		if strings.TrimSpace(because) == "" && because != "" {
			p.add(Error{Path: at + ".because", Found: excerpt(because), Accepted: "why this is accepted"})
		}
	}
}
