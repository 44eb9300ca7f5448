package yamlbytes

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes/scan"
)

// Within turns edits on the value of the scalar n into edits on the item's source,
// so that text inside a string can be changed like the string itself. New lines in a
// literal block are indented like the others. The new texts are printable, and single lines
// where the scalar is on one line in single quotes or none. An *finding.Finding is returned
// for a scalar whose lines are not those of its value: a folded one, or one in quotes that
// goes on over several lines.
func (it *Item) Within(n *Node, edits []Edit) ([]Edit, error) {
	offsets, ok := it.offsets(n)
	if !ok {
		return nil, problemAt(it.LineOf(n), "the text cannot be changed here; write it as a literal block (|)")
	}
	edits = joined([]byte(n.Value), inOrder(edits))
	indent := strings.Repeat(" ", offsets.indentation())
	moved := make([]Edit, len(edits))
	for i, e := range edits {
		text := e.Text
		switch n.style {
		case literal:
			moved[i] = it.inBlock(offsets, e, len(n.Value), indent)
			continue
		case doubleQuoted:
			text = escape(text)
		case singleQuoted:
			text = strings.ReplaceAll(text, "'", "''")
		}
		moved[i] = Edit{offsets.at(e.Start), offsets.at(e.End), text}
	}
	if n.style == literal {
		return it.withIndicator(n, offsets, moved)
	}
	return moved, nil
}

// withIndicator adds to edits on a literal block the number of blanks in its header, where the block's first line
// would no longer tell it: where that line goes, and a deeper one is next.
func (it *Item) withIndicator(n *Node, o offsets, edits []Edit) ([]Edit, error) {
	header, indent := it.blockHeader(n), o.indentation()
	from, to := o[0].line, scan.YAML11LineEnd(it.src.text, o[len(o)-1].source)
	if bytes.ContainsAny(header, "123456789") || tellsIndentation(it.spliced(from, to, edits), indent) {
		return edits, nil
	}
	at := scan.SkipProperties(it.src.text, n.offset) + 1
	if parent, ok := it.blockParent(n); ok && indent > parent && indent <= parent+9 {
		return append(edits, Edit{at, at, strconv.Itoa(indent - parent)}), nil
	}
	return nil, problemAt(it.LineOf(n), "the text cannot be changed here, since its first line tells how deep it is; write the number of blanks behind the |")
}

// tellsIndentation reports whether a reader finds by the first lines of a literal block that it is so deep.
func tellsIndentation(block string, indent int) bool {
	for line := range strings.Lines(block) {
		text := strings.TrimLeft(line, " ")
		depth := len(line) - len(text)
		switch {
		case strings.Trim(text, "\r\n") != "":
			return depth == indent
		case depth > indent:
			return false
		}
	}
	return true
}

// blockParent returns the column that the number of blanks in a header counts from: that of the key, or of the
// dash, on the line of the block scalar n.
func (it *Item) blockParent(n *Node) (column int, ok bool) {
	start := scan.LineStart(it.src.text, n.offset)
	at := scan.SkipSpaces(it.src.text, start, n.offset)
	for at < n.offset && it.src.text[at] == '-' && it.src.text[at+1] == ' ' {
		column, ok = at-start, true
		at = scan.SkipSpaces(it.src.text, at+1, n.offset)
	}
	switch {
	case at == n.offset:
		return column, ok
	case it.src.text[at] == '?' || it.src.text[at] == ':':
		return 0, false
	}
	return at - start, true
}

// offsets says where in the source each byte of a value is: runs of bytes that follow each
// other there.
type offsets []run

// A run starts at the offset value of the value, and at the offset source of the source. In a
// literal block it is a line, and line is where its indentation starts.
type run struct{ value, source, line int }

// inBlock moves an edit on a literal block, with the size of its value. Whole lines are added
// and removed with their indentation: where "b: 2\n" is added after "a: 1\n" in a block that is
// indented by 4, "    b: 2\n" is added at the start of a line of the source.
func (it *Item) inBlock(o offsets, e Edit, size int, indent string) Edit {
	start, startsLine := o.lineAt(e.Start)
	end, endsLine := o.lineAt(e.End)
	if e.End == size && e.Text == "" && !endsLine {
		end, endsLine = scan.YAML11LineEnd(it.src.text, o.at(size)), true // of a block without a last line feed (|-)
	}
	moved := Edit{o.at(e.Start), o.at(e.End), e.Text}
	lines := strings.SplitAfter(e.Text, "\n")
	if endsLine && (strings.HasSuffix(e.Text, "\n") || e.Text == "" && startsLine) {
		moved.End = end
		if startsLine {
			moved.Start = start
			lines = append([]string{""}, lines...) // the first line is a new one, too
		}
	}
	for i := 1; i < len(lines); i++ {
		if lines[i] != "" && lines[i] != "\n" {
			lines[i] = indent + lines[i]
		}
	}
	moved.Text = strings.Join(lines, "")
	if feed := scan.LineEnd(it.src.text, o[0].source); feed > 1 && it.src.text[feed-2] == '\r' {
		moved.Text = strings.ReplaceAll(moved.Text, "\n", "\r\n")
	}
	return moved
}

