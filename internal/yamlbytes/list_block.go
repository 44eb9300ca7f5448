package yamlbytes

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
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
func (b *blockList) read(s *scan.Scanner) error {
	if scan.HasUnsupportedBytes(b.text.text) {
		return scan.ErrUnsupported
	}
	s.SkipDocumentStart()
	b.entry = -1
	for {
		l, err := s.Next()
		if err != nil {
			return err
		}
		if l == nil {
			if err := b.close(s.ContentEnd(), s); err != nil {
				return err
			}
			return b.endOfText(s)
		}
		if err := b.line(l, s); err != nil {
			return err
		}
	}
}

// line adds what starts on a line.
func (b *blockList) line(l *scan.Line, s *scan.Scanner) error {
	switch {
	case b.entry >= 0 && l.Indent > b.entry && b.field == "items":
		return nil // most lines are inside an item
	case l.Indent == 0 && !l.Dash:
		if err := b.close(l.Above, s); err != nil {
			return err
		}
		return b.open(l, s)
	case b.field == "items" && l.Dash && (b.entry < 0 || l.Indent == b.entry):
		b.endEntry(l.Start, s)
		b.entry, b.list.items.entry = l.Indent, l.Indent
		b.add(Item{src: b.text, start: l.Start, end: -1, entry: true})
		s.StartItem()
	case b.field == "items" && (b.entry < 0 || l.Indent <= b.entry), b.field == "":
		return scan.ErrUnsupported
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
		// A little more, so that slightly shorter items to come need no second growth.
		b.list.Items = slices.Grow(items, max(n/16, int(most*1.02)-n)+8)
	}
	b.list.Items = append(b.list.Items, it)
}

// open begins a top-level field.
func (b *blockList) open(l *scan.Line, s *scan.Scanner) error {
	name := string(b.text.text[l.Key[0]:l.Key[1]])
	value := ""
	if l.Value >= 0 {
		value = strings.TrimRight(string(b.text.text[l.Value:scan.LineEnd(b.text.text, l.Value)]), " \t\r\n")
	}
	b.field, b.opened = name, l.Start
	switch name {
	case "apiVersion":
		return setOnce(&b.apiVersion, value)
	case "kind":
		return setOnce(&b.kind, value)
	case "items":
		if b.list.Items != nil || value != "" && value != "[]" {
			return scan.ErrUnsupported
		}
		b.list.Items = make([]Item, 0, 8)
		b.list.items.colon = l.Key[1] + 1
		b.list.items.empty = section{b.list.items.colon, b.list.items.colon}
		if value != "" {
			b.list.items.empty = section{l.Value, l.Value + len(value)}
		}
	case "functionConfig":
		if b.config > 0 || value != "" {
			return scan.ErrUnsupported
		}
		b.config = scan.LineEnd(b.text.text, l.Start)
	case "results":
		if b.list.results.start >= 0 {
			return scan.ErrUnsupported
		}
		b.list.results = section{l.Start, -1}
	default:
		return checkOtherKey(name)
	}
	return nil
}

// setOnce keeps a field's value when it is the first and needs no parser.
func setOnce(field *string, value string) error {
	if *field != "" || value == "" || strings.ContainsAny(value, "\"'#&!*{[|>") {
		return scan.ErrUnsupported
	}
	*field = value
	return nil
}

// checkOtherKey refuses the key of another field where it may be one of those that open knows in
// another spelling ("items", 'kind'), or is no key at all.
func checkOtherKey(name string) error {
	if name == "" || strings.ContainsAny(name[:1], "\"'") {
		return scan.ErrUnsupported
	}
	return nil
}

// close ends the field that was open: its content ends at before.
func (b *blockList) close(before int, s *scan.Scanner) error {
	switch b.field {
	case "apiVersion", "kind":
		if before > scan.LineEnd(b.text.text, b.opened) {
			return scan.ErrUnsupported // the value goes on
		}
	case "items":
		b.endEntry(before, s)
	case "functionConfig":
		b.list.Config = b.text.text[b.config:max(b.config, before)]
	case "results":
		b.list.results.end = before
	}
	b.list.end = before
	return nil
}

// endEntry ends the entry that is open, if there is one.
func (b *blockList) endEntry(end int, s *scan.Scanner) {
	if n := len(b.list.Items); n > 0 && b.list.Items[n-1].end < 0 {
		b.list.Items[n-1].end = end
		b.list.Items[n-1].closed = !s.Spreads()
	}
}

// endOfText makes sure that no other document follows, and finds where a field may be
// added: at the end, or before the last field where that ends in a block scalar without
// a line feed, which would become a part of it.
func (b *blockList) endOfText(s *scan.Scanner) error {
	if !s.AtEnd() || s.HasAlias() {
		return scan.ErrUnsupported // an alias may name an anchor of another item
	}
	if s.EndsInOpenBlock() {
		b.list.end = b.opened
	}
	return nil
}
