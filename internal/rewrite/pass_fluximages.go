package rewrite

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// filledGroups are the groups whose objects a configuration wants filled. All of
// their items are read, whatever images they hold.
func filledGroups(k *v1alpha1.Kustomize) []string {
	var groups []string
	if k != nil && k.FluxKustomizations {
		groups = append(groups, fluxKustomizations)
	}
	if k != nil && k.HelmReleases {
		groups = append(groups, fluxHelm)
	}
	return groups
}

// fillsFluxObjects reports whether the configuration asks for it.
func fillsFluxObjects(r *rules) bool { return len(filledGroups(r.config.Spec.Kustomize)) > 0 }

// fluxImages is the pass that gives Flux's objects an entry of images for every repository of the run, so
// that what their controllers build goes through the cache as well.
type fluxImages struct {
	noPass
	rules  *rules
	report *Report
	lists  []*imageList
}

func newFluxImages(r *rules, report *Report) *fluxImages {
	return &fluxImages{rules: r, report: report}
}

// An imageList is an object whose images are filled in.
type imageList struct {
	object *object
	spec   *yamlbytes.Node
}

// begin takes one object, before its images are rewritten.
func (f *fluxImages) begin(o *object) {
	k := f.rules.config.Spec.Kustomize
	isKustomization := o.kind.Group == fluxKustomizations && o.kind.Kind == "Kustomization"
	isRelease := o.kind.Group == fluxHelm && o.kind.Kind == "HelmRelease"
	if !(k.FluxKustomizations && isKustomization) && !(k.HelmReleases && isRelease) {
		return
	}
	spec := o.root.Get("spec")
	at := v1alpha1.Subject{Kind: o.at.Kind, Name: o.at.Name, Namespace: o.at.Namespace}
	if spec != nil && f.rules.config.Selects(at) {
		f.lists = append(f.lists, &imageList{o, spec})
	}
}

// finish fills the objects, now that every image is known, or takes out what was
// filled in.
func (f *fluxImages) finish() {
	if len(f.lists) == 0 {
		return
	}
	renamings := f.renamings()
	if len(renamings) == 0 && !f.rules.restore {
		f.report.add(f.first(), finding.Finding{
			Severity: finding.Warning, Code: NothingToFill,
			Message: "no image of an upstream was seen, and none is listed in spec.kustomize.images, so nothing can be filled in; list the repositories, or give the manifests as well",
		})
		return
	}
	filled := map[string]bool{}
	for _, list := range f.lists {
		if f.rules.restore {
			f.empty(list)
		} else if f.fill(list, renamings) {
			filled[list.object.kind.Group] = true
		}
	}
	for _, caution := range cautions(filled) {
		f.report.Add(caution)
	}
}

// first is the object that stands for all, whatever their order.
func (f *fluxImages) first() *object {
	first := slices.MinFunc(f.lists, func(a, b *imageList) int {
		x, y := a.object.at, b.object.at
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Namespace, y.Namespace), cmp.Compare(x.Name, y.Name))
	})
	return first.object
}

// renamings are those of every image that was seen or is listed, by all names that
// it is usually written by: what a chart or another manifest calls it is not known.
func (f *fluxImages) renamings() []image.Renaming {
	var names []image.Reference
	for _, ref := range f.report.Images {
		names = append(names, f.rules.cache.Spellings(ref)...)
	}
	for _, name := range f.rules.config.Spec.Kustomize.Images {
		if ref, err := image.Parse(name); err == nil {
			names = append(names, f.rules.cache.Spellings(ref)...)
		}
	}
	return f.rules.cache.Renamings(names)
}

// lists are the lists of images of the object, of which there may be several.
func (l *imageList) lists() []*yamlbytes.Node {
	if l.object.kind.Group == fluxKustomizations {
		return sequences(l.spec.Get("images"))
	}
	var all []*yamlbytes.Node
	for _, renderer := range l.renderers() {
		all = append(all, sequences(renderer.At("kustomize", "images"))...)
	}
	return all
}

// renderers are the post-renderers of a HelmRelease.
func (l *imageList) renderers() []*yamlbytes.Node {
	if list := l.spec.Get("postRenderers"); list != nil {
		return list.Items
	}
	return nil
}

func sequences(n *yamlbytes.Node) []*yamlbytes.Node {
	if n == nil || n.Kind != yamlbytes.Sequence {
		return nil
	}
	return []*yamlbytes.Node{n}
}

// fill adds the renamings whose names none of the object's lists has. What a user
// wrote stays: an entry of the same name gets its newName by the table of fields. It
// reports whether there were any.
func (f *fluxImages) fill(l *imageList, renamings []image.Renaming) bool {
	there := map[string]bool{}
	lists := l.lists()
	for _, list := range lists {
		for _, entry := range list.Items {
			there[image.Renaming{Name: entry.Text("name")}.Plain()] = true
		}
	}
	var missing []image.Renaming
	for _, renaming := range renamings {
		if !there[renaming.Plain()] {
			missing = append(missing, renaming)
		}
	}
	if len(missing) == 0 {
		return false
	}
	e, err := l.add(lists, entriesOf(missing))
	f.filled(l, []yamlbytes.Edit{e}, err, ImagesAdded, missing)
	return err == nil
}

// add puts entries into the last list of the object, or into a new one.
func (l *imageList) add(lists []*yamlbytes.Node, entries []yamlbytes.Text) (yamlbytes.Edit, error) {
	if len(lists) > 0 {
		return l.object.item.AddElements(lists[len(lists)-1], entries)
	}
	key := "images"
	if l.object.kind.Group == fluxHelm {
		key, entries = "postRenderers", []yamlbytes.Text{rendererOf(entries)}
	}
	if list := l.spec.Get(key); list != nil {
		return l.object.item.AddElements(list, entries)
	}
	return l.object.item.AddEntry(l.spec, key, entries)
}

// filled edits an object, and reports it.
func (f *fluxImages) filled(l *imageList, edits []yamlbytes.Edit, err error, code finding.Code, of []image.Renaming) {
	path := l.object.prefix + "spec.images"
	if l.object.kind.Group == fluxHelm {
		path = l.object.prefix + "spec.postRenderers"
	}
	if err != nil {
		f.report.add(l.object, finding.Finding{Severity: finding.Warning, Code: Irreplaceable, Field: finding.Field{Path: path}, Message: reasonOf(err)})
		return
	}
	l.object.edit(edits...)
	f.report.Filled += len(of)
	f.report.countChanged(l.object)
	done, names := "added", make([]string, len(of))
	if code == ImagesRemoved {
		done = "taken out"
	}
	for i := range of {
		names[i] = of[i].Name
	}
	f.report.add(l.object, finding.Finding{
		Severity: finding.Info, Code: code, Field: finding.Field{Path: path},
		Message: fmt.Sprintf("%s of images %s: %s", entryCount(len(of)), done, strings.Join(names, ", ")),
	})
}

func entryCount(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

// entriesOf writes renamings as entries of images.
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

// rendererOf writes entries as a post-renderer of their own.
func rendererOf(entries []yamlbytes.Text) yamlbytes.Text {
	block, flow := "kustomize:\n  images:\n", make([]string, len(entries))
	for i, e := range entries {
		name, newName, _ := strings.Cut(strings.TrimSuffix(e.Block, "\n"), "\n")
		block += "  - " + name + "\n    " + newName + "\n"
		flow[i] = e.Flow
	}
	return yamlbytes.Text{Block: block, Flow: `{"kustomize": {"images": [` + strings.Join(flow, ", ") + `]}}`}
}
