package yamlbytes

import "strings"

// Within turns edits on the value of the scalar n into edits on the item's source,
// so that text inside a string can be changed like the string itself. The new
// texts are single lines of printable characters. An *Error is returned for a
// scalar whose value does not stand in the source character by character: a
// folded one, or one with escapes other than \n, \t, \" and \\.
func (it *Item) Within(n *Node, edits []Edit) ([]Edit, error) {
	offsets, ok := it.offsets(n)
	if !ok {
		return nil, &Error{it.LineOf(n), "the text cannot be changed where it stands; write it as a literal block (|)"}
	}
	moved := make([]Edit, len(edits))
	for i, e := range edits {
		text := e.Text
		switch n.style {
		case doubleQuoted:
			text = escape(text)
		case singleQuoted:
			text = strings.ReplaceAll(text, "'", "''")
		}
		moved[i] = Edit{offsets.at(e.Start), offsets.at(e.End), text}
	}
	return moved, nil
}

// offsets tells where each byte of a value stands in the source: runs of bytes
// that stand there one behind the other.
type offsets []run

type run struct{ value, source int }

// at returns the source's offset of a value's offset.
func (o offsets) at(value int) int {
	i := len(o) - 1
	for i > 0 && o[i].value > value {
		i--
	}
	return o[i].source + value - o[i].value
}

func (it *Item) offsets(n *Node) (offsets, bool) {
	start, ok := skipProperties(it.src.text, n.offset)
	if !ok {
		return nil, false
	}
	switch n.style {
	case literal:
		return it.literalOffsets(lineEnd(it.src.text, start), n.Value)
	case doubleQuoted:
		return it.quotedOffsets(start+1, n.Value)
	case folded:
		return nil, false
	}
	start, end, ok := it.span(n)
	return offsets{{0, start}}, ok && string(it.src.text[start:end]) == n.Value
}

// literalOffsets matches a literal block line by line: each is the value's line
// behind the block's indentation.
func (it *Item) literalOffsets(pos int, value string) (offsets, bool) {
	var o offsets
	at, indent := 0, -1
	for line := range strings.Lines(value) {
		end := lineEnd(it.src.text, pos)
		source := string(it.src.text[pos:end])
		if text := strings.TrimRight(line, "\n"); text != "" {
			if indent < 0 {
				indent = strings.Index(source, text)
			}
			if indent < 0 || len(source) < indent || !strings.HasPrefix(source[indent:], text) {
				return nil, false
			}
		}
		o = append(o, run{at, pos + max(indent, 0)})
		at, pos = at+len(line), end
	}
	return o, len(o) > 0
}

// quotedOffsets reads the text behind a double quote, with the escapes that
// programs write for lines and quotes.
func (it *Item) quotedOffsets(pos int, value string) (offsets, bool) {
	o := offsets{{0, pos}}
	for at := 0; at < len(value); at++ {
		if pos >= len(it.src.text) {
			return nil, false
		}
		c := it.src.text[pos]
		if c == '\\' && pos+1 < len(it.src.text) {
			pos++
			c = unescaped(it.src.text[pos])
			o = append(o, run{at + 1, pos + 1})
		}
		if c != value[at] {
			return nil, false
		}
		pos++
	}
	return o, pos < len(it.src.text) && it.src.text[pos] == '"'
}

// unescaped returns what an escape stands for, 0 for one that is not known here.
func unescaped(c byte) byte {
	switch c {
	case 'n':
		return '\n'
	case 't':
		return '\t'
	case '"', '\\', '/':
		return c
	}
	return 0
}
