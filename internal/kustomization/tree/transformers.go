package tree

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Transformer is a transformer that matters to images: one of the following four.
type Transformer struct {
	// Entry is the entry of an ImageTagTransformer, Specs the fields in which it looks for
	// images.
	Entry *Entry
	Specs []FieldSpec
	// Patches are those of a transformer that patches.
	Patches []Patch
	// Replacements are those of a ReplacementTransformer.
	Replacements []Replacement
	// Function gives images their names where this program is the transformer, as in
	// Rules.Function; FunctionDocument is what configures it.
	Function         func(image string) string
	FunctionDocument *manifest.Document
}

// What an entry is in, as messages name it.
const (
	InComponent   = "a Component"
	InTransformer = "a transformer"
)

// TransformerKind is the kind of kustomize's transformer of images.
const TransformerKind = "ImageTagTransformer"

// readTransformers reads the transformers of a kustomization that matter to images, in
// kustomize's order: first those that are written inline, then those of files
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/internal/target/kusttarget.go).
func (t *Tree) readTransformers(k *Kustomization) {
	var inline, others []*manifest.Document
	seen := map[string]bool{}
	for _, r := range references(k.Document.Root, "transformers") {
		for _, d := range t.configured(k, r, seen) {
			if d.Outer != nil {
				inline = append(inline, d)
			} else {
				others = append(others, d)
			}
		}
	}
	for _, d := range append(inline, others...) {
		t.readTransformer(k, d)
	}
}

// readTransformer reads the transformer that a document configures.
func (t *Tree) readTransformer(k *Kustomization, d *manifest.Document) {
	kind := d.Root.Text("kind")
	if f := t.Rules.Function(d); f != nil {
		k.Transformers = append(k.Transformers, &Transformer{FunctionDocument: d, Function: f})
		return
	}
	if kind == "ReplacementTransformer" {
		k.Transformers = append(k.Transformers, &Transformer{Replacements: t.readReplacements(k, d)})
		return
	}
	if kind != TransformerKind {
		if patches := t.transformerPatches(k, d, kind); patches != nil {
			k.Transformers = append(k.Transformers, &Transformer{Patches: patches})
		}
		return
	}
	if n := d.Root.Get("imageTag"); n != nil {
		if e := t.readEntry(d, n, "imageTag"); e != nil {
			e.Alone, e.In = true, InTransformer
			k.Transformers = append(k.Transformers, &Transformer{Entry: e, Specs: readSpecs(d.Root.Get("fieldSpecs"))})
		}
	}
}

// transformerPatches reads the patches of a transformer, inline or in files; none for a kind
// that does not patch.
func (t *Tree) transformerPatches(k *Kustomization, d *manifest.Document, kind string) []Patch {
	inline := map[string]string{"PatchTransformer": "patch", "PatchJson6902Transformer": "jsonOp", "PatchStrategicMergeTransformer": "patches"}[kind]
	if inline == "" {
		return nil
	}
	target := fields.ObjectKind{Group: d.Root.Text("target", "group"), Version: d.Root.Text("target", "version"), Kind: d.Root.Text("target", "kind")}
	var all []Patch
	if n := d.Root.Get(inline); n != nil && n.Kind == yamlbytes.Scalar {
		all = append(all, patchOf(d.Inside(n, inline), target))
	}
	files := references(d.Root, "paths")
	if n := d.Root.Get("path"); n != nil && n.Kind == yamlbytes.Scalar {
		files = append(files, Reference{n.Value, n, "path"})
	}
	for _, r := range files {
		// The paths are relative to the kustomization that names the transformer.
		all = append(all, t.patchFile(d, r, k.Dir, target, &k.Unread)...)
	}
	return all
}

// configured reads the documents by which a transformer or a generator is configured: inline,
// in a file, or in the resources of the kustomization of a directory. seen are the directories so
// far: kustomize refuses a transformer that it reads twice.
func (t *Tree) configured(k *Kustomization, r Reference, seen map[string]bool) []*manifest.Document {
	if inside := k.Document.Inside(r.Node, r.Key); len(inside) > 0 || strings.Contains(r.Text, "\n") {
		return inside
	}
	where := t.Within(k.Dir, r.Text)
	documents, err := t.Documents(where)
	if err == nil {
		return documents
	}
	below := t.load(where)
	if below == nil {
		k.Unread = append(k.Unread, t.Missing(k, r, err))
		return nil
	}
	below.IsUsed = true
	if t.isSeen(where, seen) {
		return nil
	}
	var all []*manifest.Document
	for _, r := range below.Resources {
		all = append(all, t.configured(below, r, seen)...)
	}
	return all
}
