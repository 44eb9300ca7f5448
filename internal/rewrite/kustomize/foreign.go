package kustomize

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/reason"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// SeveralConfigurations reports whether there are other configurations, or files without one.
func (k *imageRules) SeveralConfigurations() bool { return k.known.Governed != nil }

// Governed returns which configuration governs a file.
func (k *imageRules) Governed(file string) tree.Governance {
	if k.known.Governed == nil {
		return tree.ByRun
	}
	return k.known.Governed(file)
}

// Tree reads the kustomizations and builds of all configurations, for tree.ReachOf.
func Tree(r *decide.Rules, files manifest.Files, candidates []string) *tree.Tree {
	known := &Known{Shown: func(file string) string { return file }}
	return tree.Read(files, candidates, newImageRules(r, known))
}

// Stayed returns a finding for each image that the plan leaves in a file which the configuration
// does not govern alone.
func Stayed(r *decide.Rules) []finding.Finding {
	var all []finding.Finding
	for _, s := range r.Plan.Stayed {
		all = append(all, Left(r, s.Place, s.Line, s.Text, s.By.File))
	}
	return all
}

// Left returns the finding for one such image; by is what builds it, empty where that is not known.
func Left(r *decide.Rules, at manifest.Place, line int, text, by string) finding.Finding {
	message := reason.SharedFile.Message
	if by != "" {
		message = fmt.Sprintf("%s builds it: %s", by, message)
	}
	return finding.Finding{
		Severity: reason.SharedFile.Severity, Code: outcome.LeftBehind, Reason: reason.SharedFile.Name, Pulled: !r.Restore, Message: message,
		File: finding.File{Path: at.File, Index: at.Index}, Line: line, Field: finding.Field{Path: at.Path, Current: text},
	}
}

// LeavesToOther reports whether an object of Flux or Argo CD builds for another configuration.
// Nothing in it is rewritten then, and it is reported if it may have images of an upstream: where
// Docker Hub is one, every text may be a name.
func (k *Entries) LeavesToOther(o *object.Object) bool {
	if k.rules.Plan == nil || !k.rules.Plan.OfOthers[decide.PlaceOf(o, "")] {
		return false
	}
	if !k.rules.Hosts.Contains(o.Item.Raw()) && !k.rules.Cache.BareNames() {
		return true
	}
	why := reason.OtherBuild
	k.report.Left++
	k.report.AddAbout(o, finding.Finding{
		Severity: why.Severity, Code: outcome.LeftBehind, Reason: why.Name, Message: why.Message, Pulled: !k.rules.Restore, Left: true, Line: o.Line(o.Root),
	})
	return true
}

// MayGetEntries reports whether an item may be one to which the plan adds entries.
func MayGetEntries(plan *kustomization.Plan, it *yamlbytes.Item) bool {
	return plan != nil && len(plan.Added) > 0 && slices.ContainsFunc([]string{"resources", "kustomiz", "Kustomiz", "components", "bases"}, func(word string) bool {
		return bytes.Contains(it.Raw(), []byte(word))
	})
}

// End gives the lists of images of an object the entries that the plan adds.
func (k *Entries) End(o *object.Object) {
	if len(k.rules.Plan.Added) == 0 || o.Text.Outer != nil {
		return
	}
	for _, path := range []string{"images", "spec.images"} {
		if images := k.rules.Plan.Added[decide.PlaceOf(o, path)]; len(images) > 0 {
			k.add(o, path, images)
		}
	}
}

func (k *Entries) add(o *object.Object, path string, images []imagetag.Image) {
	holder := o.Root
	if strings.HasPrefix(path, "spec.") {
		holder = o.Root.Get("spec")
	}
	var texts []yamlbytes.Text
	var names []string
	for _, i := range images {
		texts, names = append(texts, textOf(i)), append(names, i.Name)
	}
	var e yamlbytes.Edit
	var err error
	if list := holder.Get("images"); list == nil {
		e, err = o.Item.AddEntry(holder, "images", texts)
	} else {
		e, err = o.Item.AddElements(list, texts)
	}
	f := finding.Finding{Line: o.Line(o.Root), Field: finding.Field{Path: path}}
	if err != nil {
		f.Severity, f.Code, f.Message = finding.Error, outcome.Irreplaceable, outcome.MessageOf(err)
		k.report.AddAbout(o, f)
		return
	}
	// After the copies of the last entry, which are added at the same place.
	o.Text.Edits = insertLast(o.Text.Edits, e)
	k.report.Filled += len(images)
	k.report.CountChanged(o)
	f.Severity, f.Code = finding.Info, outcome.ImagesAdded
	f.Message = fmt.Sprintf("%s of images added, for files that this configuration does not govern alone: %s", outcome.EntryCount(len(images)), strings.Join(names, ", "))
	k.report.AddAbout(o, f)
}

// textOf writes an entry of images that gives a name.
func textOf(i imagetag.Image) yamlbytes.Text {
	name, _ := json.Marshal(i.Name) // texts always marshal
	newName, _ := json.Marshal(i.NewName)
	return yamlbytes.Text{
		Block: "name: " + yamlbytes.BlockValue(i.Name) + "\nnewName: " + yamlbytes.BlockValue(i.NewName) + "\n",
		Flow:  fmt.Sprintf(`{"name": %s, "newName": %s}`, name, newName),
	}
}
