package tree

import (
	"cmp"
	"strconv"

	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Replacement copies a value, or a part of one, from one field to others
// (https://github.com/kubernetes-sigs/kustomize/blob/api/v0.21.2/api/types/replacement.go).
type Replacement struct {
	Source Selection
	// Value is the text of sourceValue, instead of Source; nil where there is none.
	Value   *CopiedValue
	Targets []Selection
	// At is the source as a part that is not read, for where its field is not found.
	At Unread
}

// readReplacements reads the replacements of a kustomization or a transformer, written there or
// in files.
func (t *Tree) readReplacements(k *Kustomization, in *manifest.Document) []Replacement {
	list := in.Root.Get("replacements")
	if list == nil {
		return nil
	}
	var all []Replacement
	for i, n := range list.Items {
		at := t.unreadAt(in, n, "replacements["+strconv.Itoa(i)+"]", "the source of a replacement")
		file := n.Get("path")
		if file == nil || file.Kind != yamlbytes.Scalar {
			all = append(all, t.readReplacement(in, n, at))
			continue
		}
		documents, err := t.Documents(t.Within(k.Dir, file.Value))
		if err != nil {
			k.Unread = append(k.Unread, t.Missing(k, Reference{file.Value, file, "replacements[" + strconv.Itoa(i) + "].path"}, err))
		}
		for _, d := range documents {
			if d.Root.Kind == yamlbytes.Mapping {
				all = append(all, t.readReplacement(d, d.Root, at))
			}
			for _, n := range d.Root.Items {
				all = append(all, t.readReplacement(d, n, at))
			}
		}
	}
	return all
}

// readReplacement reads one replacement; at is its place.
func (t *Tree) readReplacement(d *manifest.Document, n *yamlbytes.Node, at Unread) Replacement {
	source := n.Get("source")
	r := Replacement{At: at, Source: Selection{
		Kind: source.Text("kind"), name: source.Text("name"), suffixes: t.suffixes, Delimiter: source.Text("options", "delimiter"),
		Paths: []FieldPath{newFieldPath(cmp.Or(source.Text("fieldPath"), "metadata.name"))},
	}}
	if text := n.Get("sourceValue"); text != nil && text.Kind == yamlbytes.Scalar && text.Value != "" {
		whole := manifest.Object{Document: d, Root: d.Root, Kind: manifest.KindOf(d.Root), Path: func(p string) string { return p }}
		r.Value = &CopiedValue{Document: d, Node: text, Path: manifest.PathTo(d.Root, text), Text: text.Value, Object: whole, Only: true}
	}
	if targets := n.Get("targets"); targets != nil {
		for _, n := range targets.Items {
			one := Selection{Kind: n.Text("select", "kind"), name: n.Text("select", "name"), suffixes: t.suffixes, Delimiter: n.Text("options", "delimiter")}
			one.kinds, one.names = anchored(one.Kind), anchored(one.name)
			for _, path := range references(n, "fieldPaths") {
				one.Paths = append(one.Paths, newFieldPath(path.Text))
			}
			r.Targets = append(r.Targets, one)
		}
	}
	return r
}

// AllReplacements returns the replacements of the kustomization and of its transformers.
func (k *Kustomization) AllReplacements() []Replacement {
	all := k.Replacements
	for _, tr := range k.Transformers {
		all = append(all[:len(all):len(all)], tr.Replacements...)
	}
	return all
}
