package tree

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/kustomization/manifest"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Kustomization is one kustomization or Component as kustomize reads it.
type Kustomization struct {
	Document  *manifest.Document
	File, Dir string
	// Component says that its kind is Component.
	Component bool

	Resources  []Reference
	Components []Reference
	Patches    []Patch
	Entries    []*Entry
	// Transformers are those that matter to images, in their order.
	Transformers []*Transformer
	// Specs are the field specs of images in the files of its configurations.
	Specs []FieldSpec
	// Unread are the parts that are not read, such as remote bases and charts.
	Unread       []Unread
	Replacements []Replacement
	Variables    []Variable
	// configMaps are what its configMapGenerator makes; nil until somebody asks for it.
	configMaps []manifest.Object
	// IsUsed says that another kustomization, or a build, uses it.
	IsUsed bool
}

// readKustomization reads a kustomization from its document.
func (t *Tree) readKustomization(d *manifest.Document, file, dir string) *Kustomization {
	k := &Kustomization{Document: d, File: file, Dir: dir, Component: d.Root.Text("kind") == "Component"}
	for _, key := range []string{"resources", "bases"} {
		k.Resources = append(k.Resources, references(d.Root, key)...)
	}
	k.Components = references(d.Root, "components")
	for _, key := range []string{"images", "imageTags"} {
		k.Entries = append(k.Entries, t.readEntries(d, d.Root.Get(key), key)...)
	}
	for _, e := range k.Entries {
		if k.Component {
			e.In = InComponent
		}
	}
	t.readPatches(k)
	t.readConfigurations(k)
	t.readGenerators(k)
	t.readTransformers(k)
	k.Replacements = t.readReplacements(k, k.Document)
	t.readVariables(k)
	t.addSuffix(d.Root)
	if files, ok := t.Files.(manifest.DocumentFiles); ok {
		if names, anyName, unknown := files.Beside(file); unknown {
			k.Unread = append(k.Unread, Unread{What: "the documents beside it", At: d.PlaceOf(""), Line: 1, Names: names, AnyName: anyName})
		}
	}
	return k
}

// A Reference is a path, an address or a text in a list of a kustomization, such as
// resources. Key is its path in the document: resources[0].
type Reference struct {
	Text string
	Node *yamlbytes.Node
	Key  string
}

// references returns the texts of the list at a key.
func references(root *yamlbytes.Node, key string) []Reference {
	list := root.Get(key)
	if list == nil {
		return nil
	}
	var all []Reference
	for i, n := range list.Items {
		if n.Kind == yamlbytes.Scalar && n.Value != "" {
			all = append(all, Reference{n.Value, n, key + "[" + strconv.Itoa(i) + "]"})
		}
	}
	return all
}

// readConfigurations reads the field specs of images in the files of configurations.
func (t *Tree) readConfigurations(k *Kustomization) {
	for _, r := range references(k.Document.Root, "configurations") {
		documents, err := t.Documents(t.Within(k.Dir, r.Text))
		if err != nil {
			k.Unread = append(k.Unread, t.Missing(k, r, err))
			continue
		}
		for _, d := range documents {
			k.Specs = append(k.Specs, readSpecs(d.Root.Get("images"))...)
		}
	}
}

// A FieldSpec is a field in which kustomize looks for images because a configuration or a
// transformer says so.
type FieldSpec struct{ fields.Row }

// Key returns the field spec as one text, by which equal ones are known.
func (s FieldSpec) Key() string { return s.Group + "/" + s.Version + "/" + s.Kind + ":" + s.Path }

// readSpecs reads a list of field specs; those with a path that cannot be read are left out.
func readSpecs(list *yamlbytes.Node) []FieldSpec {
	if list == nil {
		return nil
	}
	var all []FieldSpec
	for _, n := range list.Items {
		s := FieldSpec{fields.Row{Group: n.Text("group"), Version: n.Text("version"), Kind: n.Text("kind"), Path: n.Text("path"), User: true}}
		if s.Path != "" && fields.CheckPath(s.Path) == nil {
			all = append(all, s)
		}
	}
	return all
}
