package yamlbytes

import (
	"regexp"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// Changes says which items of a list are replaced or removed, by their indexes in List.Items, and
// which are added at its end.
type Changes struct {
	Replace map[int]Text
	Remove  map[int]bool
	Add     []Text
}

// A Text is a new item in both forms: Block is a YAML document in whole lines, Flow
// the same in one line, which is JSON.
type Text struct{ Block, Flow string }

// itemsPlace is where the items of a list are.
type itemsPlace struct {
	colon int // offset after the colon of the key; 0 when there is no such field, -1 behind a comment
	// empty is the extent of a value that holds no item: [], null, or nothing.
	empty section
	flow  bool  // the items are in brackets
	list  *Node // the items, where they are read
	entry int   // the column of the dashes
}

// ItemEdits returns the edits that change the items of a list. The error is an
// *finding.Finding, for an item that cannot be changed where it is.
func (l *List) ItemEdits(c Changes) ([]Edit, error) {
	left := len(l.Items) - len(c.Remove)
	if len(c.Replace)+len(c.Remove)+len(c.Add) == 0 {
		return nil, nil
	}
	if i := scan.LoneReturn(l.src); i >= 0 {
		return nil, problemAt(scan.LineNumber(l.src, i), "a carriage return alone ends a line here, after which no item can be added or changed; write line feeds")
	}
	if scan.HasYAML11Breaks(l.src) {
		return nil, problemAt(1, "the text holds line breaks of YAML 1.1 (NEL, LS or PS: U+0085, U+2028, U+2029), among which no item can be added or changed; write them as escapes: \\N, \\L, \\P")
	}
	if l.items.colon < 0 {
		return nil, problemAt(l.items.list.Line, "no item can be added or changed behind a comment between the key and its colon; write items: on one line")
	}
	if len(l.Items) == 0 {
		return []Edit{l.firstItems(c.Add)}, nil
	}
	change := l.blockEdits
	if l.items.flow {
		change = l.flowEdits
	}
	edits, err := change(c, left)
	if err != nil {
		return nil, err
	}
	return edits, l.keepsAnchors(edits)
}

var anchors = regexp.MustCompile(`&([0-9A-Za-z_-]+)`)

// keepsAnchors refuses edits by which an anchor goes that what stays may refer to: it looks for the
// words alone, wherever they are.
func (l *List) keepsAnchors(edits []Edit) error {
	var stays []byte
	for _, e := range edits {
		for _, anchor := range anchors.FindAllSubmatch(l.src[e.Start:e.End], -1) {
			if stays == nil {
				stays = l.without(edits)
			}
			if regexp.MustCompile(`\*` + string(anchor[1]) + `(?:[^0-9A-Za-z_-]|$)`).Match(stays) {
				return problemAt(scan.LineNumber(l.src, e.Start), "the item cannot be changed here: the anchor "+string(anchor[0])+" in it is needed elsewhere; write its value there")
			}
		}
	}
	return nil
}

// without returns the list without what edits replace.
func (l *List) without(edits []Edit) []byte {
	cuts := slices.Clone(edits)
	for i := range cuts {
		cuts[i].Text = ""
	}
	return Splice(l.src, cuts)
}

// firstItems puts items where there are none.
func (l *List) firstItems(add []Text) Edit {
	flow := "[" + flowTexts(add) + "]"
	place := l.items
	switch {
	case place.colon == 0 && l.JSON && l.comma:
		return Edit{l.end, l.end, ` "items":` + flow + ","} // results may follow
	case place.colon == 0 && l.JSON:
		return Edit{l.end, l.end, l.separator() + `"items":` + flow}
	case place.colon == 0:
		margin := strings.Repeat(" ", l.indent)
		return Edit{l.end, l.end, l.onLines(l.end, margin+"items:\n"+blockTexts(add, l.indent))}
	case l.JSON || place.flow || place.empty.end < scan.LineEnd(l.src, place.colon)-len(scan.LineBreak(l.src, place.colon)):
		// Something follows the value on its line, or it is not written in lines.
		if place.empty.start == place.empty.end {
			flow = " " + flow
		}
		return Edit{place.empty.start, place.empty.end, flow}
	}
	end := scan.LineEnd(l.src, place.colon)
	return Edit{place.colon, end, l.onLines(end, "\n"+blockTexts(add, max(place.entry, l.indent)))}
}

// flowEdits changes items in brackets.
func (l *List) flowEdits(c Changes, left int) ([]Edit, error) {
	last := &l.Items[len(l.Items)-1]
	parts, ok := last.elementParts(l.items.list)
	if !ok {
		return nil, problemAt(last.root.Line, "the items cannot be changed here")
	}
	end := parts[len(parts)-1].End
	if left == 0 && len(c.Add) > 0 {
		return []Edit{{parts[0].Start, end, flowTexts(c.Add)}}, nil
	}
	var edits []Edit
	for i, part := range parts {
		if text, replaced := c.Replace[i]; replaced {
			edits = append(edits, Edit{part.Start, part.End, text.Flow})
		}
		if !c.Remove[i] {
			end = part.End // behind which is added
		}
	}
	edits = append(edits, last.withoutParts(parts, func(i int) bool { return c.Remove[i] })...)
	if len(c.Add) > 0 {
		edits = append(edits, Edit{end, end, "," + flowTexts(c.Add)})
	}
	return edits, nil
}

// blockEdits changes items in lines.
func (l *List) blockEdits(c Changes, left int) ([]Edit, error) {
	var edits []Edit
	var extent section
	above := -1 // the last item that stays
	for i := range l.Items {
		text, replaced := c.Replace[i]
		changes := replaced || c.Remove[i]
		if !c.Remove[i] {
			above = i
		}
		if !changes && i+1 < len(l.Items) {
			continue
		}
		e, err := l.Items[i].removal(!changes)
		if err != nil {
			return nil, err
		}
		extent = section{e.Start, e.End}
		switch {
		case c.Remove[i] && l.joins(above, e):
			return nil, problemAt(l.Items[i].Line(), "the item cannot be changed here: what is below it would become text of the block above it; change it by hand")
		case c.Remove[i]:
			edits = append(edits, e)
		case replaced:
			e.Text = l.onLines(e.Start, blockTexts([]Text{text}, l.items.entry))
			edits = append(edits, e)
		}
	}
	switch {
	case len(c.Add) > 0:
		edits = append(edits, Edit{extent.end, extent.end, l.onLines(extent.end, blockTexts(c.Add, l.items.entry))})
	case left == 0:
		at := l.behindProperties(l.items.colon)
		edits = append(edits, Edit{at, at, " []"})
	}
	return edits, nil
}

// joins reports whether what follows an edit, which removes lines, would become text of an item.
func (l *List) joins(item int, e Edit) bool {
	if item < 0 {
		return false
	}
	above := &l.Items[item]
	root, err := above.Parse()
	whole := Item{src: above.src, end: len(l.src)}
	return err == nil && whole.joins(root, l.items.entry, e.End)
}

// removal returns the edit that removes the lines of an item in a block list. The
// comments above the next one stay. It is for their extent alone where they stay.
func (it *Item) removal(stay bool) (Edit, error) {
	offset := it.start
	if it.root != nil {
		offset = it.dashOf(it.root)
	} else {
		offset = scan.SkipSpaces(it.src.text, offset, it.end)
	}
	if offset < 0 || !it.startsLine(offset) || it.root != nil && it.root.Anchor != "" { // an alias has the place of its anchor
		return Edit{}, problemAt(it.Line(), "the item cannot be changed here; write it on the line of its dash, without an anchor")
	}
	start, end, ok := it.linesAt(offset, false, stay)
	if !ok {
		return Edit{}, problemAt(it.Line(), "the item cannot be changed here; change it by hand")
	}
	return Edit{start, end, ""}, nil
}

// onLines prepares text that is put at an offset: on lines of its own, with the
// source's line breaks.
func (l *List) onLines(at int, text string) string {
	if at > 0 && l.src[at-1] != '\n' && !strings.HasPrefix(text, "\n") {
		text = "\n" + text
	}
	return scan.WithBreaksOf(l.src, text)
}

// blockTexts writes items as the entries of a block list.
func blockTexts(texts []Text, column int) string {
	var b strings.Builder
	margin := strings.Repeat(" ", column)
	for _, text := range texts {
		lead := margin + "- "
		for line := range strings.Lines(text.Block) {
			if strings.TrimRight(line, "\n") == "" {
				lead = ""
			}
			b.WriteString(lead + line)
			lead = margin + "  "
		}
	}
	return b.String()
}

func flowTexts(texts []Text) string {
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = text.Flow
	}
	return strings.Join(all, ",")
}

// behindProperties returns the offset behind the anchor and the tag that follow an offset, on lines
// below too; the offset itself where there are none. A list that loses its last item keeps them before
// its brackets: items: &a [].
func (l *List) behindProperties(p int) int {
	end := p
	for p < len(l.src) {
		switch c := l.src[p]; {
		case scan.IsBlank(c) || scan.IsBreak(c):
			p++
		case c == '#':
			p = scan.LineEnd(l.src, p)
		case c == '&' || c == '!':
			for p < len(l.src) && !scan.IsBlank(l.src[p]) && !scan.IsBreak(l.src[p]) {
				p++
			}
			end = p
		default:
			return end
		}
	}
	return end
}
