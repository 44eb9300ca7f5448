package kustomization

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A target is what kustomize reads of one kustomization.
type target struct {
	document  *Document
	file, dir string
	component bool

	resources  []reference
	components []reference
	patches    []patch
	entries    []*entry
	// transformers are those of kind ImageTagTransformer, in order, wherever they stand.
	transformers []*transformer
	specs        []spec
	unread       []unread
	replacements []replacement
	variables    []variable
	// made are the ConfigMaps of its generators, once somebody asks.
	made []object
	// named says that another kustomization takes it as a resource.
	named bool
}

// A reference is a path or an address in a list of a kustomization.
type reference struct {
	text string
	node *yamlbytes.Node
	key  string
}

// A patch holds objects, or parts of some.
type patch struct{ objects []object }

// readTarget reads a kustomization from its document.
func (t *tree) readTarget(d *Document, file, dir string) *target {
	k := &target{document: d, file: file, dir: dir, component: d.Root.Text("kind") == "Component"}
	for _, key := range []string{"resources", "bases"} {
		k.resources = append(k.resources, references(d.Root, key)...)
	}
	k.components = references(d.Root, "components")
	for _, key := range []string{"images", "imageTags"} {
		k.entries = append(k.entries, t.readEntries(d, d.Root.Get(key), key)...)
	}
	for _, e := range k.entries {
		if k.component {
			e.in = inComponent
		}
	}
	t.readPatches(k)
	t.readConfigurations(k)
	t.readGenerators(k)
	t.readTransformers(k)
	k.replacements = t.readReplacements(k, k.document)
	readVariables(k)
	if files, ok := t.files.(DocumentFiles); ok {
		if names, anyName, unknown := files.Beside(file); unknown {
			k.unread = append(k.unread, unread{what: "the documents beside it", at: d.place(""), line: 1, names: names, anyName: anyName})
		}
	}
	return k
}

func references(root *yamlbytes.Node, key string) []reference {
	list := root.Get(key)
	if list == nil {
		return nil
	}
	var all []reference
	for i, n := range list.Items {
		if n.Kind == yamlbytes.Scalar && n.Value != "" {
			all = append(all, reference{n.Value, n, key + "[" + itoa(i) + "]"})
		}
	}
	return all
}

// readPatches reads the patches in kustomize's order. A patch is a text, or the path of a
// file; of patchesStrategicMerge kustomize tries the text first.
func (t *tree) readPatches(k *target) {
	root := k.document.Root
	for _, r := range references(root, "patchesStrategicMerge") {
		if inside := k.document.Inside(r.node, r.key); len(inside) > 0 {
			k.patches = append(k.patches, patchOf(inside, fields.ObjectKind{}))
		} else {
			t.patchFile(k, r, fields.ObjectKind{})
		}
	}
	for _, key := range []string{"patches", "patchesJson6902"} {
		k.patches = append(k.patches, t.patchList(k, k.document, root.Get(key), key)...)
	}
}

// patchList reads a list of patches with targets, of a kustomization, of Flux or of Argo
// CD. Flux writes the operations of patchesJson6902, and the objects of
// patchesStrategicMerge, as they are and not as a text.
func (t *tree) patchList(k *target, d *Document, list *yamlbytes.Node, key string) []patch {
	if list == nil {
		return nil
	}
	var all []patch
	for i, p := range list.Items {
		at := key + "[" + itoa(i) + "]"
		kind := fields.ObjectKind{Group: p.Text("target", "group"), Version: p.Text("target", "version"), Kind: p.Text("target", "kind")}
		text, file := p.Get("patch"), p.Get("path")
		switch {
		case text != nil && text.Kind == yamlbytes.Sequence:
			ops := &Document{File: d.File, Index: d.Index, Item: d.Item, Root: text, Prefix: d.Prefix + at + ".patch", Outer: d.Outer, above: d.above}
			all = append(all, patchOf([]*Document{ops}, kind))
		case text != nil:
			all = append(all, patchOf(d.Inside(text, at+".patch"), kind))
		case file != nil && k != nil && file.Kind == yamlbytes.Scalar:
			t.patchFile(k, reference{file.Value, file, at + ".path"}, kind)
		}
	}
	return all
}

func patchOf(documents []*Document, kind fields.ObjectKind) patch {
	var p patch
	for _, d := range documents {
		if IsJSONPatch(d.Root) {
			p.objects = append(p.objects, d.parts(kind)...)
		} else {
			p.objects = append(p.objects, d.objects()...)
		}
	}
	return p
}

// patchFile reads a patch from a file.
func (t *tree) patchFile(k *target, r reference, kind fields.ObjectKind) {
	documents, err := t.documents(t.within(k.dir, r.text))
	if err != nil {
		k.unread = append(k.unread, t.missing(k, r, err))
		return
	}
	k.patches = append(k.patches, patchOf(documents, kind))
}

// readConfigurations reads the field specs of images in the files of configurations.
func (t *tree) readConfigurations(k *target) {
	for _, r := range references(k.document.Root, "configurations") {
		documents, err := t.documents(t.within(k.dir, r.text))
		if err != nil {
			k.unread = append(k.unread, t.missing(k, r, err))
			continue
		}
		for _, d := range documents {
			k.specs = append(k.specs, readSpecs(d.Root.Get("images"))...)
		}
	}
}

// texts are the scalars below a node.
func texts(n *yamlbytes.Node) []string {
	if n == nil {
		return nil
	}
	var all []string
	fields.EachScalar(n, func(s *fields.Spot) {
		if !s.Key {
			all = append(all, s.Node.Value)
		}
	})
	return all
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

func (t *tree) unreadAt(d *Document, n *yamlbytes.Node, path, what string) unread {
	return unread{what: what, at: d.place(path), line: d.line(n)}
}

// missing notes a file or directory that a kustomization names and that is not there.
func (t *tree) missing(k *target, r reference, err error) unread {
	u := t.unreadAt(k.document, r.node, r.key, r.text)
	if _, items := t.files.(DocumentFiles); items || isRemote(r.text) {
		return u // a function is given what it is given
	}
	t.problem(finding.Warning, Unreadable, u.at, u.line, r.text,
		"kustomize reads this from "+t.rules.Shown(t.within(k.dir, r.text))+", which cannot be read here: "+reason(err)+
			"; what it holds is not known, so entries of images keep the names that they look for")
	return u
}

// reason is an error without the path, which the caller names.
func reason(err error) string {
	text := err.Error()
	if i := strings.LastIndex(text, ": "); i >= 0 && strings.Contains(text[:i], "/") {
		return text[i+2:]
	}
	return text
}
