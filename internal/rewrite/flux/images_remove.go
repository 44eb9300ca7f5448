package flux

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Removes reports whether the image field is in an entry that a restore removes whole.
func (f *Images) Removes(at *object.Occurrence) bool {
	if !f.rules.Restore || at.Place.Row.Form != fields.KustomizeImage {
		return false
	}
	filled := slices.ContainsFunc(f.lists, func(l *imageList) bool { return l.object == at.Object })
	return filled && f.rules.IsFilled(at.Object.Item, at.Place.Parent)
}

// remove removes the entries that were added to an object, with the lists and post-renderers that
// have nothing else.
func (f *Images) remove(l *imageList) {
	b := &removal{pass: f, imageList: l}
	if l.object.Kind.Group == object.FluxKustomizeGroup {
		b.list(l.spec)
	} else {
		b.postRenderers()
	}
	if len(b.taken) > 0 {
		f.edit(l, b.edits, b.err, outcome.ImagesRemoved, b.taken)
	}
}

// A removal is what is removed from one object.
type removal struct {
	*imageList
	pass  *Images
	taken []image.Renaming
	edits []yamlbytes.Edit
	err   error
}

// collect adds edits, or the reason why they cannot be made.
func (b *removal) collect(edits []yamlbytes.Edit, err error) {
	if err != nil {
		b.err = err
		return
	}
	b.edits = append(b.edits, edits...)
}

// drops returns which elements of a list of images are removed, whether any is, and whether all
// are.
func (b *removal) drops(list *yamlbytes.Node) (drop func(int) bool, any, all bool) {
	drop = func(i int) bool { return b.pass.rules.IsFilled(b.object.Item, list.Items[i]) }
	all = true
	for i, entry := range list.Items {
		if !drop(i) {
			all = false
			continue
		}
		any = true
		b.taken = append(b.taken, image.Renaming{Name: entry.Text("name"), NewName: entry.Text("newName")})
	}
	return drop, any, any && all
}

// list removes entries from the list images of a map.
func (b *removal) list(holder *yamlbytes.Node) {
	for _, list := range sequences(holder.Get("images")) {
		if drop, any, all := b.drops(list); any {
			b.collect(b.without(holder, "images", list, drop, all))
		}
	}
}

// without returns the edits that remove elements of a list. The list goes with the last of them,
// unless it was an empty [] before the elements were added.
func (b *removal) without(holder *yamlbytes.Node, key string, list *yamlbytes.Node, drop func(int) bool, all bool) ([]yamlbytes.Edit, error) {
	if all && (!b.object.Item.InBrackets(list) || b.object.Item.InBrackets(holder)) {
		e, err := b.object.Item.RemoveEntry(holder, key)
		return []yamlbytes.Edit{e}, err
	}
	return b.object.Item.RemoveElements(list, drop)
}

// postRenderers removes entries from every post-renderer, and the post-renderers that have
// nothing else.
func (b *removal) postRenderers() {
	renderers := b.renderers()
	whole := make([]bool, len(renderers))
	for i, renderer := range renderers {
		kustomize := renderer.Get("kustomize")
		lists := sequences(kustomize.Get("images"))
		if len(renderer.Pairs) != 1 || kustomize == nil || len(kustomize.Pairs) != 1 || len(lists) == 0 {
			if kustomize != nil {
				b.list(kustomize)
			}
			continue
		}
		before := len(b.taken)
		if _, _, whole[i] = b.drops(lists[0]); !whole[i] {
			b.taken = b.taken[:before]
			b.list(kustomize)
		}
	}
	if slices.Contains(whole, true) {
		drop := func(i int) bool { return whole[i] }
		b.collect(b.without(b.spec, "postRenderers", b.spec.Get("postRenderers"), drop, !slices.Contains(whole, false)))
	}
}
