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
	// finish is called at the end of the run.
	finish()
}

// noPass does nothing. Passes embed it for the calls they have no use for.
type noPass struct{}

func (noPass) begin(*object)                {}
func (noPass) image(*occurrence, *decision) {}
func (noPass) end(*object)                  {}
func (noPass) endItem(*object)              {}
func (noPass) finish()                      {}

// addPasses makes the passes of a session. Their order is the order of the findings about
// one object, and at the end of the run.
//
// Documents in strings have those that are embedded as well. They have not kustomizeEntries,
// which tells what the whole run has found, and not substitutes and fluxImages, because
// no controller reads what stands there. What anchors share is judged text by text: see newText.
func (s *session) addPasses() {
	add := func(p pass, embedded bool) {
		s.passes = append(s.passes, p)
		if embedded {
			s.embedded = append(s.embedded, p)
		}
	}
	add(newSeenImages(s), true)
	if s.plan != nil {
		add(&kustomizeEntries{session: s}, false)
	}
	if s.removesPullSecrets() {
		s.pullSecrets = newPullSecrets(s)
		add(s.pullSecrets, true)
	}
	add(newLeftovers(s), true)
	add(&substitutes{session: s}, false)
	if s.fillsFluxObjects() {
		s.fluxImages = &fluxImages{session: s}
		add(s.fluxImages, false)
	}
	if s.all {
		add(newChartImages(s), true)
	}
	add(&pullWarnings{report: s.report}, true)
	s.unused = &unusedFields{session: s}
	add(s.unused, true)
	add(newSetterComments(s), true)
	add(&fluxSources{session: s}, true)
	if s.inventory != nil {
		add(&inventory{session: s}, true)
	}
}