// indentation returns that of the block, which lines without text may not have.
func (o offsets) indentation() int {
	indent := 0
	for _, r := range o {
		indent = max(indent, r.source-r.line)
	}
	return indent
}

// lineAt returns where the line of a literal block starts in the source, with its indentation,
// that starts at an offset of the value.
func (o offsets) lineAt(value int) (int, bool) {
	i, found := slices.BinarySearchFunc(o, value, func(r run, value int) int { return r.value - value })
	if !found {
		return 0, false
	}
	return o[i].line, true
}

// at returns the source's offset of a value's offset.
func (o offsets) at(value int) int {
	i, found := slices.BinarySearchFunc(o, value, func(r run, value int) int { return r.value - value })
	if !found {
		i-- // the first run starts at 0
	}
	return o[i].source + value - o[i].value
}

// offsets returns where the bytes of a scalar's value are in the source; false where they are not
// there as they are.
func (it *Item) offsets(n *Node) (offsets, bool) {
	start := scan.SkipProperties(it.src.text, n.offset)
	switch n.style {
	case literal:
		return it.literalOffsets(scan.YAML11LineEnd(it.src.text, start), n.Value)
	case doubleQuoted:
		return it.quotedOffsets(start+1, '"', n.Value)
	case singleQuoted:
		return it.quotedOffsets(start+1, '\'', n.Value)
	case folded:
		return nil, false
	}
	start, end, ok := it.span(n)
	return offsets{{0, start, start}}, ok && string(it.src.text[start:end]) == n.Value
}

// literalOffsets matches a literal block line by line: each is the value's line
// after the block's indentation. Lines end where they do for the parser.
func (it *Item) literalOffsets(pos int, value string) (offsets, bool) {
	var o offsets
	at, indent := 0, -1
	for line := range strings.Lines(value) {
		end := scan.YAML11LineEnd(it.src.text, pos)
		source := string(it.src.text[pos:end])
		if text := strings.TrimRight(line, "\n"); text != "" {
			if indent < 0 {
				indent = len(strings.TrimRight(source, "\r\n\u0085")) - len(text)
			}
			if indent < 0 || len(source) < indent || !strings.HasPrefix(source[indent:], text) {
				return nil, false
			}
		}
		o = append(o, run{at, pos + max(indent, 0), pos})
		at, pos = at+len(line), end
	}
	if strings.HasSuffix(value, "\n") {
		o = append(o, run{at, pos, pos}) // a line may be added after the last
	}
	return o, len(o) > 0
}

// quotedOffsets reads the text after a quote, up to the next one, with its escapes.
func (it *Item) quotedOffsets(pos int, quote byte, value string) (offsets, bool) {
	o := offsets{{0, pos, pos}}
	for at := 0; at < len(value); {
		if pos >= len(it.src.text) {
			return nil, false
		}
		text, size := string(it.src.text[pos:pos+1]), 1
		switch c := it.src.text[pos]; {
		case c == '\\' && quote == '"':
			text, size = escaped(it.src.text[pos:])
		case c == quote:
			text, size = string(quote), 2 // a single quote is written twice
			if quote == '"' || !bytes.HasPrefix(it.src.text[pos:], []byte("''")) {
				return nil, false
			}
		}
		if text == "" || !strings.HasPrefix(value[at:], text) {
			return nil, false
		}
		at, pos = at+len(text), pos+size
		if size > 1 {
			o = append(o, run{at, pos, pos})
		}
	}
	return o, pos < len(it.src.text) && it.src.text[pos] == quote
}

// escaped returns the text that the escape at the start of the source means in double quotes, and how
// long the escape is; an empty text for none, and for a line break.
// https://yaml.org/spec/1.2.2/#57-escaped-characters
func escaped(src []byte) (text string, size int) {
	if len(src) < 2 {
		return "", 0
	}
	if digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[src[1]]; digits > 0 {
		return escapedCode(src, 2+digits)
	}
	return escapes[src[1]], 2
}

// escapedCode reads an escape with a code, or two of JSON that are one character.
func escapedCode(src []byte, size int) (text string, length int) {
	code, ok := hexCode(src, size)
	if ok && utf16.IsSurrogate(code) && len(src) > size && src[size] == '\\' {
		low, both := hexCode(src[size:], size)
		code, size, ok = utf16.DecodeRune(code, low), 2*size, both
	}
	if !ok || !utf8.ValidRune(code) {
		return "", 0
	}
	return string(code), size
}

// hexCode reads the code of an escape that has a size.
func hexCode(src []byte, size int) (rune, bool) {
	if len(src) < size {
		return 0, false
	}
	code, err := strconv.ParseUint(string(src[2:size]), 16, 31)
	return rune(code), err == nil
}

// escapes are those of one letter.
var escapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b",
	' ': " ", '"': `"`, '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}
