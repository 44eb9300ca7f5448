package manifest

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Field is a field of a manifest or a patch in which kustomize sees an image.
type Field struct {
	Document *Document
	// Object is the object that has the field; Kind is its kind, as far as that is known of
	// the object of a patch.
	Object *yamlbytes.Node
	Kind   fields.ObjectKind
	Place  *fields.Place
	// Path is the path in the document, without the Prefix of that; Text is the image.
	Path string
	Text string
}

// At returns the field's place in its file.
func (f *Field) At() Place { return f.Document.PlaceOf(f.Path) }

// Line returns its line in the file.
func (f *Field) Line() int { return f.Document.LineOf(f.Place.Name) }
