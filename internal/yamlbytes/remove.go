package yamlbytes

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// RemoveEntry returns the edit that removes the entry of the key from the mapping m, with
// its value, on all of its lines. The error is an *finding.Finding, for an entry
// that cannot be removed alone: the only one of a list element, or one that
// shares its lines with a comment or a merge.
func (it *Item) RemoveEntry(m *Node, key string) (Edit, error) {
	i := m.indexOf(key)
	if i < 0 || m.Pairs[i].Merged || m.Pairs[i].Key.Anchor != "" {
		return Edit{}, problemAt(it.LineOf(m), fmt.Sprintf("the key %s is not in this map itself; remove it where it is defined", key))
	}
	if err := m.refuseDuplicates(); err != nil {
		return Edit{}, err
	}
	p := &m.Pairs[i]
	switch {
	case p.Key.inFlow:
		return it.removeFlowEntry(m, p)
	case it.startsLine(p.Key.offset):
		var above *Node
		if i > 0 {
			above = m.Pairs[i-1].Value
		}
		return it.removeLines(p.Key.offset, p.Value.Kind == Sequence, p.Value, above)
	}
	return it.removeFirst(m, p)
}

// RemoveBare is RemoveEntry for an entry without a comment: false where one would go with it, or where the
// entry cannot be removed. A comment behind the brackets around it is not the entry's own.
func (it *Item) RemoveBare(m *Node, key string) (Edit, bool) {
	e, err := it.RemoveEntry(m, key)
	if err != nil {
		return Edit{}, false
	}
	return e, bytes.Count(it.src.text[e.Start:e.End], []byte("#")) == strings.Count(m.Text(key), "#")
}

// HasComment reports whether a map of scalars has a comment: behind one of them on its line, or, for a map in
// brackets, within these. A comment behind the brackets is not the map's own.
func (it *Item) HasComment(m *Node) bool {
	if !it.InBrackets(m) {
		return slices.ContainsFunc(m.Pairs, func(p Pair) bool { return it.Comment(p.Value) != "" })
	}
	end, ok := it.endOf(m)
	if !ok {
		return true
	}
	marks := bytes.Count(it.src.text[m.offset:end], []byte("#"))
	for _, p := range m.Pairs {
		marks -= strings.Count(p.Key.Value, "#") + strings.Count(p.Value.Value, "#")
	}
	return marks > 0
}

// RemoveElements returns the edits that remove from a list the elements for which drop
// is true. Some element must stay.
func (it *Item) RemoveElements(list *Node, drop func(i int) bool) ([]Edit, error) {
	if list.Anchor != "" {
		return nil, problemAt(it.LineOf(list), "the list has an anchor, so its elements may be needed elsewhere; remove them by hand")
	}
	if len(list.Items) > 0 && it.src.text[list.offset] == '[' {
		return it.removeFlow(list, drop)
	}
	var edits []Edit
	var above *Node // the last that stays
	for i, n := range list.Items {
		if !drop(i) {
			above = n
			continue
		}
		dash := it.dashOf(n)
		if dash < 0 || !it.startsLine(dash) {
			return nil, problemAt(it.LineOf(n), "the list element cannot be removed here; remove it by hand")
		}
		e, err := it.removeLines(dash, false, n, above)
		if err != nil {
			return nil, err
		}
		edits = append(edits, e)
	}
	return edits, nil
}

func (m *Node) indexOf(key string) int {
	for i := range m.Pairs {
		if m.Pairs[i].Key.Value == key {
			return i
		}
	}
	return -1
}

// startsLine reports whether there are only spaces before the offset on its line.
func (it *Item) startsLine(offset int) bool {
	start := scan.LineStart(it.src.text, offset)
	return strings.Trim(string(it.src.text[start:offset]), " ") == ""
}

// dashOf returns the offset of the dash of a list element that starts on the
// dash's line, -1 for any other.
func (it *Item) dashOf(n *Node) int {
	i := n.offset - 1
	for i >= 0 && it.src.text[i] == ' ' {
		i--
	}
	if i < 0 || it.src.text[i] != '-' {
		return -1
	}
	return i
}

// removeLines removes the lines of the entry at the offset, whose value is n, below the one whose value
// is above, which may be nil.
func (it *Item) removeLines(offset int, list bool, n, above *Node) (Edit, error) {
	start, end, ok := it.lineOf(offset, n)
	if !ok {
		start, end, ok = it.linesAt(offset, list, false)
	}
	if !ok || n.defines(start, end) || above != nil && it.joins(above, offset-start, end) {
		return Edit{}, problemAt(it.LineOf(n), "the entry cannot be removed here; remove it by hand")
	}
	return Edit{start, end, ""}, nil
}

