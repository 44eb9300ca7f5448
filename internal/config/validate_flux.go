package config

import (
	"path"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// fluxAt is where the section stands.
const fluxAt = "spec.flux"

// validateFlux refuses what Flux would refuse, or could never use.
func validateFlux(c *v1alpha1.PullThroughCache, p *problems) {
	f := c.Spec.Flux
	if f == nil {
		return
	}
	checkLabels(fluxAt+".labels", f.Labels, p)
	checkLabelKeys(fluxAt+".annotations", f.Annotations, p)
	refuseOwn(fluxAt+".annotations", f.Annotations, p)
	for i, name := range f.Images {
		checkFluxImage(c, element(fluxAt+".images", i), name, p)
	}
	for i, g := range f.Include {
		checkHostGlob(element(fluxAt+".include", i), g, p)
	}
	for i, g := range f.Exclude {
		checkHostGlob(element(fluxAt+".exclude", i), g, p)
	}
	checkBothLists(fluxAt, f.Include, f.Exclude, p)
	validateFluxSettings(&f.FluxSettings, fluxAt, p)
	for i := range f.Overrides {
		at := element(fluxAt+".overrides", i)
		checkHostGlob(at+".repository", f.Overrides[i].Repository, p)
		validateFluxSettings(&f.Overrides[i].FluxSettings, at, p)
	}
	if f.Automation != nil {
		validateAutomation(f.Automation, fluxAt+".automation", p)
	}
	if f.Markers && f.Namespace == "" {
		p.add(fluxAt+".namespace", finding.Finding{Message: "missing; a setter comment names its policy by namespace and name", Accepted: "a namespace such as flux-system"})
	}
}

func validateAutomation(a *v1alpha1.FluxAutomation, at string, p *problems) {
	checkDuration(at+".interval", a.Interval, p)
	checkLabels(at+".policySelector", a.PolicySelector, p)
	if clean := path.Clean(a.Path); a.Path != "" && (path.IsAbs(a.Path) || clean == ".." || strings.HasPrefix(clean, "../")) {
		p.add(at+".path", finding.Finding{Found: finding.Quote(a.Path), Message: "it leads out of the repository", Accepted: "a path from the root of the repository, such as ./deploy"})
	}
	if a.Author.Email != "" && !strings.Contains(a.Author.Email, "@") {
		p.add(at+".author.email", finding.Finding{Found: finding.Quote(a.Author.Email), Accepted: "an address such as fluxcdbot@users.noreply.github.com"})
	}
	if strings.Contains(a.MessageTemplate, ".Updated") {
		p.add(at+".messageTemplate", finding.Finding{Message: "Flux has no .Updated any more", Hint: "use .Changed (https://fluxcd.io/flux/components/image/imageupdateautomations/#message-template)"})
	}
}
