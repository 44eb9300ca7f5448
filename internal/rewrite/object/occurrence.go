package object

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
)

// An Occurrence is an image field where it was found in an object.
type Occurrence struct {
	Object *Object
	Place  *fields.Place
}

// Path returns the path of the field in the item.
func (at *Occurrence) Path() string { return at.Object.Prefix + at.Place.Path() }

// At returns an image field that was found in the object o. It belongs to the innermost
// object around it.
func At(o *Object, p *fields.Place) *Occurrence { return &Occurrence{o.Inner(p.Object), p} }
