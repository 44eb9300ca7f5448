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
			k.Patches = append(k.Patches, t.patchFile(k.Document, r, k.Dir, fields.ObjectKind{}, &k.Unread)...)
		}
	}
	for _, key := range []string{"patches", "patchesJson6902"} {
		k.Patches = append(k.Patches, t.patchList(k.Document, root.Get(key), key, k.Dir, &k.Unread)...)
	}
}

// patchList reads a list of patches with targets, of a kustomization, of Flux or of Argo
// CD. Patches that are files are in the directory dir; it is empty where patches cannot be files,
// as in Flux's objects. There the operations of patchesJson6902 are YAML, not a text. Files that
// cannot be read are added to unread.
func (t *Tree) patchList(d *manifest.Document, list *yamlbytes.Node, key, dir string, unread *[]Unread) []Patch {
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
		case file != nil && dir != "" && file.Kind == yamlbytes.Scalar:
			all = append(all, t.patchFile(d, Reference{file.Value, file, at + ".path"}, dir, kind, unread)...)
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

// patchFile reads the patch in a file of the directory dir, which a document names; none for a
// file that cannot be read, which is added to unread.
func (t *Tree) patchFile(d *manifest.Document, r Reference, dir string, kind fields.ObjectKind, unread *[]Unread) []Patch {
	documents, err := t.Documents(t.Within(dir, r.Text))
	if err != nil {
		*unread = append(*unread, t.missing(d, r, dir, err))
		return nil
	}
	return []Patch{patchOf(documents, kind)}
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
