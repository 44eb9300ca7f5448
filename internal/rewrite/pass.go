package rewrite

// A pass is one job beside the rewriting of references, such as taking out pull secrets
// or telling what is left behind. It owns what it remembers; nobody else reads or copies
// it. What a pass does must not depend on the order of the items: what it learns of one
// object may only change another one in finish.
type pass interface {
	// begin is called with an object before its images are looked for, unless nothing
	// in the object may change.
	begin(o *object)
	// image is called with each image field, once its reference is decided and edited.
	image(at *occurrence, d *decision)
	// end is called with each object once all its images are decided.
	end(o *object)
	// endItem is called after the last object of an item, with the item's root.
	endItem(root *object)
	// endText is called after the last item of a text.
	endText(t *text)
	// finish is called at the end of the run.
	finish()
}

// noPass does nothing. Passes embed it for the calls they have no use for.
type noPass struct{}

func (noPass) begin(*object)                {}
func (noPass) image(*occurrence, *decision) {}
func (noPass) end(*object)                  {}
func (noPass) endItem(*object)              {}
func (noPass) endText(*text)                {}
func (noPass) finish()                      {}
