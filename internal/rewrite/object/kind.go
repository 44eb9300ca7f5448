package object

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/filename"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// kustomizationKind is the kind of a kustomization that does not name its kind.
var kustomizationKind = fields.ObjectKind{Group: KustomizeGroup, Kind: "Kustomization"}

// completeKind fills in the parts of its kind that a document leaves out. A kustomization may
// leave out its apiVersion, its kind or both
// (https://github.com/kubernetes-sigs/kustomize/blob/master/api/types/kustomization.go,
// FixKustomizationPostUnmarshalling).
func completeKind(kind fields.ObjectKind, root *yamlbytes.Node, file string) fields.ObjectKind {
	switch {
	case kind == (fields.ObjectKind{}):
		return kindless(root, file)
	case kind.Kind == "" && kind.Group == KustomizeGroup:
		kind.Kind = kustomizationKind.Kind
	case kind.Version == "" && (kind.Kind == kustomizationKind.Kind || kind.Kind == "Component"):
		kind.Group = KustomizeGroup
	}
	return kind
}

// kindless returns the kind of a document that names none: a kustomization is known by the
// name of its file, or by a list of images in the form that only kustomize has.
func kindless(root *yamlbytes.Node, file string) fields.ObjectKind {
	if filename.IsKustomization(file) || hasKustomizeImages(root) {
		return kustomizationKind
	}
	return fields.ObjectKind{}
}

// hasKustomizeImages reports whether every entry of the list images has a name
// and a newName or newTag.
func hasKustomizeImages(root *yamlbytes.Node) bool {
	images := root.Get("images")
	if images == nil || len(images.Items) == 0 {
		return false
	}
	for _, entry := range images.Items {
		if entry.Text("name") == "" || entry.Get("newName") == nil && entry.Get("newTag") == nil {
			return false
		}
	}
	return true
}
