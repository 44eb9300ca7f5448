package yamlbytes

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
	"github.com/amerintlxperts/ecrcache/internal/yamltext"
	"go.yaml.in/yaml/v3"
)

// An Edit replaces the bytes [Start, End) of a source by Text.
type Edit struct {
	Start, End int
	Text       string
}

// Replace returns the edit that gives the scalar n of the item the new value,
// written as the old one was: inside the same quotes, after the same anchor.
// The value is one line of printable text. An *finding.Finding is returned where the
// bytes at n's place are not the scalar alone, as in a folded scalar of
// several lines.
func (it *Item) Replace(n *Node, value string) (Edit, error) {
	start, end, ok := it.span(n)
	if !ok || start == end && n.style == plain && !it.followsColon(start) {
		return Edit{}, problemAt(it.LineOf(n), fmt.Sprintf("the value %q cannot be replaced here; write it on one line", n.Value))
	}
	switch n.style {
	case singleQuoted:
		value = strings.ReplaceAll(value, "'", "''")
	case doubleQuoted:
		value = escape(value)
	case plain:
		value = writePlain(value, n.inFlow)
		if start == end && it.src.text[start-1] == ':' {
			value = " " + value // behind a key without a value
		}
	}
	return Edit{Start: start, End: end, Text: value}, nil
}

// followsColon reports whether there are nothing but blanks between a colon and the offset: in
// brackets, and behind a question mark, a key may have neither a value nor a colon.
func (it *Item) followsColon(offset int) bool {
	before := bytes.TrimRight(it.src.text[it.start:offset], " \t")
	return bytes.HasSuffix(before, []byte(":"))
}

// span finds the scalar's own text: without anchor, tag and quotes.
func (it *Item) span(n *Node) (start, end int, ok bool) {
	start = scan.SkipProperties(it.src.text, n.offset)
	if start >= len(it.src.text) {
		return 0, 0, false
	}
	switch n.style {
	case plain:
		if n.Value == "" && start != n.offset {
			return 0, 0, false // nothing follows the anchor or the tag, and start is on a line below
		}
		end = start + len(n.Value)
		return start, end, end <= len(it.src.text) && string(it.src.text[start:end]) == n.Value
	case literal, folded:
		return blockSpan(it.src.text, start, n.Value)
	}
	if c := it.src.text[start]; c != '"' && c != '\'' {
		return 0, 0, false
	}
	end, ok = scan.SkipQuoted(it.src.text, start)
	if !ok {
		return 0, 0, false
	}
	if inside := it.src.text[start+1 : end-1]; string(inside) == n.Value && bytes.IndexByte(inside, it.src.text[start]) < 0 && bytes.IndexByte(inside, '\\') < 0 {
		return start + 1, end - 1, true
	}
	var value string
	if yaml.Unmarshal(it.src.text[start:end], &value) != nil {
		value = unquoteJSON(it.src.text[start:end])
	}
	return start + 1, end - 1, value == n.Value
}

// Written returns the text of a scalar as the item has it, with its quotes and escapes: a
// word that is in this text is in the bytes of the item, too. It is empty for a scalar
// whose text is elsewhere, by an alias, or in base64.
func (it *Item) Written(n *Node) string {
	start := scan.SkipProperties(it.src.text, n.offset)
	switch {
	case start < it.start || start >= it.end || n.binary:
		return ""
	case n.style != singleQuoted && n.style != doubleQuoted:
		return n.Value
	}
	end, _ := scan.SkipQuoted(it.src.text, start)
	return string(it.src.text[start:end])
}

// blockSpan finds the one line of a block scalar, whose header is at start.
func blockSpan(src []byte, start int, value string) (int, int, bool) {
	value = strings.TrimRight(value, "\n")
	start = scan.SkipBlanks(src, scan.YAML11LineEnd(src, start))
	end := start + len(value)
	ok := value != "" && end <= len(src) && string(src[start:end]) == value && (end == len(src) || scan.IsBreak(src[end]))
	return start, end, ok
}

// writePlain quotes a value that would not be the same text unquoted.
func writePlain(value string, flow bool) string {
	if flow {
		return yamltext.Flow(value)
	}
	return yamltext.Scalar(value)
}

// escape writes text for double quotes, in YAML and JSON alike.
func escape(value string) string {
	quoted := yamltext.Quoted(value)
	return quoted[1 : len(quoted)-1]
}

