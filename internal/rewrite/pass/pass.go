package pass

import (
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
)

// A Pass is one job beside the rewriting of references, such as taking out pull secrets
// or telling what is left behind. It owns what it remembers; nobody else reads or copies
// it. What a pass does must not depend on the order of the items: what it learns of one
// object may only change another one in finish.
type Pass interface {
	// begin is called with an object before its images are looked for, unless nothing
	// in the object may change.
	Begin(o *object.Object)
	// image is called with each image field, once its reference is decided and edited.
	Image(at *object.Occurrence, d *decide.Decision)
	// end is called with each object once all its images are decided.
	End(o *object.Object)
	// endItem is called after the last object of an item, with the item's root.
	EndItem(root *object.Object)
	// endText is called after the last item of a text.
	EndText(t *object.Text)
	// finish is called at the end of the run.
	Finish()
}

// None does nothing. Passes embed it for the calls they have no use for.
type None struct{}

func (None) Begin(*object.Object) {}

func (None) Image(*object.Occurrence, *decide.Decision) {}

func (None) End(*object.Object) {}

func (None) EndItem(*object.Object) {}

func (None) EndText(*object.Text) {}

func (None) Finish() {}
