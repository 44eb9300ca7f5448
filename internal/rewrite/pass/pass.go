package pass

import (
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
)

// A Pass is one job beside the rewriting of references, such as removing pull secrets or
// reporting what is left behind. Only the pass itself reads and changes what it remembers.
// What it does must not depend on the order of the items: what it learns from one object may
// change another one only in Finish.
type Pass interface {
	// Begin is called with an object before its images are looked for, unless nothing in the
	// object may change.
	Begin(o *object.Object)
	// Image is called with each image field, after its reference was decided and edited.
	Image(at *object.Occurrence, d *decide.Decision)
	// End is called with each object after all its images.
	End(o *object.Object)
	// EndItem is called after the last object of an item. The object is that of the whole item.
	EndItem(root *object.Object)
	// EndText is called after the last item of a text.
	EndText(t *object.Text)
	// Finish is called at the end of the run.
	Finish()
}

// None is a pass that does nothing. Other passes embed it, and have methods of their own for
// the calls that they need.
type None struct{}

// Begin does nothing.
func (None) Begin(*object.Object) {}

// Image does nothing.
func (None) Image(*object.Occurrence, *decide.Decision) {}

// End does nothing.
func (None) End(*object.Object) {}

// EndItem does nothing.
func (None) EndItem(*object.Object) {}

// EndText does nothing.
func (None) EndText(*object.Text) {}

// Finish does nothing.
func (None) Finish() {}
