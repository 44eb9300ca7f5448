package rewrite

// Matters reports whether a text may hold what a run of Sources looks for, whichever
// items it is split into. Of a text that does not, a run only counts the items. It does
// not hold for Inventory, which reads everything.
func (r *Rewriter) Matters(text []byte) bool {
	s := textOf(text)
	return r.readAll || r.needles.in(s) || hasEscape(s)
}
