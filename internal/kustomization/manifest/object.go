package manifest

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// An Object is a Kubernetes object of a document, or the part of one that a patch sets.
type Object struct {
	Document *Document
	Root     *yamlbytes.Node
	Kind     fields.ObjectKind
	// Path gives the path in the document of the field that is at a path in Root: for an item
	// of a List, items[0].spec for spec.
	Path func(string) string
	name *string // nil until somebody asks for it
}

// Name returns the name in the object's metadata.
func (o *Object) Name() string {
	if o.name == nil {
		name := o.Root.Text("metadata", "name")
		o.name = &name
	}
	return *o.name
}

// Objects returns the objects of a document: its root, or the items of a List, which kustomize
// reads one by one. They are the same each time.
func (d *Document) Objects() []Object {
	if d.objects == nil {
		d.objects = d.findObjects()
	}
	return d.objects
}

// findObjects makes the objects of a document.
func (d *Document) findObjects() []Object {
	kind := KindOf(d.Root)
	items := d.Root.Get("items")
	if !strings.HasSuffix(kind.Kind, "List") || items == nil {
		return []Object{{Document: d, Root: d.Root, Kind: kind, Path: func(p string) string { return p }}}
	}
	var all []Object
	for i, item := range items.Items {
		prefix := "items[" + strconv.Itoa(i) + "]."
		all = append(all, Object{Document: d, Root: item, Kind: KindOf(item), Path: func(p string) string { return prefix + p }})
	}
	return all
}

// KindOf returns group, version and kind of an object by its apiVersion and kind; what it does not
// have is empty.
func KindOf(root *yamlbytes.Node) fields.ObjectKind {
	apiVersion := root.Text("apiVersion")
	group, version, found := strings.Cut(apiVersion, "/")
	if !found {
		group, version = "", apiVersion
	}
	return fields.ObjectKind{Group: group, Version: version, Kind: root.Text("kind")}
}

// PatchObjects returns, for a document that is a JSON patch, the parts that it sets in objects of a
// kind.
func (d *Document) PatchObjects(kind fields.ObjectKind) []Object {
	var all []Object
	for _, part := range Parts(d.Root) {
		all = append(all, Object{Document: d, Root: part.Root, Kind: kind, Path: part.Path})
	}
	return all
}
