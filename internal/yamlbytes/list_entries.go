package yamlbytes

import "bytes"

// skipEntry goes from the entry at start, in column 0, to the next one, without
// looking at what is between, and reports whether it could: where no other line
// stands in column 0, and nothing is open at the end of a line that could hide one.
func (s *scanner) skipEntry(start int) bool {
	next := s.nextEntry(start)
	if next < 0 || !closesItsLines(s.src[start:next]) {
		return false
	}
	s.pos, s.hidden, s.content = next, -1, next
	return true
}

// nextEntry returns the offset of the next line that begins with a dash, -1 where
// another line in column 0 comes first, or none.
func (s *scanner) nextEntry(start int) int {
	for pos := start; ; {
		i := bytes.IndexByte(s.src[pos:], '\n')
		if i < 0 || pos+i+1 == len(s.src) {
			return -1
		}
		pos += i + 1
		if s.src[pos] == ' ' {
			continue
		}
		switch s.columnZero(pos) {
		case anEntry:
			return pos
		case aField:
			return -1
		}
	}
}

// What a line that is not indented is.
const (
	nothing = iota // a blank line or a comment
	anEntry
	aField
)

func (s *scanner) columnZero(line int) int {
	switch s.at(line) {
	case '\n', '#':
		return nothing
	case '-':
		if isBlank(s.at(line + 1)) {
			return anEntry
		}
	case '\r':
		if s.at(line+1) == '\n' {
			return nothing
		}
	}
	return aField
}

// closesItsLines reports whether every quote and bracket that opens in the text
// closes on its line. It errs on the side of false: in a block scalar they are text.
func closesItsLines(text []byte) bool {
	for pos := 0; ; {
		i := indexOpening(text[pos:])
		if i < 0 {
			return true
		}
		i += pos
		if pos = lineEnd(text, i); closesAtOnce(text[i:]) {
			continue
		}
		if start := bytes.LastIndexByte(text[:i], '\n') + 1; !closesItsLine(text[start:pos]) {
			return false
		}
	}
}

// closesAtOnce reports whether what opens at the text's first byte closes at the end
// of its line, as most quotes do, and empty brackets.
func closesAtOnce(text []byte) bool {
	switch text[0] {
	case '{':
		return bytes.HasPrefix(text, []byte("{}\n"))
	case '[':
		return bytes.HasPrefix(text, []byte("[]\n"))
	}
	for i, c := range text[1:] {
		switch c {
		case text[0]:
			return i+2 < len(text) && text[i+2] == '\n'
		case '\n', '\\':
			return false
		}
	}
	return false
}

func closesItsLine(text []byte) bool {
	s := scanner{src: text, hidden: -1}
	p := skipSpaces(text, 0, len(text))
	if p == len(text) || text[p] == '#' {
		return true
	}
	l := line{indent: p, value: -1}
	return s.read(&l, p) == nil
}
