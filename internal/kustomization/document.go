package kustomization

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Document is one document of a file, or of a text that stands in a string of one.
type Document struct {
	File string
	// Index is its position in the file, or that of the document in whose string it
	// stands.
	Index int
	Item  *yamlbytes.Item
	Root  *yamlbytes.Node
	// Prefix stands before the path of a field in it: patches[0].patch:␣ for a patch.
	Prefix string
	// Outer is the scalar in whose text it stands, of the document above; nil for most.
	Outer *yamlbytes.Node
	above *Document
}

// documents reads the documents of a file, once. A file that cannot be read, or that is
// no YAML, is the error.
func (t *tree) documents(file string) ([]*Document, error) {
	if known, ok := t.read[file]; ok {
		return known.documents, known.err
	}
	known := t.parse(file)
	t.read[file] = known
	return known.documents, known.err
}

type parsed struct {
	documents []*Document
	err       error
}

func (t *tree) parse(file string) parsed {
	if files, ok := t.files.(DocumentFiles); ok {
		documents, err := files.Documents(file)
		return parsed{documents, err}
	}
	text, err := t.files.Read(file)
	if err != nil {
		return parsed{err: err}
	}
	items, err := yamlbytes.SplitStream(text)
	if err != nil {
		return parsed{err: err}
	}
	var all []*Document
	for i := range items {
		root, err := items[i].Parse()
		if err != nil {
			return parsed{err: err}
		}
		if root != nil {
			all = append(all, &Document{File: file, Index: i, Item: &items[i], Root: root})
		}
	}
	return parsed{documents: all}
}

// Inside reads the documents in the text of one of the document's scalars, whose path is
// given; none when the text is not all YAML.
func (d *Document) Inside(n *yamlbytes.Node, path string) []*Document {
	items, err := yamlbytes.SplitStream([]byte(n.Value))
	if err != nil {
		return nil
	}
	var all []*Document
	for i := range items {
		root, err := items[i].Parse()
		if err != nil {
			return nil
		}
		if root != nil && root.Kind != yamlbytes.Scalar {
			all = append(all, &Document{
				File: d.File, Index: d.Index, Item: &items[i], Root: root,
				Prefix: d.Prefix + path + ": ", Outer: n, above: d,
			})
		}
	}
	return all
}

// line is the line of a node in the file; for one in a string the string's.
func (d *Document) line(n *yamlbytes.Node) int {
	if d.above != nil {
		return d.above.line(d.Outer)
	}
	return d.Item.LineOf(n)
}

// Top is the document of the file, in whose string this one may stand.
func (d *Document) Top() *Document {
	for d.above != nil {
		d = d.above
	}
	return d
}

// Above is the document in whose string this one stands; nil for most.
func (d *Document) Above() *Document { return d.above }

// A Place names a field: the file, the document in it, and the field's path as results
// print it.
type Place struct {
	File  string
	Index int
	Path  string
}

func (d *Document) place(path string) Place { return Place{d.File, d.Index, d.Prefix + path} }

// An object is a Kubernetes object of a document, or the part of one that a patch
// holds.
type object struct {
	document *Document
	root     *yamlbytes.Node
	kind     fields.ObjectKind
	// path turns the path of a field in root into that in the document.
	path func(string) string
}

// objects are those of a document: its root, or the entries of a List, which kustomize
// takes one by one.
func (d *Document) objects() []object {
	kind := kindOf(d.Root)
	items := d.Root.Get("items")
	if !strings.HasSuffix(kind.Kind, "List") || items == nil {
		return []object{{d, d.Root, kind, func(p string) string { return p }}}
	}
	var all []object
	for i, item := range items.Items {
		prefix := "items[" + itoa(i) + "]."
		all = append(all, object{d, item, kindOf(item), func(p string) string { return prefix + p }})
	}
	return all
}

func kindOf(root *yamlbytes.Node) fields.ObjectKind {
	apiVersion := root.Text("apiVersion")
	group, version, found := strings.Cut(apiVersion, "/")
	if !found {
		group, version = "", apiVersion
	}
	return fields.ObjectKind{Group: group, Version: version, Kind: root.Text("kind")}
}
