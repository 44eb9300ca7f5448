package flux

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
	"github.com/amerintlxperts/ecrcache/internal/tagpolicy"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Existing is the pass that collects Flux's image automation that was not generated, and lets its
// ImageRepositories scan the cache where the configuration says so. It does nothing without
// spec.flux.
type Existing struct {
	pass.None
	rules  *decide.Rules
	report *outcome.Report
	spec   *v1alpha1.Flux
	// keeps says that the objects stay as they are.
	keeps bool
}

// NewExisting returns the pass. around is what manifests have that are not part of the run.
func NewExisting(r *decide.Rules, report *outcome.Report, around tagpolicy.Existing) *Existing {
	report.Existing = around
	return &Existing{rules: r, report: report, spec: r.Config.Spec.Flux}
}

// Keeping returns the pass for a run in which the objects stay as they are.
func (e *Existing) Keeping() *Existing {
	e.keeps = true
	return e
}

// End collects an object. Flux's group is among those whose images stay, so that there is no Begin.
func (e *Existing) End(o *object.Object) {
	if e.spec == nil || !isExisting(o) {
		return
	}
	Collect(o, &e.report.Existing)
	if o.Kind.Kind == "ImageRepository" && !o.IsIgnored && !e.keeps {
		if moved := e.move(o); moved != "" {
			scans := e.report.Existing.Scans
			last := &scans[len(scans)-1] // which Collect added
			last.Image = moved
			switch {
			case !e.rules.Restore:
				last.Provider, last.HasSecret = "aws", false
			case last.Provider == "aws":
				last.Provider = "" // a restore removes no other
			}
		}
	}
}

func isExisting(o *object.Object) bool {
	return o.Kind.Group == object.FluxImageGroup && !o.IsGenerated && o.Resource.Name != "" && o.Root.Get("spec") != nil
}

// Collect adds an object of Flux's image automation to those that exist. An object without what its
// kind is about, such as a patch, is none.
func Collect(o *object.Object, all *tagpolicy.Existing) {
	if !isExisting(o) {
		return
	}
	spec := o.Root.Get("spec")
	named := tagpolicy.Named{Namespace: o.Namespace, Name: o.Resource.Name, At: where(o)}
	switch o.Kind.Kind {
	case "ImageRepository":
		if spec.Text("image") == "" {
			return
		}
		all.Scans = append(all.Scans, tagpolicy.ExistingScan{
			Named: named, Image: spec.Text("image"), Provider: spec.Text("provider"),
			HasSecret: spec.Get("secretRef") != nil, IsShared: spec.Get("accessFrom") != nil, IsSuspended: spec.Text("suspend") == "true",
			ExclusionList: texts(spec.Get("exclusionList")),
		})
	case "ImagePolicy":
		if spec.Text("imageRepositoryRef", "name") == "" {
			return
		}
		digests := spec.Text("digestReflectionPolicy")
		all.Policies = append(all.Policies, tagpolicy.ExistingPolicy{
			Named:  named,
			Scan:   tagpolicy.Named{Namespace: spec.Text("imageRepositoryRef", "namespace"), Name: spec.Text("imageRepositoryRef", "name")},
			Policy: policyAt(spec.Get("policy")), Filter: filterAt(spec.Get("filterTags")),
			Digests: digests != "" && digests != v1alpha1.DigestsNever,
		})
	case "ImageUpdateAutomation":
		all.Automations = append(all.Automations, tagpolicy.ExistingAutomation{Named: named, Path: spec.Text("update", "path")})
	}
}

// where returns the file of an object, and its line where that is known.
func where(o *object.Object) string {
	if line := o.Line(o.Root); line > 0 && o.File.Path != "" {
		return fmt.Sprintf("%s:%d", o.File.Path, line)
	}
	return o.File.Path
}

func texts(list *yamlbytes.Node) []string {
	if list == nil {
		return nil
	}
	var all []string
	for _, n := range list.Items {
		all = append(all, n.Value)
	}
	return all
}

// policyAt returns the policy that a map holds; nil for one that is not known.
func policyAt(n *yamlbytes.Node) *v1alpha1.FluxPolicy {
	switch {
	case n == nil:
	case n.Get("semver") != nil:
		return &v1alpha1.FluxPolicy{SemVer: &v1alpha1.FluxSemVer{Range: n.Text("semver", "range")}}
	case n.Get("numerical") != nil:
		return &v1alpha1.FluxPolicy{Numerical: &v1alpha1.FluxOrder{Order: n.Text("numerical", "order")}}
	case n.Get("alphabetical") != nil:
		return &v1alpha1.FluxPolicy{Alphabetical: &v1alpha1.FluxOrder{Order: n.Text("alphabetical", "order")}}
	}
	return nil
}

func filterAt(n *yamlbytes.Node) *v1alpha1.FluxTagFilter {
	if n == nil || n.Text("pattern") == "" {
		return nil
	}
	return &v1alpha1.FluxTagFilter{Pattern: n.Text("pattern"), Extract: n.Text("extract")}
}

// move edits an ImageRepository, and reports it: where spec.flux.scan says Cache it scans the cache,
// and after a restore the upstream again. It returns what the object scans then; empty where nothing changes.
func (e *Existing) move(o *object.Object) string {
	spec := o.Root.Get("spec")
	at := spec.Get("image")
	after, ok := e.after(o, spec.Text("image"))
	if !ok {
		return ""
	}
	edits, err := loginEdits(e.rules.Restore, o.Item, spec, at)
	if err == nil && after != at.Value {
		var edit yamlbytes.Edit
		if edit, err = o.Item.Replace(at, after); err == nil {
			edits = append(edits, edit)
		}
	}
	f := finding.Finding{Severity: finding.Info, Code: outcome.Rewritten, Field: finding.Field{Path: o.Prefix + "spec.image", Current: at.Value, Proposed: after}, Line: o.Line(at)}
	switch {
	case err != nil:
		f.Severity, f.Code, f.Message, f.Field.Proposed = finding.Warning, outcome.Irreplaceable, outcome.MessageOf(err), ""
		e.report.AddAbout(o, f)
		return ""
	case len(edits) == 0:
		return ""
	}
	f.Message = "scanned in the cache, as spec.flux.scan says, with provider: aws"
	secret := spec.Text("secretRef", "name")
	switch {
	case e.rules.Restore:
		f.Code, f.Message = outcome.Restored, "scanned at the upstream"
	case secret != "":
		f.Message += "; the secretRef " + secret + " was removed, as ECR has no use for it"
	}
	e.report.AddAbout(o, f)
	o.Edit(edits...)
	o.Text.Scalars.NewTexts[at] = after
	e.report.Rewritten++
	e.report.CountChanged(o)
	return after
}

// after returns what an ImageRepository is to scan, and false where this run has no say in it: the
// configuration leaves the object or the repository out, or it is of no upstream.
func (e *Existing) after(o *object.Object, text string) (string, bool) {
	ref, err := image.Parse(text)
	if err != nil || !e.rules.SelectsObject(o) {
		return "", false
	}
	cache := e.rules.Cache
	upstream, isCached := cache.Restore(ref)
	moved := ref
	if !isCached {
		if moved, err = cache.Rewrite(ref); err != nil {
			return "", false
		}
		upstream, _ = cache.Restore(moved) // by its canonical name
	}
	if !e.spec.Scans(upstream.Name()) {
		return "", false
	}
	if e.rules.Restore {
		return upstream.Name(), isCached
	}
	settings, _ := e.spec.SettingsOf(upstream.Name())
	return moved.Name(), settings.Scan == v1alpha1.ScanCache
}
