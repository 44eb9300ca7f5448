package yamlbytes

import (
	"slices"
	"strings"
)

// A blockList reads the block form of a ResourceList, which is what kustomize
// and kpt write, line by line.
type blockList struct {
	list             *List
	text             *source // of the items
	apiVersion, kind string
	field            string // the top-level field the scanner is in
	entry            int    // the column of the entries of items, -1 before the first
	config           int    // where the text of functionConfig starts
	checked          int    // up to where the text holds nothing odd
}

// read splits the list. Any error means that the parser must read it.
func (b *blockList) read(s *scanner) error {
	if err := skipDocumentStart(s); err != nil {
		return err
	}
	b.entry = -1
	for {
		l, ok, err := s.next()
		if err != nil {
			return err
		}
		if !ok {
			if err := b.close(s.content, s); err != nil || b.isOdd(len(s.src)) {
				return errOdd
			}
			return b.onlyDocument(s)
		}
		if err := b.line(l, s); err != nil {
			return err
		}
	}
}

// line takes one structural line. Behind the first line of an entry it goes on to the
// next entry where it can.
func (b *blockList) line(l line, s *scanner) error {
	switch {
	case l.indent == 0 && !l.dash:
		if err := b.close(l.above, s); err != nil {
			return err
		}
		return b.open(l, s)
	case b.field == "items" && l.dash && (b.entry < 0 || l.indent == b.entry):
		if err := b.endEntry(l.start); err != nil {
			return err
		}
		b.entry, b.list.items.entry = l.indent, l.indent
		b.add(Item{src: b.text, start: l.start, end: -1, entry: true})
		if l.indent == 0 {
			b.list.Items[len(b.list.Items)-1].closed = s.skipEntry(l.start)
		}
		if b.isOdd(l.start) {
			return errOdd
		}
	case b.field == "items" && (b.entry < 0 || l.indent <= b.entry), b.field == "":
		return errOdd
	}
	return nil
}

// add appends an item. Where there is no room, it makes as much as the items need if
// those to come are as long as those before.
func (b *blockList) add(it Item) {
	items := b.list.Items
	if n := len(items); n == cap(items) {
		begin := items[0].start
		most := float64(n) * float64(len(b.text.text)-begin) / float64(it.start-begin)
		b.list.Items = slices.Grow(items, max(n/16, int(most*1.02)-n)+8)
	}
	b.list.Items = append(b.list.Items, it)
}

// open begins a top-level field.
func (b *blockList) open(l line, s *scanner) error {
	name := string(s.src[l.key[0]:l.key[1]])
	value := ""
	if l.value >= 0 {
		value = strings.TrimRight(string(s.src[l.value:lineEnd(s.src, l.value)]), " \t\r\n")
	}
	b.field = name
	switch name {
	case "apiVersion":
		return setOnce(&b.apiVersion, value)
	case "kind":
		return setOnce(&b.kind, value)
	case "items":
		if b.list.Items != nil || value != "" && value != "[]" {
			return errOdd
		}
		b.list.Items = make([]Item, 0, 8)
		b.list.items.colon = l.key[1] + 1
		b.list.items.empty = section{b.list.items.colon, b.list.items.colon}
		if value != "" {
			b.list.items.empty = section{l.value, l.value + len(value)}
		}
	case "functionConfig":
		if b.config > 0 || value != "" {
			return errOdd
		}
		b.config = lineEnd(s.src, l.start)
	case "results":
		if b.list.results.start >= 0 {
			return errOdd
		}
		b.list.results = section{l.start, -1}
	default:
		return unlessPlainKey(name)
	}
	return nil
}

// setOnce keeps a field's value when it is the first and needs no parser.
func setOnce(field *string, value string) error {
	if *field != "" || value == "" || strings.ContainsAny(value, "\"'#&!*{[|>") {
		return errOdd
	}
	*field = value
	return nil
}

// unlessPlainKey lets other fields pass, unless their key may be one of ours in
// another spelling ("items", 'kind') or is no key at all.
func unlessPlainKey(name string) error {
	if name == "" || strings.ContainsAny(name[:1], "\"'") {
		return errOdd
	}
	return nil
}

// close ends the field that was open: its content ends at before.
func (b *blockList) close(before int, s *scanner) (err error) {
	switch b.field {
	case "items":
		err = b.endEntry(before)
	case "functionConfig":
		b.list.Config = s.src[b.config:max(b.config, before)]
	case "results":
		b.list.results.end = before
	}
	b.list.end = before
	return err
}

// endEntry ends the entry that is open, if there is one.
func (b *blockList) endEntry(end int) error {
	n := len(b.list.Items)
	if n == 0 || b.list.Items[n-1].end >= 0 {
		return nil
	}
	b.list.Items[n-1].end = end
	if b.list.Items[n-1].reachesOut() {
		return errOdd // it may use an anchor of another item
	}
	return nil
}

// isOdd reports whether the text up to the offset, a line's start, holds what the
// scanner does not look for. It looks at large pieces soon after the scanner was
// there, which costs far less than a look at the whole text.
func (b *blockList) isOdd(upTo int) bool {
	const piece = 32 << 10
	if upTo < b.checked+piece && upTo < len(b.text.text) {
		return false
	}
	from := b.checked
	b.checked = upTo
	return hasOddBytes(b.text.text[from:upTo])
}

// onlyDocument makes sure that nothing but blank lines and comments follows.
func (b *blockList) onlyDocument(s *scanner) error {
	if s.pos < len(s.src) {
		return errOdd
	}
	return nil
}

// skipDocumentStart moves behind comments and one line of three dashes.
func skipDocumentStart(s *scanner) error {
	for s.pos < len(s.src) {
		end := lineEnd(s.src, s.pos)
		text := strings.TrimRight(string(s.src[s.pos:end]), " \r\n")
		switch {
		case text == "---":
			s.pos, s.content = end, end
			return nil
		case text != "" && text[0] != '#':
			return nil
		}
		s.pos = end
	}
	return nil
}
