package yamlbytes

import "bytes"

// SplitStream splits a YAML stream, or one JSON value, into its documents. The
// items' bytes together are the source, but for a byte order mark. Errors are of
// type *Error: text that is not UTF-8.
func SplitStream(src []byte) ([]Item, error) {
	if err := checkEncoding(src); err != nil {
		return nil, err
	}
	return splitStream(newSource(src), nil), nil
}

// splitStream appends the documents of a text to the items.
func splitStream(text *source, items []Item) []Item {
	src := text.text
	start := textStart(src)
	for pos := start; pos < len(src); {
		pos = nextMarker(src, pos)
		end := lineEnd(src, pos)
		switch {
		case !isMarker(src[pos:end]):
			pos = end
			continue
		case src[pos] == '.':
			pos = end
		case onlyDirectives(src[start:pos]):
			pos = end
			continue
		}
		if pos > start {
			items = append(items, Item{src: text, start: start, end: pos})
		}
		start, pos = pos, max(pos, end)
	}
	if start == len(src) && len(items) > 0 {
		return items // nothing follows the last document's end
	}
	return append(items, Item{src: text, start: start, end: len(src)})
}

// nextMarker returns the offset of the next line that begins like a document
// marker, --- or ..., looking no earlier than pos, which is the start of a line.
// A marker counts wherever it stands, inside quotes too
// (https://yaml.org/spec/1.2.2/#rule-c-forbidden).
func nextMarker(src []byte, pos int) int {
	for pos < len(src) && !beginsMarker(src[pos:]) {
		pos = lineEnd(src, pos)
	}
	return pos
}

func beginsMarker(line []byte) bool {
	return len(line) >= 3 && (line[0] == '-' || line[0] == '.') && line[1] == line[0] && line[2] == line[0]
}

// IsOneDocument reports, at a small part of what the splitting costs, that SplitStream
// makes one item of a text, without an error. It errs on the side of false.
func IsOneDocument(text []byte) bool {
	if len(text) == 0 {
		return true
	}
	// Neither a byte order mark nor an end.
	return text[0] < 0x80 && text[0] != '.' && bytes.IndexByte(text, 0) < 0 && nextMarker(text, lineEnd(text, 0)) == len(text)
}

// onlyDirectives reports whether text that precedes a document start belongs to
// the document that follows: it holds a directive and no content.
func onlyDirectives(text []byte) bool {
	found := false
	for pos := 0; pos < len(text); {
		end := lineEnd(text, pos)
		switch line := bytes.TrimSpace(text[pos:end]); {
		case len(line) == 0, line[0] == '#':
		case line[0] == '%':
			found = true
		default:
			return false
		}
		pos = end
	}
	return found
}
