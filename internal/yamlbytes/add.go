package yamlbytes

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// BlockValue writes text as a value in block YAML, quoted where it would be read as
// anything else.
func BlockValue(text string) string { return writePlain(text, false) }

// AddElements returns the edit that puts elements at the end of a list, written as
// the list is: on lines, or in brackets. The error is an *finding.Finding, for a list that
// an anchor gives to several places, or that is written in a way that is not
// understood.
func (it *Item) AddElements(list *Node, elements []Text) (Edit, error) {
	bad := problemAt(it.LineOf(list), "nothing can be added to this list; add it by hand")
	if list.Kind != Sequence || list.Anchor != "" {
		return Edit{}, bad
	}
	if open, ok := it.opens(list, '['); ok {
		return it.addFlow(open, flowTexts(elements), bad)
	}
	if len(list.Items) == 0 {
		return Edit{}, bad
	}
	last := list.Items[len(list.Items)-1]
	dash := it.dashOf(last)
	if last.Anchor != "" || dash < 0 || !it.startsLine(dash) { // an alias has the place of its anchor
		return Edit{}, bad
	}
	return it.addLines(dash, false, last, blockTexts(elements, dash-scan.LineStart(it.src.text, dash)), bad)
}

// AddEntry returns the edit that gives the mapping another entry at its end, a list.
// The error is as that of AddElements.
func (it *Item) AddEntry(m *Node, key string, elements []Text) (Edit, error) {
	last := m.lastEntry()
	bad := problemAt(it.LineOf(m), fmt.Sprintf("the key %s cannot be added to this map; add it by hand", key))
	if m.Kind != Mapping || m.Anchor != "" {
		return Edit{}, bad
	}
	if open, ok := it.opens(m, '{'); ok {
		return it.addFlow(open, `"`+key+`": [`+flowTexts(elements)+"]", bad)
	}
	if last == nil || last.Key.Anchor != "" || !it.takesEntries(m, last.Key) {
		return Edit{}, bad
	}
	column := last.Key.offset - scan.LineStart(it.src.text, last.Key.offset)
	text := strings.Repeat(" ", column) + key + ":\n" + blockTexts(elements, column)
	return it.addLines(last.Key.offset, last.Value.Kind == Sequence, last.Value, text, bad)
}

// lastEntry returns the last entry of the mapping itself, without merged ones.
func (n *Node) lastEntry() *Pair {
	for i := len(n.Pairs) - 1; i >= 0; i-- {
		if !n.Pairs[i].Merged {
			return &n.Pairs[i]
		}
	}
	return nil
}

// opens returns the offset of the collection's opening bracket, if it has one.
func (it *Item) opens(n *Node, bracket byte) (int, bool) {
	open := scan.SkipProperties(it.src.text, n.offset)
	return open, open < len(it.src.text) && it.src.text[open] == bracket
}

// addFlow puts text into the collection that opens at the offset, after its last part, if it has
// one.
func (it *Item) addFlow(open int, text string, bad *finding.Finding) (Edit, error) {
	parts, ok := scan.FlowParts(it.src.text, open)
	switch {
	case !ok:
		return Edit{}, bad
	case len(parts) == 0:
		return Edit{open + 1, open + 1, text}, nil
	}
	end := parts[len(parts)-1].End
	if it.src.text[end-1] == ':' {
		text = " , " + text // after a key without a value
	} else {
		text = ", " + text
	}
	return Edit{end, end, text}, nil
}

// addLines puts lines after those of the entry at the offset, whose value is n, and of what is below
// it. The error is bad.
func (it *Item) addLines(offset int, list bool, n *Node, text string, bad *finding.Finding) (Edit, error) {
	_, end, ok := it.linesAt(offset, list, true)
	if !ok || it.endsOpen(n, end) {
		return Edit{}, bad
	}
	if end == 0 || it.src.text[end-1] != '\n' {
		text = "\n" + strings.TrimSuffix(text, "\n")
	}
	return Edit{end, end, scan.WithBreaksOf(it.src.text, text)}, nil
}

