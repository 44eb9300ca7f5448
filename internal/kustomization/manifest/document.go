package manifest

import "github.com/amerintlxperts/ecrcache/internal/yamlbytes"

// A Document is one YAML document of a file, or of the text of a string in one, such as a
// patch that is written into a kustomization.
type Document struct {
	File string
	// Index is the position of the document in the file; for a document in a string, that
	// of the document which has the string.
	Index int
	Item  *yamlbytes.Item
	Root  *yamlbytes.Node
	// Prefix comes before the path of a field in the document: "patches[0].patch: " for the
	// patch in the string of that field.
	Prefix string
	// Outer is the string that the document is in, a scalar of the document above; both are nil
	// for a document of a file.
	Outer *yamlbytes.Node
	above *Document
	// objects are its objects; nil until somebody asks for them.
	objects []Object
}

// Inside returns the documents in the text of n, the scalar at a path of the document; none when a
// part of the text is no YAML. A document that is one scalar is left out: every sentence is one.
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

// Part returns a node of the document, the one at a path, as a document of its own.
func (d *Document) Part(root *yamlbytes.Node, path string) *Document {
	return &Document{File: d.File, Index: d.Index, Item: d.Item, Root: root, Prefix: d.Prefix + path, Outer: d.Outer, above: d.above}
}

// LineOf returns the line of a node in the file; of a document in a string, the line at which
// the string begins.
func (d *Document) LineOf(n *yamlbytes.Node) int {
	if d.above != nil {
		return d.above.LineOf(d.Outer)
	}
	return d.Item.LineOf(n)
}

// Top returns the document of the file: this one, or the one that has it in a string.
func (d *Document) Top() *Document {
	for d.above != nil {
		d = d.above
	}
	return d
}

// Above returns the document that has this one in a string; nil for a document of a file.
func (d *Document) Above() *Document { return d.above }

// A Place names a field: the file, the document in it, and the path of the field in the form
// of results, such as spec.containers[0].image.
type Place struct {
	File  string
	Index int
	Path  string
}

// PlaceOf returns the place of the field at a path in the document.
func (d *Document) PlaceOf(path string) Place { return Place{d.File, d.Index, d.Prefix + path} }
