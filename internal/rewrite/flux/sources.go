package flux

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Sources is the pass that warns of what charts and manifests cannot do through the cache.
type Sources struct {
	pass.None
	rules  *decide.Rules
	report *outcome.Report
}

// NewSources returns the pass.
func NewSources(r *decide.Rules, report *outcome.Report) *Sources {
	return &Sources{rules: r, report: report}
}

// SourceEdits returns what else changes with the address of a Flux source; nothing for any other
// object. Flux logs in to ECR with provider: aws, and has no use for the upstream's secret. A
// restore removes the provider; it cannot know the secret. It fails when one of the keys cannot
// be edited.
// https://fluxcd.io/flux/components/source/ocirepositories/#aws
func SourceEdits(r *decide.Rules, at *object.Occurrence) ([]yamlbytes.Edit, error) {
	if at.Object.Kind.Group != object.FluxSourceGroup {
		return nil, nil
	}
	return loginEdits(r.Restore, at.Object.Item, at.Place.Parent, at.Place.Name)
}

// loginEdits returns the edits on a map of Flux that names something in a registry: with ECR there
// is provider: aws after the name, and no secretRef; a restore removes the provider.
func loginEdits(restore bool, it *yamlbytes.Item, parent, name *yamlbytes.Node) ([]yamlbytes.Edit, error) {
	if restore {
		if parent.Text("provider") != "aws" {
			return nil, nil
		}
		e, err := it.RemoveEntry(parent, "provider")
		return []yamlbytes.Edit{e}, err
	}
	edits, err := setProvider(it, parent, name)
	if err != nil || parent.Get("secretRef") == nil {
		return edits, err
	}
	e, err := it.RemoveEntry(parent, "secretRef")
	return append(edits, e), err
}

// setProvider returns the edits that set provider: aws.
func setProvider(it *yamlbytes.Item, parent, name *yamlbytes.Node) ([]yamlbytes.Edit, error) {
	provider := parent.Get("provider")
	if provider == nil {
		e, err := it.AddBehind(parent, name, "provider", "aws")
		return []yamlbytes.Edit{e}, err
	}
	if provider.Value == "aws" {
		return nil, nil
	}
	e, err := it.Replace(provider, "aws")
	return []yamlbytes.Edit{e}, err
}

// Image warns of a source that was changed to the cache.
func (f *Sources) Image(at *object.Occurrence, d *decide.Decision) {
	o, p := at.Object, at.Place
	if d.Kind != decide.Changed || f.rules.Restore || !o.IsOCISource(p) {
		return
	}
	warn := func(message string) {
		f.report.AddAbout(o, finding.Finding{Severity: finding.Warning, Code: outcome.OCISource, Field: finding.Field{Path: at.Path()}, Message: message})
	}
	if o.Kind.Group == object.ArgoGroup {
		warn(argoFirstPull)
		if strings.ContainsAny(p.Parent.Text("targetRevision"), "*^~<>|") {
			warn("targetRevision looks for versions among the tags that ECR lists, which are only those already pulled; name an exact tag")
		}
		return
	}
	if secret := p.Parent.Text("secretRef", "name"); secret != "" {
		warn("the secretRef " + secret + " was removed: provider aws logs in to ECR with the controller's own role")
	}
	if p.Parent.Text("ref", "semver") != "" {
		warn("spec.ref.semver looks for versions among the tags that ECR lists, which are only those already pulled; name an exact tag")
	}
	if p.Parent.Text("ref", "digest") != "" {
		warn("the first pull of a digest that is not in the cache yet may be refused as not found; name an exact tag")
	}
	warn(OCIFirstPull)
}

// OCIFirstPull is what to know of every source of Flux
// (https://github.com/fluxcd/source-controller/issues/1951).
const OCIFirstPull = "Flux asks ECR for the tag before ECR has it, and fails until something else pulled it through the cache once; pull each new tag once"

// argoFirstPull is what to know of every chart or repository of Argo CD
// (https://argo-cd.readthedocs.io/en/stable/user-guide/private-repositories/,
// https://github.com/argoproj/argo-cd/issues/8097).
const argoFirstPull = "Argo CD needs a login for ECR's registry, which ends after 12 hours: something has to renew the repository's Secret; " +
	"and the tag must be in the cache before Argo CD asks for it: pull each new tag once"
