package flux

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/pass"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// GroupsWithImages returns the groups of the objects to which the configuration wants images
// added. All of their items are read, with or without images.
func GroupsWithImages(k *v1alpha1.Kustomize) []string {
	var groups []string
	if k != nil && k.FluxKustomizations {
		groups = append(groups, object.FluxKustomizeGroup)
	}
	if k != nil && k.HelmReleases {
		groups = append(groups, object.FluxHelmGroup)
	}
	return groups
}

// AddsImages reports whether a run adds images to objects of Flux, or removes them again.
func AddsImages(r *decide.Rules) bool { return len(GroupsWithImages(r.Config.Spec.Kustomize)) > 0 }

// Images is the pass that adds an entry for every repository of the run to the images of Flux's
// objects, so that what Flux's controllers build goes through the cache as well. A restore
// removes them again.
type Images struct {
	pass.None
	rules  *decide.Rules
	report *outcome.Report
	lists  []*imageList
}

// NewImages returns the pass.
func NewImages(r *decide.Rules, report *outcome.Report) *Images {
	return &Images{rules: r, report: report}
}

// An imageList is an object of Flux whose images get entries, with its spec.
type imageList struct {
	object *object.Object
	spec   *yamlbytes.Node
}

// Begin remembers an object if images are to be added to it.
func (f *Images) Begin(o *object.Object) {
	if f.rules.Fills(o) {
		f.lists = append(f.lists, &imageList{o, o.Root.Get("spec")})
	}
}

// Finish adds the images, after every image of the run was seen, or removes those that an
// earlier run added.
func (f *Images) Finish() {
	if len(f.lists) == 0 {
		return
	}
	added, wanted := map[string]bool{}, map[string]bool{} // by group
	for _, list := range f.lists {
		if f.rules.Restore {
			f.remove(list)
			continue
		}
		group := list.object.Kind.Group
		renamings := f.renamings(list.object)
		wanted[group] = wanted[group] || len(renamings) > 0
		if f.fill(list, renamings) {
			added[group] = true
		}
	}
	if !f.rules.Restore {
		f.warnOfNothing(wanted)
	}
	for _, caution := range cautions(added) {
		f.report.Add(caution)
	}
}

// warnOfNothing warns of each group of objects for which there is no entry at all. wanted are the
// groups that have some.
func (f *Images) warnOfNothing(wanted map[string]bool) {
	for _, group := range [...]string{object.FluxKustomizeGroup, object.FluxHelmGroup} {
		first := f.first(group)
		if first == nil || wanted[group] {
			continue
		}
		message := "no image of an upstream was seen, and none is listed in spec.kustomize.images, so nothing can be filled in; list the repositories, or give the manifests as well"
		if group == object.FluxHelmGroup {
			message = "which images its chart brings along is not known, so no post-renderer is added; list them in spec.kustomize.releases, as ecrcache releases prints them"
		}
		f.report.AddAbout(first, finding.Finding{Severity: finding.Warning, Code: outcome.NothingToFill, Message: message})
	}
}

// first returns the object of a group that a finding about all of them names, in whatever order they
// came; nil for none.
func (f *Images) first(group string) *object.Object {
	var first *object.Object
	for _, l := range f.lists {
		if o := l.object; o.Kind.Group == group && (first == nil || cmp.Or(cmp.Compare(o.Resource.Namespace, first.Resource.Namespace), cmp.Compare(o.Resource.Name, first.Resource.Name)) < 0) {
			first = o
		}
	}
	return first
}

// renamings returns those of the images that an object is to get entries for, from all names that
// each is usually written by: how a chart or another manifest writes it is not known. A Kustomization
// builds manifests, so it gets all that were seen; a HelmRelease only what is listed for it.
func (f *Images) renamings(o *object.Object) []image.Renaming {
	k := f.rules.Config.Spec.Kustomize
	var names []image.Reference
	listed := k.Images
	if o.Kind.Group == object.FluxHelmGroup {
		listed = k.ImagesOf(o.Namespace, o.Resource.Name)
	} else {
		for _, ref := range f.report.Images {
			names = append(names, f.rules.Cache.Spellings(ref)...)
		}
	}
	for _, name := range listed {
		if ref, err := image.Parse(name); err == nil {
			names = append(names, f.rules.Cache.Spellings(ref)...)
		}
	}
	return f.rules.Cache.Renamings(names)
}