// lineOf returns the line of an entry that is alone on it: from the spaces before the offset to the line feed
// behind n, a scalar that ends on that line, as the parser found it. So the lines around it need not be
// understood, whatever they hold. An alias is no such value: its text is elsewhere.
func (it *Item) lineOf(offset int, n *Node) (start, end int, ok bool) {
	start, end = scan.LineStart(it.src.text, offset), scan.LineEnd(it.src.text, offset)
	if n.Kind != Scalar || n.Value == "" || n.style == literal || n.style == folded || n.offset < offset || n.offset >= end || end > it.end {
		return 0, 0, false
	}
	behind, ok := it.endOf(n)
	if !ok || behind > end {
		return 0, 0, false
	}
	rest := strings.TrimLeft(string(it.src.text[behind:end]), " \t")
	return start, end, rest == "\n" || rest == "\r\n"
}

// joins reports whether what follows at an offset would become text of a block scalar at the end of a
// node, if what is between them went: a comment that is deeper than the column, or a blank line.
func (it *Item) joins(n *Node, column, offset int) bool {
	n = n.last()
	if n.style != literal && n.style != folded {
		return false
	}
	open := bytes.IndexByte(it.blockHeader(n), '+') >= 0
	for offset < it.end {
		text := scan.SkipSpaces(it.src.text, offset, it.end)
		switch {
		case text < it.end && it.src.text[text] == '#':
			return text-offset > column
		case text < it.end && !scan.IsBreak(it.src.text[text]):
			return false
		case open:
			return true
		}
		offset = scan.LineEnd(it.src.text, text)
	}
	return false
}

// linesAt returns where the line of the entry at the offset begins, and where the last deeper one
// below it ends. The elements of a list may be as deep as its key. A line that ends with an anchor
// is understood only where anchored says that the lines stay, since an alias may need it.
func (it *Item) linesAt(offset int, list, anchored bool) (start, end int, ok bool) {
	if scan.HasYAML11Breaks(it.Raw()) {
		return 0, 0, false
	}
	start, end = scan.LineStart(it.src.text, offset), it.end
	if end < len(it.src.text) && it.startsLine(end) { // what is behind the item has the spaces before it
		end = scan.LineStart(it.src.text, end)
	}
	column := offset - start
	s := scan.NewScanner(it.src.text[:end], start)
	if anchored {
		s.LinesOnly()
	}
	for {
		l, err := s.Next()
		if err != nil {
			return 0, 0, false
		}
		if l == nil {
			return start, s.ContentEnd(), true
		}
		if l.Start != start && l.Indent <= column && !(list && l.Dash && l.Indent == column) {
			return start, l.Above, true
		}
	}
}

// removeFirst removes an entry that follows a dash: what is next in the mapping moves up to the dash.
func (it *Item) removeFirst(m *Node, p *Pair) (Edit, error) {
	if it.dashOf(p.Key) >= 0 {
		start, line := p.Key.offset, scan.LineStart(it.src.text, p.Key.offset)
		_, end, ok := it.linesAt(start, p.Value.Kind == Sequence, false)
		next := end + start - line // as deep as the key
		if ok && next < it.end && it.beginsEntryAt(m, next) && !bytes.ContainsRune(it.src.text[start:next], '#') && !p.Value.defines(start, end) {
			return Edit{start, next, ""}, nil
		}
	}
	return Edit{}, problemAt(it.LineOf(m), fmt.Sprintf("the key %s cannot be removed here; remove it by hand", p.Key.Value))
}

// beginsEntryAt reports whether an entry of the mapping begins at an offset, with its key on a line
// of its own.
func (it *Item) beginsEntryAt(m *Node, offset int) bool {
	for i := range m.Pairs {
		if p := &m.Pairs[i]; !p.Merged && p.Key.offset == offset {
			return it.startsLine(offset)
		}
	}
	return false
}

// removeFlowEntry removes an entry of a mapping in brackets. One behind a question mark begins
// before its key, and is refused as one that is nowhere.
func (it *Item) removeFlowEntry(m *Node, p *Pair) (Edit, error) {
	bad := problemAt(it.LineOf(p.Key), "the flow collection cannot be changed; change it by hand")
	open, own := it.opens(m, '{')
	if !own {
		return Edit{}, bad
	}
	parts, ok := scan.FlowParts(it.src.text, open)
	i := slices.IndexFunc(parts, func(part scan.Part) bool { return part.Start == p.Key.offset })
	if !ok || i < 0 || p.Value.defines(parts[i].Start, parts[i].End) {
		return Edit{}, bad
	}
	return it.withoutParts(parts, func(part int) bool { return part == i })[0], nil
}

