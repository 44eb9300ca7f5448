package rewrite

import "github.com/amerintlxperts/ecrcache/internal/yamlbytes"

// A scan is what the bytes of one item hold. Most items are known by it to hold nothing,
// and are not read.
type scan struct {
	item    *yamlbytes.Item
	text    string
	places  []int // of the needles with a dot
	escapes bool  // a name may stand in it without its bytes
}

// scanned is the scan of the item, made once.
func (r *run) scanned(it *yamlbytes.Item) *scan {
	s := &r.scan
	if s.item != it {
		s.item, s.text = it, textOf(it.Raw())
		s.places = r.needles.places(s.text, s.places[:0])
		s.escapes = hasEscape(s.text)
	}
	return s
}

// matters reports whether the item may hold what this run looks for. An escape of a
// double-quoted scalar can spell a name without its bytes, so its presence suffices.
func (r *run) matters(it *yamlbytes.Item) bool {
	if r.readAll || it.IsRead() {
		return true
	}
	s := r.scanned(it)
	return len(s.places) > 0 || s.escapes || r.needles.hasDotless(s.text)
}

// mentions is how often sought names stand in the item's bytes. They are the first of
// the needles: where one stands, the scan has found it and no other.
func (r *run) mentions(it *yamlbytes.Item) int {
	s := r.scanned(it)
	if len(r.sought.dotless) > 0 {
		return r.sought.count(s.text)
	}
	n := 0
	for _, at := range s.places {
		if r.sought.startIn(s.text[at:]) {
			n++
		}
	}
	return n
}
