package validate

import (
	"path"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// fluxPath is the path of the section.
const fluxPath = "spec.flux"

// validateFlux refuses what Flux would refuse, or accept and never use.
func validateFlux(c *v1alpha1.PullThroughCache, p *problems.Collector) {
	f := c.Spec.Flux
	if f == nil {
		return
	}
	checkLabels(fluxPath+".labels", f.Labels, p)
	checkLabelKeys(fluxPath+".annotations", f.Annotations, p)
	refuseOwnAnnotations(fluxPath+".annotations", f.Annotations, p)
	for i, name := range f.Images {
		checkFluxImage(c, problems.Element(fluxPath+".images", i), name, p)
	}
	for i, g := range f.Include {
		checkHostGlob(problems.Element(fluxPath+".include", i), g, p)
	}
	for i, g := range f.Exclude {
		checkHostGlob(problems.Element(fluxPath+".exclude", i), g, p)
	}
	checkBothLists(fluxPath, f.Include, f.Exclude, p)
	validateFluxSettings(&f.FluxSettings, fluxPath, p)
	for i := range f.Overrides {
		at := problems.Element(fluxPath+".overrides", i)
		checkHostGlob(at+".repository", f.Overrides[i].Repository, p)
		validateFluxSettings(&f.Overrides[i].FluxSettings, at, p)
	}
	if f.Automation != nil {
		validateAutomation(f.Automation, fluxPath+".automation", p)
	}
	if f.Markers && f.Namespace == "" {
		p.Add(fluxPath+".namespace", finding.Finding{Message: "missing; a setter comment names its policy by namespace and name", Accepted: "a namespace such as flux-system"})
	}
}

func validateAutomation(a *v1alpha1.FluxAutomation, at string, p *problems.Collector) {
	checkDuration(at+".interval", a.Interval, p)
	checkLabels(at+".policySelector", a.PolicySelector, p)
	if clean := path.Clean(a.Path); a.Path != "" && (path.IsAbs(a.Path) || clean == ".." || strings.HasPrefix(clean, "../")) {
		p.Add(at+".path", finding.Finding{Found: finding.Quote(a.Path), Message: "it leads out of the repository", Accepted: "a path from the root of the repository, such as ./deploy"})
	}
	if a.Author.Email != "" && !strings.Contains(a.Author.Email, "@") {
		p.Add(at+".author.email", finding.Finding{Found: finding.Quote(a.Author.Email), Accepted: "an address such as fluxcdbot@users.noreply.github.com"})
	}
	if strings.Contains(a.MessageTemplate, ".Updated") {
		p.Add(at+".messageTemplate", finding.Finding{Message: "Flux has no .Updated any more", Hint: "use .Changed (https://fluxcd.io/flux/components/image/imageupdateautomations/#message-template)"})
	}
}
