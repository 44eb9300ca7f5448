package rewrite

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// patchTexts are the strings that hold patches and other objects of kustomize: the
// documentation of these fields says that they are YAML. They are rewritten with or without
// rewrite.embedded.
var patchTexts = []fields.Row{
	{Group: object.KustomizeGroup, Path: "patches[]/patch"},
	{Group: object.KustomizeGroup, Path: "patchesJson6902[]/patch"},
	{Group: object.KustomizeGroup, Path: "patchesStrategicMerge[]"},
	{Group: object.KustomizeGroup, Path: "transformers[]"},
	{Group: object.FluxKustomizeGroup, Kind: "Kustomization", Path: "spec/patches[]/patch"},
	{Group: object.FluxHelmGroup, Kind: "HelmRelease", Path: "spec/postRenderers[]/kustomize/patches[]/patch"},
	{Group: object.ArgoGroup, Path: "spec/**/kustomize/patches[]/patch"},
	{Kind: "PatchTransformer", Path: "patch"},
	{Kind: "PatchStrategicMergeTransformer", Path: "patches"},
	{Kind: "PatchJson6902Transformer", Path: "jsonOp"},
}

// patchesIn rewrites the patches in an object.
func (s *session) patchesIn(o *object.Object) {
	// The patches may hold others, so all are found before the first is entered.
	var found []*fields.Place
	s.patches.Find(o.Kind, o.Root, func(p *fields.Place) { found = append(found, p.Keep()) })
	for _, p := range found {
		if !o.Text.Scalars.Entered[p.Name] && object.MayBeDocument(p.Name) {
			s.documentsAt(o, p.Name, p.Path(), targetOf(p.Parent), true)
		}
	}
	if o.Kind.Group == object.FluxKustomizeGroup {
		s.operationsIn(o, o.Root.At("spec", "patchesJson6902"), "spec.patchesJson6902")
	}
	if renderers := o.Root.At("spec", "postRenderers"); o.Kind.Group == object.FluxHelmGroup && renderers != nil {
		for i, renderer := range renderers.Items {
			s.operationsIn(o, renderer.At("kustomize", "patchesJson6902"), fmt.Sprintf("spec.postRenderers[%d].kustomize.patchesJson6902", i))
		}
	}
}

// operationsIn rewrites JSON patches that an object of Flux holds as lists, not as text.
func (s *session) operationsIn(o *object.Object, list *yamlbytes.Node, path string) {
	if list == nil {
		return
	}
	for i, patch := range list.Items {
		if operations := patch.Get("patch"); operations != nil && operations.Kind == yamlbytes.Sequence {
			s.jsonPatch(o, operations, targetOf(patch), fmt.Sprintf("%s[%d].patch", path, i))
		}
	}
}

// targetOf returns the kind of the objects that a patch is for, as far as it names it.
func targetOf(patch *yamlbytes.Node) fields.ObjectKind {
	return fields.ObjectKind{Group: patch.Text("target", "group"), Version: patch.Text("target", "version"), Kind: patch.Text("target", "kind")}
}

// jsonPatch rewrites the images that the operations of a JSON patch hold.
func (s *session) jsonPatch(o *object.Object, root *yamlbytes.Node, kind fields.ObjectKind, prefix string) {
	for _, part := range manifest.Parts(root) {
		as := func(path string) string { return prefix + part.Path(path) }
		s.search.FindAs(kind, part.Root, as, func(p *fields.Place) { s.image(object.At(o, p)) })
	}
}
