package document

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
		if i < 0 || pos+i+1 >= len(s.src) {
			return -1
		}
		pos += i + 1
		switch s.src[pos] {
		case ' ', '\n', '#':
		case '-':
			if isBlank(s.at(pos + 1)) {
				return pos
			}
			return -1
		case '\r':
			if s.at(pos+1) != '\n' {
				return -1
			}
		default:
			return -1
		}
	}
}

// closesItsLines reports whether every quote and bracket that opens in the text
// closes on its line. It errs on the side of false: in a block scalar they are text.
func closesItsLines(text []byte) bool {
	for _, opening := range [...]byte{'"', '\'', '{', '['} {
		for pos := 0; ; {
			i := bytes.IndexByte(text[pos:], opening)
			if i < 0 {
				break
			}
			pos += i
			if closesAtOnce(text[pos:]) {
				pos = lineEnd(text, pos)
				continue
			}
			start := bytes.LastIndexByte(text[:pos], '\n') + 1
			pos = lineEnd(text, pos)
			if !closesItsLine(text[start:pos]) {
				return false
			}
		}
	}
	return true
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
	i := 1 + bytes.IndexByte(text[1:], text[0])
	if i == 0 || i+1 >= len(text) || text[i+1] != '\n' {
		return false
	}
	inside := text[1:i]
	return bytes.IndexByte(inside, '\n') < 0 && bytes.IndexByte(inside, '\\') < 0
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
