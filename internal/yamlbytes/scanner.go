package yamlbytes

import (
	"bytes"
	"errors"
)

// errOdd says that the line scanner met something outside what it understands.
// It is no judgement on the input: the parser decides.
var errOdd = errors.New("not understood by the line scanner")

// A line is one line of block YAML on which a node starts: not blank, not a
// comment, not part of a multi-line scalar or flow collection begun above.
type line struct {
	start  int // offset of the line's first byte
	above  int // where the content above it ends; comments may stand between
	indent int // number of leading spaces
	dash   bool
	// key is the offset range of the line's first mapping key as written, with
	// quotes; empty when the line holds none.
	key [2]int
	// value is the offset of what follows the key, or the dash of an entry
	// without a key; -1 when the line holds nothing more.
	value int
}

// A scanner yields the structural lines of one block YAML document. It tracks
// what hides lines (block scalars, multi-line quoted and plain scalars, flow
// collections) and nothing else. Only spaces may indent, as YAML demands.
type scanner struct {
	src []byte
	pos int
	// hidden is the column whose deeper lines belong to the scalar or flow
	// collection last seen, -1 when there is none.
	hidden int
	// content is the end of the last line that was not blank and not a comment.
	content int
}

func newScanner(src []byte, pos int) *scanner {
	return &scanner{src: src, pos: pos, hidden: -1, content: pos}
}

// next returns the next structural line; ok is false at the end of the document.
func (s *scanner) next() (l line, ok bool, err error) {
	for s.pos < len(s.src) {
		start, end := s.pos, lineEnd(s.src, s.pos)
		p := skipSpaces(s.src, start, end)
		indent := p - start
		switch {
		case s.isBlankFrom(p, end):
			s.pos = end
		case s.hidden >= 0 && indent > s.hidden:
			s.pos, s.content = end, end
		case s.src[p] == '#':
			s.pos, s.hidden = end, -1
		case s.src[p] == '\t':
			return line{}, false, errOdd
		case isMarker(s.src[start:end]):
			return line{}, false, nil
		default:
			s.hidden = -1
			l = line{start: start, above: s.content, indent: indent, value: -1}
			if err := s.read(&l, p); err != nil {
				return line{}, false, err
			}
			s.pos = lineEnd(s.src, s.pos)
			s.content = s.pos
			return l, true, nil
		}
	}
	return line{}, false, nil
}

// read takes apart the line whose first character is at p and leaves s.pos
// somewhere on the last line of what it holds.
func (s *scanner) read(l *line, p int) error {
	column := l.indent
	parent := column - 1
	for s.at(p) == '-' && isBlank(s.at(p+1)) {
		l.dash, parent = true, column
		after := s.skipBlanks(p + 1)
		column += after - p
		if p = after; s.atLineEnd(p) {
			s.pos = p
			return nil
		}
	}
	p, ok := s.skipProperties(p)
	if !ok {
		return errOdd
	}
	keyEnd, colon, err := s.key(p)
	if err != nil {
		return err
	}
	if colon < 0 {
		return s.readValue(l, p, parent)
	}
	l.key = [2]int{p, keyEnd}
	v := s.skipBlanks(colon + 1)
	if v, ok = s.skipProperties(v); !ok {
		return errOdd
	}
	return s.readValue(l, v, column)
}

// readValue notes the value at p and skips over it. Lines deeper than parent
// belong to it when it is a scalar.
func (s *scanner) readValue(l *line, p, parent int) (err error) {
	s.pos = p
	if s.atLineEnd(p) {
		return nil
	}
	l.value = p
	switch c := s.at(p); c {
	case '"', '\'':
		s.pos, err = s.skipQuoted(p)
	case '{', '[':
		s.pos, err = s.skipFlow(p)
	case '*':
		return nil
	case '%', '@', '`':
		return errOdd
	}
	s.hidden = parent
	if err == nil && !s.restIsComment(p) {
		return errOdd
	}
	return err
}

// restIsComment reports whether nothing but a comment follows a quoted scalar or
// a flow collection that started at p and ended at s.pos.
func (s *scanner) restIsComment(p int) bool {
	if s.pos == p {
		return true
	}
	return s.atLineEnd(s.skipBlanks(s.pos))
}

// key finds the mapping key at p: the end of its text, and its colon, or -1 when
// there is none on this line.
func (s *scanner) key(p int) (end, colon int, err error) {
	switch c := s.at(p); c {
	case '"', '\'':
		if end, err = s.skipQuoted(p); err != nil {
			return 0, -1, err
		}
		colon = s.skipBlanks(end)
		if s.at(colon) != ':' || !isBlank(s.at(colon+1)) || end > lineEnd(s.src, p) {
			return 0, -1, nil
		}
		return end, colon, nil
	case '{', '[', '*', '|', '>':
		return 0, -1, s.refuseKey(p)
	case '?':
		if isBlank(s.at(p + 1)) {
			return 0, -1, errOdd
		}
	}
	return s.plainKey(p)
}