// lists returns the lists of images of the object, of which there may be several, with their paths.
func (l *imageList) lists() (all []*yamlbytes.Node, paths []string) {
	if l.object.Kind.Group == object.FluxKustomizeGroup {
		return sequences(l.spec.Get("images")), []string{"spec.images"}
	}
	for i, renderer := range l.renderers() {
		for _, list := range sequences(renderer.At("kustomize", "images")) {
			all = append(all, list)
			paths = append(paths, "spec.postRenderers["+strconv.Itoa(i)+"].kustomize.images")
		}
	}
	return all, paths
}

// renderers returns the post-renderers of a HelmRelease.
func (l *imageList) renderers() []*yamlbytes.Node {
	if list := l.spec.Get("postRenderers"); list != nil {
		return list.Items
	}
	return nil
}

// sequences returns the list at a node, if it is one.
func sequences(n *yamlbytes.Node) []*yamlbytes.Node {
	if n == nil || n.Kind != yamlbytes.Sequence {
		return nil
	}
	return []*yamlbytes.Node{n}
}

// fill adds the renamings whose names none of the object's lists has, and reports whether there
// were any. Entries of a user stay: their newName is an image field like any other.
func (f *Images) fill(l *imageList, renamings []image.Renaming) bool {
	there := map[string]bool{}
	lists, paths := l.lists()
	for i, list := range lists {
		for j, entry := range list.Items {
			for _, name := range f.namesAfter(l.object, paths[i]+"["+strconv.Itoa(j)+"]", entry.Text("name")) {
				there[image.Renaming{Name: name}.Plain()] = true
			}
		}
	}
	var missing []image.Renaming
	below := f.namedBelow(l.object)
	for _, renaming := range renamings {
		if !there[renaming.Plain()] && !below[renaming.Name] {
			missing = append(missing, renaming)
		}
	}
	if len(missing) == 0 {
		return false
	}
	e, err := l.add(lists, entriesOf(missing))
	f.edit(l, []yamlbytes.Edit{e}, err, outcome.ImagesAdded, missing)
	return err == nil
}

// namesAfter returns the names that the entry at a path has once the plan is carried out; was is the one
// that it has now. One that moves with its manifests leaves its name to an entry that is added.
func (f *Images) namesAfter(o *object.Object, path, was string) []string {
	if f.rules.Plan == nil {
		return []string{was}
	}
	d := f.rules.Plan.Entries[decide.PlaceOf(o, path)]
	if d == nil {
		return []string{was}
	}
	var all []string
	for _, i := range d.Images {
		all = append(all, i.Name)
	}
	return all
}

// namedBelow returns the names to which the kustomization that an object builds gives others: Flux
// would take the newName of an entry here instead of those.
func (f *Images) namedBelow(o *object.Object) map[string]bool {
	if f.rules.Plan == nil {
		return nil
	}
	return f.rules.Plan.NamedBelow[decide.PlaceOf(o, "spec")]
}

// add puts entries into the last list of the object, or into a new one.
func (l *imageList) add(lists []*yamlbytes.Node, entries []yamlbytes.Text) (yamlbytes.Edit, error) {
	if len(lists) > 0 {
		return l.object.Item.AddElements(lists[len(lists)-1], entries)
	}
	key := "images"
	if l.object.Kind.Group == object.FluxHelmGroup {
		key, entries = "postRenderers", []yamlbytes.Text{rendererOf(entries)}
	}
	if list := l.spec.Get(key); list != nil {
		return l.object.Item.AddElements(list, entries)
	}
	return l.object.Item.AddEntry(l.spec, key, entries)
}

