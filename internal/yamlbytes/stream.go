package yamlbytes

import "bytes"

// SplitStream splits a YAML stream, or one JSON value, into its documents. The
// items' bytes together are the source, but for a byte order mark. Errors are of
// type *finding.Finding: text that is not UTF-8.
func SplitStream(src []byte) ([]Item, error) {
	if err := checkEncoding(src); err != nil {
		return nil, err
	}
	return splitStream(newSource(src), nil), nil
}

// splitStream appends the documents of a text to the items.
func splitStream(text *source, items []Item) []Item {
	src := text.text
	nextMarker, lineEnd := nextMarker, lineEnd
	if hasOddBreaks(src) {
		nextMarker, lineEnd = nextOddMarker, oddLineEnd
	}
	start := textStart(src)
	for pos := start; pos < len(src); {
		pos = nextMarker(src, pos)
		end := lineEnd(src, pos)
		switch {
		case !isMarker(src[pos:]):
			pos = end
			continue
		case src[pos] == '.':
			pos = end
		case onlyDirectives(src[start:pos]):
			pos = end
			continue
		}
		if pos > start {
			items = appendDocument(items, text, start, pos)
		}
		start, pos = pos, max(pos, end)
	}
	if start == len(src) && len(items) > 0 {
		return items // nothing follows the last document's end
	}
	return appendDocument(items, text, start, len(src))
}

// appendDocument appends what stands between two markers: one document, or values in
// JSON one behind the other.
func appendDocument(items []Item, text *source, start, end int) []Item {
	from := start
	for _, size := range jsonEnds(text.text[from:end]) {
		items = append(items, Item{src: text, start: start, end: from + size})
		start = from + size
	}
	if start == end && start > from {
		return items
	}
	return append(items, Item{src: text, start: start, end: end})
}

// nextOddMarker is nextMarker in a text with other line breaks than LF and CRLF.
func nextOddMarker(src []byte, pos int) int {
	for pos < len(src) && !beginsMarker(src[pos:]) {
		pos = oddLineEnd(src, pos)
	}
	return pos
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
	return text[0] < 0x80 && text[0] != '.' && len(jsonEnds(text)) == 0 && !hasOddBytes(text) && nextMarker(text, lineEnd(text, 0)) == len(text)
}

// onlyDirectives reports whether text that precedes a document start belongs to
// the document that follows: it holds a directive and no content.
func onlyDirectives(text []byte) bool {
	found := false
	for pos := 0; pos < len(text); {
		end := oddLineEnd(text, pos)
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
