package yamlbytes

import "fmt"

// CopyElement returns the edit that puts copies of an element of a list behind it, one for
// each set of edits, which are made on the copy: its comments and the order of its keys
// stay. The error is an *finding.Finding, for an element that cannot be copied where it stands.
func (it *Item) CopyElement(list *Node, i int, edits [][]Edit) (Edit, error) {
	n := list.Items[i]
	bad := problemAt(it.LineOf(n), fmt.Sprintf("a second entry like the one at position %d cannot be added behind it where it stands; add it by hand", i))
	if list.Anchor != "" || n.Anchor != "" {
		return Edit{}, bad
	}
	if _, flow := it.opens(list, '['); flow {
		end, ok := it.endOf(n)
		if !ok {
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
	lines, err := it.removeLines(dash, false)
	if err != nil {
		return Edit{}, bad
	}
	text, open := "", lines.End == 0 || it.src.text[lines.End-1] != '\n'
	for _, e := range edits {
		if open {
			text += withBreaksOf(it.src.text, "\n")
		}
		text += it.spliced(lines.Start, lines.End, e)
	}
	return Edit{lines.End, lines.End, text}, nil
}

// spliced is a part of the source with edits made that are in it.
func (it *Item) spliced(start, end int, edits []Edit) string {
	moved := make([]Edit, len(edits))
	for i, e := range edits {
		moved[i] = Edit{e.Start - start, e.End - start, e.Text}
	}
	return string(Splice(it.src.text[start:end], moved))
}
