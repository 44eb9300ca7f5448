package rewrite

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// The kinds of Flux whose controllers run kustomize with the images that an object
// lists (https://fluxcd.io/flux/components/kustomize/kustomizations/#images,
// https://fluxcd.io/flux/components/helm/helmreleases/#post-renderers).
const (
	fluxKustomizations = "kustomize.toolkit.fluxcd.io"
	fluxHelm           = "helm.toolkit.fluxcd.io"
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

// fills gives Flux's objects an entry of images for every repository of the run, so
// that what their controllers build goes through the cache as well.
type fills struct{ targets []target }

// A target is an object that is filled.
type target struct {
	source int
	item   *yamlbytes.Item
	object *object
	spec   *yamlbytes.Node
	prefix string
	// changed is whether the item is counted as changed; items may hold several.
	changed *bool
}

// look takes one object, before its images are rewritten.
func (f *fills) look(r *run, it *yamlbytes.Item, o *object, prefix string) {
	k := r.config.Spec.Kustomize
	isKustomization := o.kind.Group == fluxKustomizations && o.kind.Kind == "Kustomization"
	isRelease := o.kind.Group == fluxHelm && o.kind.Kind == "HelmRelease"
	wanted := k != nil && (k.FluxKustomizations && isKustomization || k.HelmReleases && isRelease)
	if !wanted || r.inText || o.isIgnored {
		return
	}
	spec := o.root.Get("spec")
	at := v1alpha1.Subject{Kind: o.at.Kind, Name: o.at.Name, Namespace: o.at.Namespace}
	if spec != nil && r.config.Selects(at) {
		f.targets = append(f.targets, target{r.source, it, o, spec, prefix, f.flag(it)})
	}
}

// flag is what the targets of one item share.
func (f *fills) flag(it *yamlbytes.Item) *bool {
	if n := len(f.targets); n > 0 && f.targets[n-1].item == it {
		return f.targets[n-1].changed
	}
	return new(bool)
}

// changed notes that the item of the targets since the first changed.
func (f *fills) changed(first int) {
	for _, t := range f.targets[first:] {
		*t.changed = true
	}
}

// finish fills the objects, now that every image is known, or takes out what was
// filled in.
func (f *fills) finish(r *run) {
	if len(f.targets) == 0 {
		return
	}
	renamings := r.renamings()
	if len(renamings) == 0 && !r.restore {
		r.report.add(f.targets[0].object, Finding{
			Severity: Warning, Code: NothingToFill,
			Message: "no image of an upstream was seen, and none is listed in spec.kustomize.images, so nothing can be filled in; list the repositories, or give the manifests as well",
		})
		return
	}
	for i := range f.targets {
		t := &f.targets[i]
		r.turnTo(t.source)
		if r.restore {
			r.empty(t)
		} else {
			r.fill(t, renamings)
		}
	}
}

// renamings are those of every image that was seen or is listed, by all names that
// it is usually written by: what a chart or another manifest calls it is not known.
func (r *run) renamings() []image.Renaming {
	var names []image.Reference
	for _, ref := range r.report.Images {
		names = append(names, r.cache.Spellings(ref)...)
	}
	for _, name := range r.config.Spec.Kustomize.Images {
		if ref, err := image.Parse(name); err == nil {
			names = append(names, r.cache.Spellings(ref)...)
		}
	}
	return r.cache.Renamings(names)
}

// lists are the lists of images of a target, of which there may be several.
func (t *target) lists() []*yamlbytes.Node {
	if t.object.kind.Group == fluxKustomizations {
		return sequences(t.spec.Get("images"))
	}
	var all []*yamlbytes.Node
	for _, renderer := range t.renderers() {
		all = append(all, sequences(renderer.At("kustomize", "images"))...)
	}
	return all
}

// renderers are the post-renderers of a HelmRelease.
func (t *target) renderers() []*yamlbytes.Node {
	if list := t.spec.Get("postRenderers"); list != nil {
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

// fill adds the renamings whose names none of the target's lists has. What a user
// wrote stays: an entry of the same name gets its newName by the table of fields.
func (r *run) fill(t *target, renamings []image.Renaming) {
	there := map[string]bool{}
	lists := t.lists()
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
		return
	}
	e, err := t.add(lists, entriesOf(missing))
	r.filled(t, []yamlbytes.Edit{e}, err, ImagesAdded, missing)
}

// add puts entries into the last list of the target, or into a new one.
func (t *target) add(lists []*yamlbytes.Node, entries []yamlbytes.Text) (yamlbytes.Edit, error) {
	if len(lists) > 0 {
		return t.item.AddElements(lists[len(lists)-1], entries)
	}
	key := "images"
	if t.object.kind.Group == fluxHelm {
		key, entries = "postRenderers", []yamlbytes.Text{rendererOf(entries)}
	}
	if list := t.spec.Get(key); list != nil {
		return t.item.AddElements(list, entries)
	}
	return t.item.AddEntry(t.spec, key, entries)
}

// filled notes what became of a target.
func (r *run) filled(t *target, edits []yamlbytes.Edit, err error, code Code, of []image.Renaming) {
	path := t.prefix + "spec.images"
	if t.object.kind.Group == fluxHelm {
		path = t.prefix + "spec.postRenderers"
	}
	if err != nil {
		r.report.add(t.object, Finding{Severity: Warning, Code: Irreplaceable, Field: Field{Path: path}, Message: reasonOf(err)})
		return
	}
	r.edits = append(r.edits, edits...)
	r.report.Filled += len(of)
	if !*t.changed {
		*t.changed = true
		r.report.Changed++
	}
	done, names := "added", make([]string, len(of))
	if code == ImagesRemoved {
		done = "taken out"
	}
	for i := range of {
		names[i] = of[i].Name
	}
	r.report.add(t.object, Finding{
		Severity: Info, Code: code, Field: Field{Path: path},
		Message: fmt.Sprintf("%s of images %s: %s", entryCount(len(of)), done, strings.Join(names, ", ")),
	})
}

func entryCount(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}
