package rewrite

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// patchTexts are the strings that hold patches and other objects of kustomize: YAML, as
// the field's documentation says. They are rewritten whatever rewrite.embedded is.
var patchTexts = []fields.Row{
	{Group: kustomizeGroup, Path: "patches[]/patch"},
	{Group: kustomizeGroup, Path: "patchesJson6902[]/patch"},
	{Group: kustomizeGroup, Path: "patchesStrategicMerge[]"},
	{Group: kustomizeGroup, Path: "transformers[]"},
	{Group: "kustomize.toolkit.fluxcd.io", Kind: "Kustomization", Path: "spec/patches[]/patch"},
	{Group: "helm.toolkit.fluxcd.io", Kind: "HelmRelease", Path: "spec/postRenderers[]/kustomize/patches[]/patch"},
	{Group: "argoproj.io", Path: "spec/**/kustomize/patches[]/patch"},
	{Kind: "PatchTransformer", Path: "patch"},
	{Kind: "PatchStrategicMergeTransformer", Path: "patches"},
	{Kind: "PatchJson6902Transformer", Path: "jsonOp"},
}

// patchesIn rewrites the patches in an object.
func (s *session) patchesIn(o *object) {
	// The patches may hold others, so all are found before the first is entered.
	var found []*fields.Place
	s.patches.Find(o.kind, o.root, func(p *fields.Place) { found = append(found, p.Keep()) })
	for _, p := range found {
		if !o.text.scalars.entered[p.Name] && mayBeDocument(p.Name) {
			s.documentsAt(o, p.Name, p.Path(), targetOf(p.Parent), true)
		}
	}
	if o.kind.Group == fluxKustomizations {
		s.operationsIn(o, o.root.At("spec", "patchesJson6902"), "spec.patchesJson6902")
	}
	if renderers := o.root.At("spec", "postRenderers"); o.kind.Group == fluxHelm && renderers != nil {
		for i, renderer := range renderers.Items {
			s.operationsIn(o, renderer.At("kustomize", "patchesJson6902"), fmt.Sprintf("spec.postRenderers[%d].kustomize.patchesJson6902", i))
		}
	}
}

// operationsIn rewrites lists of JSON patch operations that stand in an object of Flux as
// they are.
func (s *session) operationsIn(o *object, list *yamlbytes.Node, path string) {
	if list == nil {
		return
	}
	for i, patch := range list.Items {
		if operations := patch.Get("patch"); operations != nil && operations.Kind == yamlbytes.Sequence {
			s.jsonPatch(o, operations, targetOf(patch), fmt.Sprintf("%s[%d].patch", path, i))
		}
	}
}

// targetOf is the kind of the objects that a patch is for, where it says so.
func targetOf(patch *yamlbytes.Node) fields.ObjectKind {
	return fields.ObjectKind{Group: patch.Text("target", "group"), Version: patch.Text("target", "version"), Kind: patch.Text("target", "kind")}
}

// jsonPatch rewrites the images that the operations of a JSON patch hold.
func (s *session) jsonPatch(o *object, root *yamlbytes.Node, kind fields.ObjectKind, prefix string) {
	for _, part := range manifest.Parts(root) {
		as := func(path string) string { return prefix + part.Path(path) }
		s.search.FindAs(kind, part.Root, as, func(p *fields.Place) { s.image(&occurrence{o.inner(p.Object), p}) })
	}
}