// edit makes the edits on an object, or says why they cannot be made, and adds the finding.
func (f *Images) edit(l *imageList, edits []yamlbytes.Edit, err error, code finding.Code, of []image.Renaming) {
	path := l.object.Prefix + "spec.images"
	if l.object.Kind.Group == object.FluxHelmGroup {
		path = l.object.Prefix + "spec.postRenderers"
	}
	if err != nil {
		f.report.AddAbout(l.object, finding.Finding{Severity: finding.Warning, Code: outcome.Irreplaceable, Field: finding.Field{Path: path}, Message: outcome.MessageOf(err) + ": " + finding.Listed(namesOf(of), outcome.MaxListed)})
		return
	}
	l.object.Edit(edits...)
	f.report.Filled += len(of)
	f.report.CountChanged(l.object)
	done := "added"
	if code == outcome.ImagesRemoved {
		done = "taken out"
	}
	f.report.AddAbout(l.object, finding.Finding{
		Severity: finding.Info, Code: code, Field: finding.Field{Path: path},
		Message: fmt.Sprintf("%s of images %s: %s", outcome.EntryCount(len(of)), done, strings.Join(namesOf(of), ", ")),
	})
}

func namesOf(of []image.Renaming) []string {
	names := make([]string, len(of))
	for i := range of {
		names[i] = of[i].Name
	}
	return names
}

// entriesOf returns renamings as entries of images.
func entriesOf(renamings []image.Renaming) []yamlbytes.Text {
	entries := make([]yamlbytes.Text, len(renamings))
	for i, r := range renamings {
		name, _ := json.Marshal(r.Name) // texts always marshal
		newName, _ := json.Marshal(r.NewName)
		entries[i] = yamlbytes.Text{
			Block: "name: " + yamlbytes.BlockValue(r.Name) + "\nnewName: " + yamlbytes.BlockValue(r.NewName) + "\n",
			Flow:  fmt.Sprintf(`{"name": %s, "newName": %s}`, name, newName),
		}
	}
	return entries
}

// rendererOf returns entries as a post-renderer of their own.
func rendererOf(entries []yamlbytes.Text) yamlbytes.Text {
	block, flow := "kustomize:\n  images:\n", make([]string, len(entries))
	for i, e := range entries {
		name, newName, _ := strings.Cut(strings.TrimSuffix(e.Block, "\n"), "\n")
		block += "  - " + name + "\n    " + newName + "\n"
		flow[i] = e.Flow
	}
	return yamlbytes.Text{Block: block, Flow: `{"kustomize": {"images": [` + strings.Join(flow, ", ") + `]}}`}
}

// cautions returns what Flux does with entries that were added, and nobody sees in Git: a finding
// for every group of objects that got some.
func cautions(added map[string]bool) []finding.Finding {
	var all []finding.Finding
	if added[object.FluxKustomizeGroup] {
		all = append(all, finding.Finding{
			Severity: finding.Warning, Code: outcome.FluxImages, Field: finding.Field{Path: "spec.kustomize.fluxKustomizations"},
			// https://github.com/fluxcd/pkg/pull/1266
			Message: "where the kustomization at spec.path has an entry of the same name, Flux takes the newName from spec.images; Flux before v2.9.3 (kustomize-controller v1.9.4) drops the newTag or digest of that entry as well: update Flux first, or list the transformers of ecrcache generate in that kustomization instead",
		})
	}
	if added[object.FluxHelmGroup] {
		all = append(all, finding.Finding{
			Severity: finding.Warning, Code: outcome.HelmHooks, Field: finding.Field{Path: "spec.kustomize.helmReleases"},
			// https://github.com/fluxcd/helm-controller/issues/1469
			Message: "Helm hooks of a chart are post-rendered by Flux v2.9 and newer alone, and not with spec.postRenderStrategy: nohooks; elsewhere their images stay on the upstream: set those in the values of the HelmRelease",
		})
	}
	return all
}
