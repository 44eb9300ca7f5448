package flux

import (
	"slices"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// isAdded reports whether an entry of images is what fill adds: an image's name, its
// name in the cache, and nothing else, not even a comment.
func (f *Images) isAdded(it *yamlbytes.Item, entry *yamlbytes.Node) bool {
	ref, err := image.Parse(image.Renaming{Name: entry.Text("name")}.Plain())
	if err != nil || len(entry.Pairs) != 2 || entry.Anchor != "" {
		return false
	}
	for _, p := range entry.Pairs {
		if p.Merged || p.Value.Anchor != "" || it.Comment(p.Value) != "" {
			return false
		}
	}
	moved, err := f.rules.Cache.Rewrite(ref)
	return err == nil && moved.Name() == entry.Text("newName")
}

// Removes reports whether the image field is in an entry that is taken out whole when
// references are restored.
func (f *Images) Removes(at *object.Occurrence) bool {
	if !f.rules.Restore || at.Place.Row.Form != fields.KustomizeImage {
		return false
	}
	filled := slices.ContainsFunc(f.lists, func(l *imageList) bool { return l.object == at.Object })
	return filled && f.isAdded(at.Object.Item, at.Place.Parent)
}

// remove takes out of an object what fill added, with the lists and post-renderers
// that hold nothing else.
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

// An removal collects what is taken out of one object.
type removal struct {
	*imageList
	pass  *Images
	taken []image.Renaming
	edits []yamlbytes.Edit
	err   error
}

func (b *removal) collect(edits []yamlbytes.Edit, err error) {
	b.edits = append(b.edits, edits...)
	if err != nil {
		b.err = err
	}
}

// drops reports which elements of a list of images are taken out, and whether all
// of them are.
func (b *removal) drops(list *yamlbytes.Node) (drop func(int) bool, any, all bool) {
	drop = func(i int) bool { return b.pass.isAdded(b.object.Item, list.Items[i]) }
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

// list takes entries out of the list images of a map.
func (b *removal) list(holder *yamlbytes.Node) {
	for _, list := range sequences(holder.Get("images")) {
		if drop, any, all := b.drops(list); any {
			b.collect(b.without(holder, "images", list, drop, all))
		}
	}
}

// without takes elements out of a list; with the last of them goes the list, unless
// it stood there empty before, as [].
func (b *removal) without(holder *yamlbytes.Node, key string, list *yamlbytes.Node, drop func(int) bool, all bool) ([]yamlbytes.Edit, error) {
	if all && (!b.object.Item.InBrackets(list) || b.object.Item.InBrackets(holder)) {
		e, err := b.object.Item.RemoveEntry(holder, key)
		return []yamlbytes.Edit{e}, err
	}
	return b.object.Item.RemoveElements(list, drop)
}

// postRenderers takes entries out of every post-renderer, and those out that have
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
