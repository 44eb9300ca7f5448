package report

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/cli/awscli"
	"github.com/amerintlxperts/ecrcache/internal/config/validate"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/inventory"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// The checks of an examination, and the statuses of one.
const (
	checkConfiguration  = "configuration"
	checkInfrastructure = "infrastructure"
	checkImages         = "images"

	statusOK      = "ok"
	statusSkipped = "skipped"
	statusWarning = string(finding.Warning)
	statusError   = string(finding.Error)
)

// NewExamination examines a validated configuration, its plan with what is wrong
// with it, and the images of manifests; images is nil when none were looked for.
func NewExamination(c *v1alpha1.PullThroughCache, p *plan.Plan, problems []plan.Problem, images []inventory.Image) *Examination {
	e := &Examination{
		APIVersion: v1alpha1.APIVersion, Kind: "Examination", Registry: p.Registry.Host,
		Findings: []Diagnosis{}, Commands: []Question{},
	}
	for _, note := range validate.Notes(c) {
		e.find(checkConfiguration, Diagnosis{Severity: string(finding.Info), Code: string(outcome.Note), Message: note})
	}
	for _, q := range problems {
		e.find(checkInfrastructure, Diagnosis{Severity: string(q.Severity), Code: string(q.Code), Field: q.Field.Path, Message: q.Text()})
	}
	for _, d := range imageDiagnoses(images) {
		e.find(checkImages, d)
	}
	e.check(checkConfiguration, upstreamsOf(p), true)
	e.check(checkInfrastructure, infrastructureOf(c, p), c.Spec.Infrastructure != nil || len(problems) > 0)
	e.check(checkImages, imagesOf(images), images != nil)
	ask := askOf(p, images)
	ask.PolicyGroup, ask.Policies = policies(c.Spec.Admission)
	for _, q := range awscli.Commands(ask) {
		e.Commands = append(e.Commands, Question{Name: q.Name, Purpose: q.Purpose, Command: redact.Tokens(q.Line), Good: q.Good, Bad: q.Bad, Changes: q.Changes != "", Effect: q.Changes})
	}
	return e
}

func (e *Examination) find(check string, d Diagnosis) {
	d.Check, d.Message = check, redact.Text(d.Message)
	e.Findings = append(e.Findings, d)
}

// check adds a check with the worst severity that its findings have; done says that it was made.
func (e *Examination) check(name, about string, done bool) {
	status := statusOK
	if !done {
		status = statusSkipped
	}
	for _, d := range e.Findings {
		if d.Check == name && d.Severity != string(finding.Info) && status != statusError {
			status = d.Severity
		}
	}
	e.Checks = append(e.Checks, Check{Name: name, Status: status, About: about})
}

func upstreamsOf(p *plan.Plan) string {
	var parts []string
	for i := range p.Rules {
		parts = append(parts, p.Rules[i].UpstreamURL+" under the prefix "+p.Rules[i].Prefix)
	}
	return strings.Join(parts, ", ")
}

func infrastructureOf(c *v1alpha1.PullThroughCache, p *plan.Plan) string {
	if c.Spec.Infrastructure == nil {
		return "none is generated; the cache is made elsewhere"
	}
	return fmt.Sprintf("for %s: rules %d, secrets %d, templates %d, repositories %d",
		c.Spec.Infrastructure.Provider, len(p.Rules), len(p.Credentials), len(p.Templates), len(p.Repositories))
}

func imagesOf(images []inventory.Image) string {
	if images == nil {
		return "no manifests were named; give files or directories"
	}
	covered := 0
	for i := range images {
		if _, ok := inCache(&images[i]); ok {
			covered++
		}
	}
	return fmt.Sprintf("image references %d, of the cache %d", len(images), covered)
}

// askOf is what the commands are about: the plan's rules, and one image of each.
func askOf(p *plan.Plan, images []inventory.Image) awscli.Ask {
	a := awscli.Ask{Registry: awscli.Registry{Account: p.Registry.AccountID, Region: p.Registry.Region, Partition: p.Registry.Partition, Host: p.Registry.Host}}
	for i := range p.Rules {
		r := &p.Rules[i]
		known, _ := image.KnownUpstream(r.UpstreamURL)
		rule := awscli.Rule{
			Prefix: r.Prefix, Upstream: r.UpstreamURL, UpstreamPrefix: r.UpstreamPrefix,
			SignsIn: known.Credential == image.CredentialRequired, Secret: r.CredentialARN,
			IsECR: known.Credential == image.CredentialRole, Role: r.RoleARN,
		}
		if r.UsesRole && p.UpstreamRole != nil {
			rule.Role = "role/" + p.UpstreamRole.RoleName
		}
		if r.Credential >= 0 && rule.Secret == "" {
			rule.Secret = p.Credentials[r.Credential].SecretName
		}
		a.Rules = append(a.Rules, rule)
	}
	for i := range p.Templates {
		a.TemplateRole, a.Tags = p.Templates[i].RoleARN, len(p.Templates[i].ResourceTags) > 0
	}
	if p.RegistryPolicy != nil {
		for i := range p.RegistryPolicy.Policy.Statements {
			for _, principal := range p.RegistryPolicy.Policy.Statements[i].Principals {
				if a.Principal == "" && strings.Contains(principal, ":role/") {
					a.Principal = principal
				}
			}
		}
	}
	a.Images = exampleImages(images)
	return a
}

// exampleImages is the first image of every prefix.
func exampleImages(images []inventory.Image) []awscli.Image {
	var all []awscli.Image
	met := map[string]bool{}
	for i := range images {
		ref, ok := inCache(&images[i])
		if !ok || met[images[i].Prefix] {
			continue
		}
		met[images[i].Prefix] = true
		all = append(all, awscli.Image{Repository: ref.Repository, Tag: ref.Tag, Digest: ref.Digest})
	}
	return all
}

// policies are the API group of the policies that a configuration asks for, and the names of
// their resources as kubectl api-resources lists them.
func policies(a *v1alpha1.Admission) (group string, resources []string) {
	if a == nil {
		return "", nil
	}
	group, mutating, validating := "admissionregistration.k8s.io", "mutatingadmissionpolicies", "validatingadmissionpolicies"
	if a.Engine == v1alpha1.EngineKyverno {
		group, mutating, validating = "policies.kyverno.io", "mutatingpolicies", "validatingpolicies"
	}
	if a.WantsMutate() {
		resources = append(resources, mutating+"."+group)
	}
	if len(a.Actions()) > 0 {
		resources = append(resources, validating+"."+group)
	}
	return group, resources
}