// AddBehind returns the edit that gives the mapping m another entry, right after
// the scalar n, which is the value of one of its keys: on a line of its own, as
// deep as that key, or in the same flow collection.
func (it *Item) AddBehind(m, n *Node, key, value string) (Edit, error) {
	if m.Get(key) != nil {
		return Edit{}, problemAt(it.LineOf(n), fmt.Sprintf("the key %s is there already and says nothing; give it its value by hand, or remove it", key))
	}
	before := m.keyOf(n)
	if m.Anchor != "" || before == nil || !it.takesEntries(m, before) {
		return Edit{}, problemAt(it.LineOf(n), fmt.Sprintf("the key %s cannot be added to this map; add it by hand", key))
	}
	end, ok := it.valueEnd(before, n)
	if !ok {
		return Edit{}, problemAt(it.LineOf(n), fmt.Sprintf("the key %s cannot be added after %q; add it by hand", key, n.Value))
	}
	switch {
	case before.inFlow && before.style == doubleQuoted: // JSON, or written like it
		return Edit{end, end, `, "` + key + `": "` + escape(value) + `"`}, nil
	case before.inFlow:
		return Edit{end, end, ", " + key + ": " + writePlain(value, true)}, nil
	}
	if line := scan.LineStart(it.src.text, before.offset); scan.HasYAML11Breaks(it.src.text[line:scan.LineEnd(it.src.text, end)]) {
		return Edit{}, problemAt(it.LineOf(n), fmt.Sprintf("the key %s cannot be added after %q, where a line ends by a carriage return alone, NEL, LS or PS; write a line feed", key, n.Value))
	}
	return it.addLine(before, end, key+": "+writePlain(value, false)), nil
}

// addLine puts text on a line after the one that holds end, as deep as the key.
func (it *Item) addLine(key *Node, end int, text string) Edit {
	feed := "\n"
	if lf := bytes.IndexByte(it.src.text[end:], '\n'); lf > 0 && it.src.text[end+lf-1] == '\r' {
		feed = "\r\n"
	}
	margin := strings.Repeat(" ", key.offset-1-bytes.LastIndexByte(it.src.text[:key.offset], '\n'))
	at := scan.LineEnd(it.src.text, end)
	if at > 0 && it.src.text[at-1] == '\n' {
		return Edit{at, at, margin + text + feed}
	}
	return Edit{at, at, feed + margin + text}
}

// takesEntries reports whether another entry may be put beside that of the key: in brackets, if the
// mapping has its own; in a block, if the key is on a line with its colon, and nothing but spaces or the
// dash of an element before it, which one behind a question mark is not.
func (it *Item) takesEntries(m, key *Node) bool {
	if key.inFlow {
		_, own := it.opens(m, '{')
		return own
	}
	end, ok := it.endOf(key)
	if !ok || !it.startsLine(key.offset) && it.dashOf(key) < 0 {
		return false
	}
	end = scan.SkipBlanks(it.src.text, end)
	return end < len(it.src.text) && it.src.text[end] == ':'
}

// keyOf returns the last key in m whose value is n, where the key is written in m itself: it is not
// merged, and no alias, which has the offset of its anchor.
func (m *Node) keyOf(n *Node) *Node {
	for i := len(m.Pairs) - 1; i >= 0; i-- {
		if p := &m.Pairs[i]; p.Value == n && !p.Merged && p.Key.Anchor == "" {
			return p.Key
		}
	}
	return nil
}

// valueEnd returns where the scalar n ends, or the alias of it that is the value of the key; false where it
// is written in a way that nothing can follow. An anchor is before its aliases, so the value is an alias
// exactly if it is before its key.
func (it *Item) valueEnd(key, n *Node) (int, bool) {
	if n.offset >= key.offset {
		end, ok := it.endOf(n)
		return end, ok && n.style != literal && n.style != folded
	}
	end, ok := it.endOf(key)
	colon := scan.SkipBlanks(it.src.text, end)
	if !ok || colon >= len(it.src.text) || it.src.text[colon] != ':' {
		return 0, false
	}
	alias := "*" + n.Anchor
	at := scan.SkipBlanks(it.src.text, colon+1)
	return at + len(alias), bytes.HasPrefix(it.src.text[at:], []byte(alias))
}