// refuseKey reports an alias or a flow collection used as a key.
func (s *scanner) refuseKey(p int) error {
	if s.at(p) != '*' {
		return nil
	}
	for ; !isBlank(s.at(p)); p++ {
	}
	if s.at(s.skipBlanks(p)) == ':' {
		return errOdd
	}
	return nil
}

func (s *scanner) plainKey(p int) (end, colon int, err error) {
	for i := p; i < len(s.src); i++ {
		switch c := s.src[i]; {
		case c == '\n' || c == '\r':
			return 0, -1, nil
		case c == '#' && i > p && isBlank(s.src[i-1]):
			return 0, -1, nil
		case c == ':' && isBlank(s.at(i+1)):
			end = i
			for end > p && isBlank(s.src[end-1]) {
				end--
			}
			return end, i, nil
		}
	}
	return 0, -1, nil
}

// skipProperties passes anchors and tags. It refuses verbatim tags, which may
// hold anything.
func (s *scanner) skipProperties(p int) (int, bool) {
	for s.at(p) == '&' || s.at(p) == '!' {
		if s.at(p+1) == '<' {
			return p, false
		}
		for ; !isBlank(s.at(p)); p++ {
		}
		p = s.skipBlanks(p)
	}
	return p, true
}

// skipQuoted returns the offset behind the closing quote of the scalar at p.
func (s *scanner) skipQuoted(p int) (int, error) {
	quote := s.src[p]
	for i := p + 1; i < len(s.src); i++ {
		switch c := s.src[i]; {
		case c == '\\' && quote == '"':
			i++
		case c != quote:
		case quote == '\'' && s.at(i+1) == '\'':
			i++
		default:
			return i + 1, nil
		}
	}
	return p, errOdd
}

// skipFlow returns the offset behind the bracket that closes the one at p.
func (s *scanner) skipFlow(p int) (int, error) {
	depth := 0
	for i := p; i < len(s.src); {
		switch c := s.src[i]; {
		case c == '{' || c == '[':
			depth++
			i++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1, nil
			}
			i++
		case c == '"' || c == '\'':
			end, err := s.skipQuoted(i)
			if err != nil {
				return p, err
			}
			i = end
		case c == '#' && isBlank(s.src[i-1]):
			i = lineEnd(s.src, i)
		case c == ',' || c == ':' || isBlank(c):
			i++
		default:
			i = s.skipFlowPlain(i)
		}
	}
	return p, errOdd
}

// skipFlowPlain passes an unquoted scalar inside a flow collection, in which
// quotes are ordinary characters.
func (s *scanner) skipFlowPlain(i int) int {
	for ; i < len(s.src); i++ {
		switch c := s.src[i]; {
		case c == ',' || c == '[' || c == ']' || c == '{' || c == '}':
			return i
		case c == ':' && (isBlank(s.at(i+1)) || isFlowIndicator(s.at(i+1))):
			return i
		case c == '#' && isBlank(s.src[i-1]):
			return i
		}
	}
	return i
}

// at returns the byte at p, a line feed beyond the end.
func (s *scanner) at(p int) byte {
	if p < len(s.src) {
		return s.src[p]
	}
	return '\n'
}

func (s *scanner) skipBlanks(p int) int {
	for p < len(s.src) && (s.src[p] == ' ' || s.src[p] == '\t') {
		p++
	}
	return p
}

// atLineEnd reports whether only a comment follows on the line.
func (s *scanner) atLineEnd(p int) bool {
	c := s.at(p)
	return isBreak(c) || c == '#' && isBlank(s.src[p-1])
}

// isBlankFrom reports whether nothing but blanks stands from p to the line's end.
func (s *scanner) isBlankFrom(p, end int) bool {
	p = s.skipBlanks(p)
	return p >= end || isBreak(s.src[p])
}

// isMarker reports whether the line is a document marker or a directive.
func isMarker(b []byte) bool {
	if len(b) > 0 && b[0] == '%' {
		return true
	}
	if len(b) < 3 || string(b[:3]) != "---" && string(b[:3]) != "..." {
		return false
	}
	return len(b) == 3 || isBlank(b[3])
}

func isBreak(c byte) bool { return c == '\n' || c == '\r' }

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// lineEnd returns the offset behind the line feed of the line that holds p.
func lineEnd(src []byte, p int) int {
	if i := bytes.IndexByte(src[p:], '\n'); i >= 0 {
		return p + i + 1
	}
	return len(src)
}

func isFlowIndicator(c byte) bool {
	return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'
}

func skipSpaces(src []byte, p, end int) int {
	for p < end && src[p] == ' ' {
		p++
	}
	return p
}
