package tree

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Patch is the objects, or parts of objects, that a patch sets.
type Patch struct{ Objects []manifest.Object }

// readPatches reads the patches in kustomize's order. A patch is a text or the path of a file;
// for patchesStrategicMerge, which does not say which, kustomize tries the text first.
func (t *Tree) readPatches(k *Kustomization) {
	root := k.Document.Root
	for _, r := range references(root, "patchesStrategicMerge") {
		if inside := k.Document.Inside(r.Node, r.Key); len(inside) > 0 {
			k.Patches = append(k.Patches, patchOf(inside, fields.ObjectKind{}))
		} else {
			t.patchFile(k, r, fields.ObjectKind{})
		}
	}
	for _, key := range []string{"patches", "patchesJson6902"} {
		k.Patches = append(k.Patches, t.patchList(k, k.Document, root.Get(key), key)...)
	}
}

// patchList reads a list of patches with targets, of a kustomization, of Flux or of Argo
// CD. k is nil for the last two, whose patches cannot be files. In Flux's objects the
// operations of patchesJson6902 are YAML, not a text.
func (t *Tree) patchList(k *Kustomization, d *manifest.Document, list *yamlbytes.Node, key string) []Patch {
	if list == nil {
		return nil
	}
	var all []Patch
	for i, p := range list.Items {
		at := key + "[" + strconv.Itoa(i) + "]"
		kind := fields.ObjectKind{Group: p.Text("target", "group"), Version: p.Text("target", "version"), Kind: p.Text("target", "kind")}
		text, file := p.Get("patch"), p.Get("path")
		switch {
		case text != nil && text.Kind == yamlbytes.Sequence:
			all = append(all, patchOf([]*manifest.Document{d.Part(text, at+".patch")}, kind))
		case text != nil:
			all = append(all, patchOf(d.Inside(text, at+".patch"), kind))
		case file != nil && k != nil && file.Kind == yamlbytes.Scalar:
			t.patchFile(k, Reference{file.Value, file, at + ".path"}, kind)
		}
	}
	return all
}

// patchOf returns the patch that documents hold: objects, or JSON patches on objects of a kind.
func patchOf(documents []*manifest.Document, kind fields.ObjectKind) Patch {
	var p Patch
	for _, d := range documents {
		if manifest.IsJSONPatch(d.Root) {
			p.Objects = append(p.Objects, d.PatchObjects(kind)...)
		} else {
			p.Objects = append(p.Objects, d.Objects()...)
		}
	}
	return p
}

// patchFile reads a patch from a file.
func (t *Tree) patchFile(k *Kustomization, r Reference, kind fields.ObjectKind) {
	documents, err := t.Documents(t.Within(k.Dir, r.Text))
	if err != nil {
		k.Unread = append(k.Unread, t.Missing(k, r, err))
		return
	}
	k.Patches = append(k.Patches, patchOf(documents, kind))
}

// objectsIn returns the objects of a list as patches, as in patchesStrategicMerge of Flux's
// objects.
func objectsIn(d *manifest.Document, list *yamlbytes.Node, at string) []Patch {
	if list == nil {
		return nil
	}
	var all []Patch
	for i, n := range list.Items {
		prefix := at + "[" + strconv.Itoa(i) + "]."
		all = append(all, Patch{[]manifest.Object{{Document: d, Root: n, Kind: manifest.KindOf(n), Path: func(p string) string { return prefix + p }}}})
	}
	return all
}