// endsOpen reports whether a node ends at an offset in a block scalar whose last line has no line feed, as at
// the end of a file: with one, as before another line, its value would have one more.
func (it *Item) endsOpen(n *Node, end int) bool {
	if n = n.last(); n.style != literal && n.style != folded || end == 0 || it.src.text[end-1] == '\n' {
		return false
	}
	return bytes.IndexByte(it.blockHeader(n), '-') < 0
}

// blockHeader returns the header of a block scalar, such as |2-, without a comment.
func (it *Item) blockHeader(n *Node) []byte {
	start := scan.SkipProperties(it.src.text, n.offset)
	end := start
	for end < len(it.src.text) && !scan.IsBlank(it.src.text[end]) {
		end++
	}
	return it.src.text[start:end]
}

// InBrackets reports whether a list or a mapping is written in brackets: [] or {}.
func (it *Item) InBrackets(n *Node) bool {
	_, list := it.opens(n, '[')
	_, mapping := it.opens(n, '{')
	return list || mapping
}

// CopyElement returns the edit that puts copies of an element of a list after it, one for
// each set of edits, which are made on the copy: its comments and the order of its keys
// stay. The error is an *finding.Finding, for an element that cannot be copied where it is.
func (it *Item) CopyElement(list *Node, i int, edits [][]Edit) (Edit, error) {
	n := list.Items[i]
	bad := problemAt(it.LineOf(n), fmt.Sprintf("a second entry like the one at position %d cannot be added after it; add it by hand", i))
	if list.Anchor != "" || n.Anchor != "" {
		return Edit{}, bad
	}
	if _, flow := it.opens(list, '['); flow {
		end, ok := it.endOf(n)
		if !ok || n.defines(n.offset, end) {
			return Edit{}, bad
		}
		text := ""
		for _, e := range edits {
			text += ", " + it.spliced(n.offset, end, e)
		}
		return Edit{end, end, text}, nil
	}
	dash := it.dashOf(n)
	if dash < 0 || !it.startsLine(dash) {
		return Edit{}, bad
	}
	lines, err := it.removeLines(dash, false, n, nil)
	if err != nil {
		return Edit{}, bad
	}
	if it.endsOpen(n, lines.End) {
		return Edit{}, bad
	}
	text, open := "", lines.End == 0 || it.src.text[lines.End-1] != '\n'
	for _, e := range edits {
		if open {
			text += scan.WithBreaksOf(it.src.text, "\n")
		}
		text += it.spliced(lines.Start, lines.End, e)
	}
	return Edit{lines.End, lines.End, text}, nil
}

// spliced returns a part of the source with edits made that are in it.
func (it *Item) spliced(start, end int, edits []Edit) string {
	moved := make([]Edit, len(edits))
	for i, e := range edits {
		moved[i] = Edit{e.Start - start, e.End - start, e.Text}
	}
	return string(Splice(it.src.text[start:end], moved))
}

// AddComment returns the edit that puts a comment, which begins with its #, after the scalar n
// on its line. An *finding.Finding is returned where there can be none: in a flow collection that
// goes on, after a scalar of several lines or a block scalar, and where another
// comment is already.
func (it *Item) AddComment(n *Node, comment string) (Edit, error) {
	_, end, ok := it.span(n)
	if !ok || n.style == literal || n.style == folded {
		return Edit{}, problemAt(it.LineOf(n), "the value is a block, or more than one line")
	}
	if n.style == singleQuoted || n.style == doubleQuoted {
		end++
	}
	switch rest := bytes.TrimSpace(it.src.text[end:scan.LineEnd(it.src.text, end)]); {
	case len(rest) == 0 && !n.inFlow:
		return Edit{end, end, " " + comment}, nil
	case len(rest) > 0 && rest[0] == '#':
		return Edit{}, problemAt(it.LineOf(n), "another comment follows the value")
	}
	return Edit{}, problemAt(it.LineOf(n), "the value is in a collection in brackets")
}
