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
	opened           int    // where its line starts
	config           int    // where the text of functionConfig starts
}

// read splits the list. Any error means that the parser must read it.
func (b *blockList) read(s *scanner) error {
	if hasUnsupportedBytes(s.src) {
		return errUnsupported
	}
	skipDocumentStart(s)
	b.entry = -1
	for {
		l, err := s.next()
		if err != nil {
			return err
		}
		if l == nil {
			if err := b.close(s.content, s); err != nil {
				return err
			}
			return b.endOfText(s)
		}
		if err := b.line(l, s); err != nil {
			return err
		}
	}
}

// line takes one structural line.
func (b *blockList) line(l *line, s *scanner) error {
	switch {
	case l.indent == 0 && !l.dash:
		if err := b.close(l.above, s); err != nil {
			return err
		}
		return b.open(l, s)
	case b.field == "items" && l.dash && (b.entry < 0 || l.indent == b.entry):
		b.endEntry(l.start, s)
		b.entry, b.list.items.entry = l.indent, l.indent
		b.add(Item{src: b.text, start: l.start, end: -1, entry: true})
		s.spread = false
	case b.field == "items" && (b.entry < 0 || l.indent <= b.entry), b.field == "":
		return errUnsupported
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
func (b *blockList) open(l *line, s *scanner) error {
	name := string(s.src[l.key[0]:l.key[1]])
	value := ""
	if l.value >= 0 {
		value = strings.TrimRight(string(s.src[l.value:lineEnd(s.src, l.value)]), " \t\r\n")
	}
	b.field, b.opened = name, l.start
	switch name {
	case "apiVersion":
		return setOnce(&b.apiVersion, value)
	case "kind":
		return setOnce(&b.kind, value)
	case "items":
		if b.list.Items != nil || value != "" && value != "[]" {
			return errUnsupported
		}
		b.list.Items = make([]Item, 0, 8)
		b.list.items.colon = l.key[1] + 1
		b.list.items.empty = section{b.list.items.colon, b.list.items.colon}
		if value != "" {
			b.list.items.empty = section{l.value, l.value + len(value)}
		}
	case "functionConfig":
		if b.config > 0 || value != "" {
			return errUnsupported
		}
		b.config = lineEnd(s.src, l.start)
	case "results":
		if b.list.results.start >= 0 {
			return errUnsupported
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
		return errUnsupported
	}
	*field = value
	return nil
}

// unlessPlainKey lets other fields pass, unless their key may be one of ours in
// another spelling ("items", 'kind') or is no key at all.
func unlessPlainKey(name string) error {
	if name == "" || strings.ContainsAny(name[:1], "\"'") {
		return errUnsupported
	}
	return nil
}

// close ends the field that was open: its content ends at before.
func (b *blockList) close(before int, s *scanner) error {
	switch b.field {
	case "apiVersion", "kind":
		if before > lineEnd(s.src, b.opened) {
			return errUnsupported // the value goes on
		}
	case "items":
		b.endEntry(before, s)
	case "functionConfig":
		b.list.Config = s.src[b.config:max(b.config, before)]
	case "results":
		b.list.results.end = before
	}
	b.list.end = before
	return nil
}

// endEntry ends the entry that is open, if there is one.
func (b *blockList) endEntry(end int, s *scanner) {
	if n := len(b.list.Items); n > 0 && b.list.Items[n-1].end < 0 {
		b.list.Items[n-1].end = end
		b.list.Items[n-1].closed = !s.spread
	}
}

// endOfText makes sure that no other document follows, and finds where a field may be
// added: at the end, or before the last field where that ends in a block scalar without
// a line feed, which would become a part of it.
func (b *blockList) endOfText(s *scanner) error {
	if s.pos < len(s.src) || s.alias {
		return errUnsupported // an alias may name an anchor of another item
	}
	if s.behind == blockText && s.content == len(s.src) && s.src[len(s.src)-1] != '\n' {
		b.list.end = b.opened
	}
	return nil
}

// skipDocumentStart moves behind comments and one line of three dashes.
func skipDocumentStart(s *scanner) {
	for s.pos < len(s.src) {
		end := lineEnd(s.src, s.pos)
		text := strings.TrimRight(string(s.src[s.pos:end]), " \r\n")
		switch {
		case text == "---":
			s.pos, s.content = end, end
			return
		case text != "" && text[0] != '#':
			return
		}
		s.pos = end
	}
}
