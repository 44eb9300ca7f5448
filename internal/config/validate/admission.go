package validate

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config/problems"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// admissionPath is the path of the section.
const admissionPath = "spec.admission"

// maxAdmissionName is the longest name of a configuration whose policies can be named
// ecrcache-NAME.
const maxAdmissionName = maxLabelPrefix - len("ecrcache-")

// workloadKinds are the kinds of workloads that a policy can recognize by their Pods. *Job is Job and
// CronJob, which a Pod does not tell apart.
var workloadKinds = []string{"DaemonSet", "Deployment", "*Job", "Pod", "ReplicaSet", "ReplicationController", "Rollout", "StatefulSet"}

// validateAdmission refuses what an admission policy cannot express, and what Kubernetes
// and Kyverno refuse.
func validateAdmission(c *v1alpha1.PullThroughCache, p *problems.Collector) {
	a := c.Spec.Admission
	if a == nil {
		return
	}
	validateActions(a, p)
	validateEngine(a, p)
	if a.Name == "" && len(c.Metadata.Name) > maxAdmissionName {
		p.Add(admissionPath+".name", finding.Finding{Message: "missing, and the name of this document is too long for ecrcache- before it", Hint: "give the policies a name"})
	}
	if c.Spec.Rewrite.Direction == v1alpha1.DirectionRestore && a.WantsMutate() {
		p.Add(admissionPath+".mutate", finding.Finding{
			Message: "spec.rewrite.direction is Restore, and the policy would move the images to the cache again",
			Hint:    "remove spec.admission, and delete the policy in the cluster before images are restored",
		})
	}
	for i, s := range c.Spec.Rewrite.Include {
		validateWorkload(problems.Element("spec.rewrite.include", i), s, p)
	}
	for i, s := range c.Spec.Rewrite.Exclude {
		validateWorkload(problems.Element("spec.rewrite.exclude", i), s, p)
	}
}

// validateActions refuses actions that contradict each other, and a section that asks for
// nothing.
func validateActions(a *v1alpha1.Admission, p *problems.Collector) {
	at := admissionPath + ".validate"
	has := func(action string) bool { return slices.Contains(a.Validate, action) }
	found := finding.Quote(strings.Join(a.Validate, ", "))
	first := firstOf(a.Validate)
	for i, action := range a.Validate {
		if first[action] < i {
			p.Add(at, finding.Finding{Found: found, Message: action + " is listed twice", Hint: "keep one of the two"})
		}
	}
	switch {
	case has(v1alpha1.ValidateOff) && len(a.Validate) > 1:
		p.Add(at, finding.Finding{Found: found, Message: "Off cannot be combined with other actions", Hint: "remove Off, or the others"})
	case has(v1alpha1.ValidateWarn) && has(v1alpha1.ValidateDeny):
		p.Add(at, finding.Finding{Found: found, Message: "Kubernetes refuses both: who is refused needs no warning", Hint: "remove Warn"})
	case len(a.Actions()) == 0 && !a.WantsMutate():
		p.Add(admissionPath+".mutate", finding.Finding{Found: "false", Message: "nothing is validated either, so nothing is generated", Hint: "remove spec.admission, or write validate: [Warn]"})
	case len(a.Actions()) == 0 && a.All:
		p.Add(admissionPath+".all", finding.Finding{Found: "true", Message: "nothing is validated, so it is not used", Hint: "write validate: [Warn], or remove it"})
	}
}

// validateEngine refuses settings that the chosen engine does not have.
func validateEngine(a *v1alpha1.Admission, p *problems.Collector) {
	if a.Engine == v1alpha1.EngineKyverno && a.Parameters != nil {
		p.Add(admissionPath+".parameters", finding.Finding{Message: "Kyverno's policies take no parameters", Hint: "remove it; accountID and region may be placeholders such as ${AWS_REGION}"})
	}
	if a.Engine == v1alpha1.EngineKyverno && a.Version != "v1" {
		p.Add(admissionPath+".version", finding.Finding{Found: finding.Quote(a.Version), Message: "it is the API version of Kubernetes' own policies, and the engine is Kyverno", Hint: "remove it"})
	}
	if !a.WantsMutate() && a.Version != "v1" {
		p.Add(admissionPath+".version", finding.Finding{Found: finding.Quote(a.Version), Message: "it is the API version of the policy that moves images, and mutate is false", Hint: "remove it"})
	}
}

// validateWorkload refuses a selector of a kind that cannot be seen from a Pod: a Pod names
// the controller that made it, but not what made that controller.
func validateWorkload(at string, s v1alpha1.Selector, p *problems.Collector) {
	e := finding.Finding{
		Found: finding.Quote(s.Kind), Message: "spec.admission is given, and a Pod does not show that it belongs to this kind",
		Accepted: strings.Join(workloadKinds, ", ") + ", or a glob over them",
		Hint:     "select by namespace, name or container, or annotate those Pods with " + v1alpha1.IgnoreLabel + `: "true" and leave the selector out`,
	}
	switch {
	case s.Kind == "":
		return
	case s.MatchesKind("Job") != s.MatchesKind("CronJob"):
		e.Message, e.Hint = "spec.admission is given, and the Pod of a CronJob shows only that it belongs to a Job", "write *Job for both, or select by namespace, name or container"
	case s.MatchesKind("Job") || slices.ContainsFunc(workloadKinds, s.MatchesKind):
		return
	}
	p.Add(at+".kind", e)
}