// defines reports whether there is an anchor below the node in a part of the text: an alias elsewhere may
// need it.
func (n *Node) defines(start, end int) bool {
	if n.Anchor != "" && n.offset >= start && n.offset < end {
		return true
	}
	if n.offset < start || n.offset >= end {
		return false // an alias
	}
	for i := range n.Pairs {
		if p := &n.Pairs[i]; !p.Merged && (p.Key.defines(start, end) || p.Value.defines(start, end)) {
			return true
		}
	}
	return slices.ContainsFunc(n.Items, func(n *Node) bool { return n.defines(start, end) })
}

// maxToComment is how many bytes after its scalar a comment is looked for: a list may be one
// line of megabytes.
const maxToComment = 4096

// Comment returns the comment that follows the scalar on its line, with its #; empty
// when there is none.
func (it *Item) Comment(n *Node) string {
	if n.style == plain && bytes.IndexByte(it.src.text[n.offset:scan.LineEnd(it.src.text, n.offset)], '#') < 0 {
		return ""
	}
	_, end, ok := it.span(n)
	if !ok {
		return ""
	}
	if n.style == singleQuoted || n.style == doubleQuoted {
		end++
	}
	rest := it.src.text[end:]
	i := bytes.IndexAny(rest[:min(len(rest), maxToComment)], "#\n")
	if i < 1 || rest[i] == '\n' || !scan.IsBlank(rest[i-1]) || scan.HasYAML11Breaks(rest[:i]) {
		return ""
	}
	return strings.TrimRight(string(rest[i:scan.YAML11LineEnd(rest, i)]), "\r\n\u0085\u2028\u2029")
}

// Splice returns src with the edits made, as WriteSpliced writes it.
func Splice(src []byte, edits []Edit) []byte {
	var b bytes.Buffer
	b.Grow(len(src))
	_ = WriteSpliced(&b, src, edits) // writing to a buffer never fails
	return b.Bytes()
}

// WriteSpliced writes src with the edits made. Edits may come in any order; the same
// edit twice is made once, and one inside another is not made. Removals that overlap are one. The error
// is the writer's.
func WriteSpliced(w io.Writer, src []byte, edits []Edit) error {
	pos := 0
	for _, e := range joined(src, inOrder(edits)) {
		if e.Start < pos {
			continue
		}
		if _, err := w.Write(src[pos:e.Start]); err != nil {
			return err
		}
		if _, err := io.WriteString(w, e.Text); err != nil {
			return err
		}
		pos = e.End
	}
	_, err := w.Write(src[pos:])
	return err
}

// inOrder returns the edits sorted, each once. Most come sorted.
func inOrder(edits []Edit) []Edit {
	sorted := true
	for i := 1; sorted && i < len(edits); i++ {
		sorted = compareEdits(edits[i-1], edits[i]) < 0
	}
	if sorted {
		return edits
	}
	edits = slices.Clone(edits)
	slices.SortFunc(edits, compareEdits)
	return slices.Compact(edits)
}

// compareEdits orders by the place. At one place an insertion comes first, then the longest.
func compareEdits(a, b Edit) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(min(a.End-a.Start, 1), min(b.End-b.Start, 1)), cmp.Compare(b.End, a.End), cmp.Compare(a.Text, b.Text))
}

func (e Edit) removes() bool { return e.Text == "" && e.End > e.Start }

// joined returns edits that are in order with each removal made one with those that it overlaps or touches, and
// without what is inside a removal. Where lines go at the end of a text that ends without a line break, the break
// before them goes with them: so does then what is left.
func joined(src []byte, edits []Edit) []Edit {
	if !slices.ContainsFunc(edits, Edit.removes) {
		return edits
	}
	var all []Edit
	gone := -1 // the index of the last removal
	for _, e := range edits {
		switch {
		case gone >= 0 && e.Start < all[gone].End:
			if e.removes() {
				all[gone].End = max(all[gone].End, e.End)
			}
			continue
		case gone >= 0 && gone == len(all)-1 && e.removes() && e.Start == all[gone].End:
			all[gone].End = e.End
			continue
		case e.removes():
			gone = len(all)
		}
		all = append(all, e)
	}
	last := &all[len(all)-1]
	if !last.removes() || last.End < len(src) || last.Start == 0 || src[last.Start-1] != '\n' || src[last.End-1] == '\n' {
		return all
	}
	start := last.Start - 1
	if start > 0 && src[start-1] == '\r' {
		start--
	}
	if len(all) == 1 || all[len(all)-2].End <= start {
		last.Start = start
	}
	return all
}