// removeFlow removes elements of a list in brackets.
func (it *Item) removeFlow(list *Node, drop func(i int) bool) ([]Edit, error) {
	bad := problemAt(it.LineOf(list), "the flow collection cannot be changed; change it by hand")
	parts, ok := it.elementParts(list)
	if !ok {
		return nil, bad
	}
	for i, n := range list.Items {
		if drop(i) && n.defines(parts[i].Start, parts[i].End) {
			return nil, bad
		}
	}
	return it.withoutParts(parts, drop), nil
}

// elementParts returns where the elements of a list in brackets begin and end.
func (it *Item) elementParts(list *Node) ([]scan.Part, bool) {
	open, ok := it.opens(list, '[')
	if !ok {
		return nil, false
	}
	parts, ok := scan.FlowParts(it.src.text, open)
	return parts, ok && len(parts) == len(list.Items)
}

// withoutParts removes parts of a flow collection with the commas before them: what was added behind
// a part goes to the byte. A part that begins a line, or the collection, goes with the comma after it, so
// that the comments between two parts stay with the first of them, and those above the next with that.
func (it *Item) withoutParts(parts []scan.Part, drop func(i int) bool) []Edit {
	var edits []Edit
	kept := -1
	for i := 0; i < len(parts); i++ {
		if !drop(i) {
			kept = i
			continue
		}
		first := i
		for i+1 < len(parts) && drop(i+1) {
			i++
		}
		e := Edit{Start: parts[first].Start, End: parts[i].End}
		var before []byte
		if kept >= 0 {
			before = it.src.text[parts[kept].End:e.Start]
		}
		switch last := i+1 == len(parts); {
		case kept >= 0 && (last && bytes.IndexByte(before, '#') < 0 || bytes.IndexByte(before, '\n') < 0):
			e.Start = parts[kept].End
		case last:
			e.End = it.behindComma(e.End)
		default:
			e.End = it.commentsAbove(it.behindComma(e.End), parts[i+1].Start)
			if before := it.src.text[e.Start-1]; it.src.text[e.End] == '#' && !scan.IsBlank(before) && !scan.IsBreak(before) {
				e.End-- // a comment has a blank before it, behind a bracket too
			}
		}
		edits = append(edits, e)
	}
	return edits
}

// behindComma returns the offset behind the comma that follows a part of a flow collection; the
// part's end where none does.
func (it *Item) behindComma(end int) int {
	for i := end; i < it.end; i++ {
		switch c := it.src.text[i]; {
		case c == ',':
			return i + 1
		case c == '#':
			i = scan.LineEnd(it.src.text, i) - 1
		case !scan.IsBlank(c):
			return end
		}
	}
	return end
}

// commentsAbove returns where the comments begin that are on lines of their own between a comma and
// the next part, and where that part begins if there are none.
func (it *Item) commentsAbove(comma, next int) int {
	below := scan.LineEnd(it.src.text, comma)
	if i := bytes.IndexByte(it.src.text[min(below, next):next], '#'); i >= 0 {
		return below + i
	}
	return next
}

// endOf returns where a node of a flow collection ends.
func (it *Item) endOf(n *Node) (int, bool) {
	if n.Kind == Scalar {
		_, end, ok := it.span(n)
		if n.style == singleQuoted || n.style == doubleQuoted {
			end++
		}
		return end, ok
	}
	open := scan.SkipProperties(it.src.text, n.offset)
	if open >= len(it.src.text) || it.src.text[open] != '{' && it.src.text[open] != '[' {
		return 0, false // one pair in a list, without brackets of its own
	}
	return scan.FlowEnd(it.src.text, open)
}

// RemoveComment returns the edit that removes the comment after a scalar, with the blanks before
// it; false where none follows.
func (it *Item) RemoveComment(n *Node) (Edit, bool) {
	comment := it.Comment(n)
	if comment == "" {
		return Edit{}, false
	}
	_, end, _ := it.span(n) // as Comment found it
	start := end + bytes.Index(it.src.text[end:], []byte(comment))
	stop := start + len(comment)
	for start > end && scan.IsBlank(it.src.text[start-1]) {
		start--
	}
	return Edit{Start: start, End: stop}, true
}
