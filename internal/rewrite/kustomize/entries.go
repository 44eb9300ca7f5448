package kustomize

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/problem"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
)

// Entries is the pass that changes entries of images as the plan says, and reports what the plan
// found.
type Entries struct {
	pass.None
	rules  *decide.Rules
	report *outcome.Report
	// moved are the fields that this run rewrites.
	moved map[manifest.Place]bool
}

// NewEntries returns the pass.
func NewEntries(r *decide.Rules, report *outcome.Report) *Entries {
	return &Entries{rules: r, report: report}
}

// Image remembers which of the texts that kustomize copies into images are rewritten.
func (k *Entries) Image(at *object.Occurrence, d *decide.Decision) {
	if d.Kind != decide.Changed || len(k.rules.Plan.Copied) == 0 {
		return
	}
	if k.moved == nil {
		k.moved = map[manifest.Place]bool{}
	}
	k.moved[decide.PlaceOf(at.Object, at.Place.Path())] = true
}

// reportCopied reports the texts that kustomize copies into images and that were not rewritten.
func (k *Entries) reportCopied() {
	r := k.rules
	for _, from := range r.Plan.Copied {
		if k.moved[from.Place] {
			continue
		}
		k.report.Left++
		k.report.Add(finding.Finding{
			Severity: r.LeftSeverity(reason.Copied), Code: outcome.LeftBehind, Reason: reason.Copied.Name, Message: reason.Copied.Message, Pulled: !r.Restore, Left: true,
			File: finding.File{Path: from.File, Index: from.Index}, Line: from.Line, Field: finding.Field{Path: from.Path, Current: r.Hosts.References(from.Text)},
		})
	}
}

// Finish reports the problems of the plan.
func (k *Entries) Finish() {
	k.reportCopied()
	for _, p := range k.rules.Plan.Problems {
		if p.Check == problem.Broken && !k.rules.Check {
			p.Severity = finding.Warning // the run repairs it
		}
		if p.Check == problem.Unseen {
			p.Pulled, p.Left = true, true
			k.report.Left++
		}
		k.report.Add(p.Finding)
	}
}

// stayReasons are the reasons why the plan keeps a reference.
var stayReasons = map[string]reason.Reason{
	problem.Placeholder: reason.RenamedEverywhere, problem.ByPosition: reason.ByPosition, problem.SuffixTwice: reason.SuffixTwice,
}

// keptReasons are the reasons why a restore keeps the newName of an entry.
var keptReasons = map[string]reason.Reason{problem.WasInCache: reason.WasInCache, problem.SuffixTwice: reason.NewNameSuffixed, problem.Shared: reason.NewNameShared}

// Keeps reports whether the plan keeps the image as it is, and returns the decision about it.
func (k *Entries) Keeps(at *object.Occurrence) (decide.Decision, bool) {
	r := k.rules
	if r.Plan == nil {
		return decide.Decision{}, false
	}
	why, stays := stayReasons[r.Plan.StayReasons[decide.PlaceOf(at.Object, at.Place.Path())]]
	if !stays {
		return decide.Decision{}, false
	}
	d := r.Decide(at.Object, at.Place, at.Place.Texts().String())
	d.Kind, d.Proposed = decide.Excluded, ""
	d.Left = why != reason.RenamedEverywhere // it is still pulled from the upstream
	if !d.Left {
		k.report.Excluded++
	}
	d.Findings = []finding.Finding{{Severity: why.Severity, Code: outcome.LeftBehind, Reason: why.Name, Message: why.Message, Pulled: d.Left && !r.Restore}}
	return d, true
}

// Adjust returns what the plan makes of the entry of images that a field is in, and adjusts the
// decision to it. For any other field it returns nil and changes nothing.
func (k *Entries) Adjust(at *object.Occurrence, d *decide.Decision) *kustomization.Decision {
	form := at.Place.Row.Form
	if k.rules.Plan == nil || form != fields.KustomizeImage && form != fields.SetImage {
		return nil
	}
	entry := k.rules.Plan.Entries[decide.PlaceOf(at.Object, at.Place.ElementPath())]
	if entry != nil {
		k.planned(at, d, entry)
	}
	return entry
}

// planned turns a decision about an entry, which sees only its reference, into what the plan has for
// it, which sees the images that the entry finds as well.
func (k *Entries) planned(at *object.Occurrence, d *decide.Decision, entry *kustomization.Decision) {
	isSetImage := at.Place.Row.Form == fields.SetImage
	switch {
	case !entry.Changed() && isSetImage && (d.Kind == decide.Changed && entry.Was.NewName == "" || entry.Was.NewName == "*"):
		*d = decide.Decision{Current: d.Current} // it gives no name, or the one that the kustomization has
		at.Object.Text.Scalars.Matched[at.Place.Name] = true
	case !entry.Changed() && d.Kind == decide.Changed:
		*d = decide.Decision{Current: d.Current} // the entry stays, and so do the images that it finds
		why, kept := keptReasons[entry.Kept]
		if !kept && entry.Was.NewName != "" {
			why, kept = reason.ForLeft, true
		}
		if kept {
			d.Findings = []finding.Finding{{Severity: why.Severity, Code: outcome.LeftBehind, Reason: why.Name, Message: why.Message}}
		}
	case len(entry.Images) == 0 && d.Kind == decide.Changed: // the entry is removed
		d.Findings = nil
		d.Add(finding.Info, outcome.Restored, howChanged(entry))
	case d.Kind == decide.Changed && k.rules.Restore && entry.Images[0].Name == entry.Was.Name && entry.Images[0].NewName != "" && len(d.Findings) > 0:
		d.Findings[len(d.Findings)-1].Message += "; if this newName was in the cache before the rewriting, which nothing tells, write it back by hand"
	case entry.Changed() && d.Kind != decide.Changed: // its name changes, and not its newName
		d.Kind, d.Findings = decide.Changed, nil
		d.Current, d.Proposed = entry.Was.Name, ""
		if i := slices.IndexFunc(entry.Images, func(i imagetag.Image) bool { return i != entry.Was }); i >= 0 {
			d.Proposed = entry.Images[i].Name
		}
		code := outcome.Rewritten
		if k.rules.Restore {
			code = outcome.Restored
		}
		if at.Place.Row.Form == fields.KustomizeImage {
			d.Path = at.Object.Prefix + at.Place.ElementPath() + ".name"
		}
		d.Add(finding.Info, code, howChanged(entry))
	}
}

// howChanged returns what becomes of an entry whose own reference does not change. A check puts not
// yet before it.
func howChanged(entry *kustomization.Decision) string {
	switch {
	case len(entry.Images) == 0:
		return "taken out: an earlier rewriting added it"
	case entry.Images[0] == entry.Was:
		return "followed by a copy that finds the manifests by their new name; its newName is in the cache already, so the entry itself stays"
	}
	return "renamed together with the manifests in which kustomize finds it"
}
