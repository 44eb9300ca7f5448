package rewrite

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/kustomization"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/imagetag"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/tree"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Scope says which files the configuration of a Rewriter governs, in a repository with
// several configurations.
type Scope struct {
	// Governed is which configuration governs a file of the tree.
	Governed func(file string) tree.Governance
}

// Within is the rewriter that knows of other configurations. Kustomizations of its own get
// entries for the images of files that it does not govern alone.
func (r *Rewriter) Within(s *Scope) *Rewriter {
	within := *r
	within.scope = s
	return &within
}

// AreMany reports whether there are other configurations, or files without one.
func (k *kustomizeRules) AreMany() bool { return k.scope != nil }

// Governed is which configuration governs a file.
func (k *kustomizeRules) Governed(file string) tree.Governance {
	if k.scope == nil {
		return tree.ByRun
	}
	return k.scope.Governed(file)
}

// Reach finds which files the builds of every configuration read, as tree.ReachOf does.
func (r *Rewriter) Reach(files manifest.Files, candidates []string, governs func(file string) string) tree.Reach {
	shown := func(file string) string { return file }
	return tree.ReachOf(files, candidates, newKustomizeRules(r.Within(nil), nil, shown), governs)
}

// Stayed are images in files that the configuration does not govern alone, which its builds
// leave at their upstreams. Each is left behind; a check fails for it.
func (r *Rewriter) Stayed() []finding.Finding {
	if r.plan == nil {
		return nil
	}
	var all []finding.Finding
	for _, s := range r.plan.Stayed {
		all = append(all, r.LeftShared(s.Place, s.Line, s.Text, s.By.File))
	}
	return all
}

// Sees reports whether kustomize sees an image in a field of a file that the configuration does
// not govern alone. Stayed has those of them that are left.
func (r *Rewriter) Sees(at manifest.Place) bool { return r.plan != nil && r.plan.Visible[at] }

// LeftShared is the finding for one image that a build leaves at its upstream, because its file
// is not for the configuration of the build alone; by is what builds it, empty where that is not
// known.
func (r *Rewriter) LeftShared(at manifest.Place, line int, text, by string) finding.Finding {
	message := isShared.message
	if by != "" {
		message = fmt.Sprintf("%s builds it: %s", by, message)
	}
	return finding.Finding{
		Severity: isShared.severity, Code: LeftBehind, Reason: isShared.name, Pulled: !r.restore, Message: message,
		File: finding.File{Path: at.File, Index: at.Index}, Line: line, Field: finding.Field{Path: at.Path, Current: text},
	}
}

// isOfOther reports whether an object of Flux or Argo CD builds for another configuration.
func (s *session) isOfOther(o *object) bool {
	return s.plan != nil && len(s.plan.OfOthers) > 0 && s.plan.OfOthers[placeOf(o, "")]
}

// leaveToOther reports an object that builds for another configuration, if it has images.
func (s *session) leaveToOther(o *object) {
	if n := s.countNames(string(o.item.Raw())); n == 0 {
		return
	}
	s.report.Left++
	s.report.add(o, finding.Finding{
		Severity: isOfOther.severity, Code: LeftBehind, Reason: isOfOther.name, Message: isOfOther.message, Pulled: !s.restore,
		Line: o.line(o.root),
	})
}

// addEntries gives the lists of images of a kustomization, or of an object of Flux, the entries
// that the plan adds.
func (k *kustomizeEntries) addEntries(o *object) {
	s := k.session
	if len(s.plan.Added) == 0 || o.text.outer != nil {
		return
	}
	for _, path := range []string{"images", "spec.images"} {
		at := placeOf(o, path)
		if images := s.plan.Added[at]; len(images) > 0 {
			k.addTo(o, at, images)
		}
	}
}

func (k *kustomizeEntries) addTo(o *object, at manifest.Place, images []imagetag.Image) {
	s, holder := k.session, o.root
	if strings.HasPrefix(at.Path, "spec.") {
		holder = o.root.Get("spec")
	}
	var entries []image.Renaming
	var names []string
	for _, i := range images {
		entries = append(entries, image.Renaming{Name: i.Name, NewName: i.NewName})
		names = append(names, i.Name)
	}
	texts := entriesOf(entries)
	list := holder.Get("images")
	var e yamlbytes.Edit
	var err error
	if list == nil {
		e, err = o.item.AddEntry(holder, "images", texts)
	} else {
		e, err = o.item.AddElements(list, texts)
	}
	if err == nil { // after the copies of the last entry, which are added at the same place
		o.text.edits = insertLast(o.text.edits, e)
	} else {
		s.report.add(o, finding.Finding{Severity: finding.Error, Code: Irreplaceable, Line: o.line(o.root), Field: finding.Field{Path: at.Path}, Message: reasonOf(err)})
		return
	}
	s.report.Filled += len(images)
	s.countChanged(o)
	s.report.add(o, finding.Finding{
		Severity: finding.Info, Code: ImagesAdded, Line: o.line(o.root), Field: finding.Field{Path: at.Path},
		Message: fmt.Sprintf("%s of images added, for files that this configuration does not govern alone: %s", entryCount(len(images)), strings.Join(names, ", ")),
	})
}

// mayGetEntries reports whether an item may be one to which the plan adds entries.
func mayGetEntries(plan *kustomization.Plan, raw []byte) bool {
	return plan != nil && len(plan.Added) > 0 && hasAnyOf(raw, "resources", "kustomiz", "components", "bases", "Kustomiz")
}

func hasAnyOf(raw []byte, words ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return bytes.Contains(raw, []byte(word)) })
}
