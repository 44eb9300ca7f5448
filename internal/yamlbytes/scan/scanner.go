package scan

import (
	"errors"
	"strings"
)

// ErrUnsupported says that the scanner found something outside what it understands. It is
// no judgement on the text: the parser decides.
var ErrUnsupported = errors.New("not understood by the line scanner")

// A Line is one line of block YAML on which a node starts: not blank, not a comment, and
// not part of a scalar that began on a line above.
type Line struct {
	Start  int // offset of the line's first byte
	Above  int // where the content above it ends; comments may follow there
	Indent int // number of leading spaces
	Dash   bool
	// Key is the offset range of the line's first mapping key as written, with its
	// quotes; empty when the line has none.
	Key [2]int
	// Value is the offset of what follows the key, or the dash of an entry without a
	// key; -1 when the line holds nothing more.
	Value int
}

// A Scanner finds the lines of one block YAML document on which nodes start, and refuses
// (ErrUnsupported) every line that is not of the forms below. It decides on which line a quote, a
// flow collection, a block or an item begins and ends; package yamlbytes reads within such a line.
//
//	line   = spaces { "-" spaces } [ node ]
//	node   = key ":" [ spaces value ] | value
//	key    = letters, digits and $ - . / _ | a quoted scalar of one line
//	value  = { property spaces } [ quoted | flow | block header | plain ] | "*" name
//	property = "&" name | "!" [ "!" ] name
//	name   = letters, digits and - _
//
// Proof that a line which continues no line above is understood:
//
//   - The scanner is at the first byte of the line, so it never has to guess whether a
//     character is inside a string: the first byte of a key or a value alone decides what
//     it is (https://yaml.org/spec/1.2.2/#53-indicator-characters). "? ", tabs, properties
//     of keys and all other indicators are refused there, so a quote or a bracket can only
//     open as that first byte.
//   - A quoted scalar ends at the next quote of its kind: doubled single quotes and
//     what follows a backslash in double quotes do not end it, and nothing else can.
//   - A flow collection ends where flowScanner proves it.
//   - A plain scalar of a block holds every other character, quotes and brackets too,
//     but no ": " and no " #" (https://yaml.org/spec/1.2.2/#733-plain-style): a line whose
//     value has a ": " is refused, and " #" begins a comment.
//   - Only a block scalar or a plain scalar continues on the lines after its own, and all
//     of these are deeper than the column of its key or dash
//     (https://yaml.org/spec/1.2.2/#61-indentation-spaces); parent is that column.
//     Quoted scalars and flow collections end at their closing quote or bracket, on
//     whatever line that is.
//   - After everything else no line may be deeper than that column: it is refused.
//
// The line breaks are LF and CRLF; HasUnsupportedBytes finds the others of YAML 1.1.
type Scanner struct {
	src []byte
	pos int
	// parent is the column of the key or dash of the value last seen, to which the lines
	// that are deeper belong; -1 when there is none.
	parent    int
	continues continuation
	// spread is true once a quoted scalar or a flow collection has more than one line,
	// alias once there is an alias.
	spread, alias bool
	// linesOnly says that the caller looks at nothing but where lines begin.
	linesOnly bool
	// content is the end of the last line that was not blank and not a comment.
	content int
	line    Line // that Next found
}

// A continuation says what lines are that are deeper than the parent of the value above them.
type continuation uint8

const (
	nothing   continuation = iota // there are none: the scanner refuses such a line
	plainText                     // more of a plain scalar
	blockText                     // a block scalar, to which blank lines belong too
)

// NewScanner returns a scanner of the document of src that begins at pos, the start of a line.
func NewScanner(src []byte, pos int) *Scanner {
	return &Scanner{src: src, pos: pos, parent: -1, content: pos}
}

// LinesOnly is for a caller that looks at nothing but where lines begin. Three forms more are
// understood then: an anchor or a tag whose node is on the lines below it, as the node of a key
// without a value is (key: &name, and an entry on the next line), an alias as a key (*name :), and
// the key of a merge (<<).
func (s *Scanner) LinesOnly() { s.linesOnly = true }

// Next returns the next line on which a node starts; nil at the end of the document. It is
// valid until Next is called again. The error is ErrUnsupported.
func (s *Scanner) Next() (*Line, error) {
	for s.pos < len(s.src) {
		start := s.pos
		p := SkipSpaces(s.src, start, len(s.src))
		indent := p - start
		switch c := s.at(p); {
		case IsBreak(c): // a blank line
			if s.pos = LineEnd(s.src, p); s.continues == blockText {
				s.content = s.pos
			}
		case s.parent >= 0 && indent > s.parent && (c != '#' || s.continues == blockText):
			if s.continues == nothing {
				return nil, ErrUnsupported
			}
			// more of the value above
			s.pos = LineEnd(s.src, p)
			s.content = s.pos
		case c == '#': // a comment, which ends a plain scalar
			s.pos, s.continues = LineEnd(s.src, p), nothing
		case indent == 0 && (c == '-' || c == '.' || c == '%') && IsMarker(s.src[p:]):
			if c == '%' {
				return nil, ErrUnsupported
			}
			return nil, nil
		default:
			s.parent, s.continues = -1, nothing
			s.line = Line{Start: start, Above: s.content, Indent: indent, Value: -1}
			if err := s.read(&s.line, p); err != nil {
				return nil, err
			}
			s.pos = LineEnd(s.src, s.pos)
			s.content = s.pos
			return &s.line, nil
		}
	}
	return nil, nil
}

// SkipDocumentStart skips comments and one line of three dashes. It is called before the
// first Next.
func (s *Scanner) SkipDocumentStart() {
	for s.pos < len(s.src) {
		end := LineEnd(s.src, s.pos)
		text := strings.TrimRight(string(s.src[s.pos:end]), " \r\n")
		switch {
		case text == "---":
			s.pos, s.content = end, end
			return
		case text != "" && text[0] != '#':
			return
		}
		s.pos = end
	}
}

// ContentEnd returns the end of the last line that was not blank and not a comment.
func (s *Scanner) ContentEnd() int { return s.content }

// AtEnd reports whether the document that was scanned ends with the text.
func (s *Scanner) AtEnd() bool { return s.pos >= len(s.src) }

// HasAlias reports whether an alias (*name) was found.
func (s *Scanner) HasAlias() bool { return s.alias }

// Spreads reports whether a quoted scalar or a flow collection of more than one line was
// found since StartItem.
func (s *Scanner) Spreads() bool { return s.spread }

// StartItem begins to count for Spreads.
func (s *Scanner) StartItem() { s.spread = false }

// EndsInOpenBlock reports whether the text ends in a block scalar without a line feed: a
// line that is added would become a part of it.
func (s *Scanner) EndsInOpenBlock() bool {
	return s.continues == blockText && s.content == len(s.src) && s.src[len(s.src)-1] != '\n'
}

// read reads the line whose first character is at p, and leaves s.pos somewhere on the
// last line of what it holds.
func (s *Scanner) read(l *Line, p int) error {
	column := l.Indent
	for s.at(p) == '-' && isSpaceOrBreak(s.at(p+1)) {
		l.Dash, s.parent = true, column
		after := SkipSpaces(s.src, p+1, len(s.src))
		column += after - p
		if p = after; s.isEnd(p) {
			s.pos, s.parent = p, -1
			return nil
		}
	}
	if end, ok := s.key(p); ok {
		l.Key, s.parent = [2]int{p, end}, column
		if p = SkipSpaces(s.src, end+1, len(s.src)); s.isEnd(p) {
			s.pos, s.parent = p, -1
			return nil
		}
	}
	l.Value = p
	return s.value(p, column)
}

// key returns where the key at p ends, before its colon; false where there is none.
func (s *Scanner) key(p int) (end int, ok bool) {
	switch c := s.at(p); {
	case c == '"' || c == '\'':
		if end, ok = SkipQuoted(s.src, p); !ok || end > LineEnd(s.src, p) {
			return 0, false
		}
	case keyBytes[c] && c != '-':
		end = skipKeyBytes(s.src, p+1)
	case c == '*' && s.linesOnly:
		if end, ok = skipName(s.src, p); !ok {
			return 0, false
		}
		end = SkipSpaces(s.src, end, len(s.src))
	case c == '<' && s.at(p+1) == '<' && s.linesOnly:
		end = p + 2
	default:
		return 0, false
	}
	return end, end-p <= LongestKey && s.at(end) == ':' && isSpaceOrBreak(s.at(end+1))
}

// value skips the value at p and notes what deeper lines may be. A value that is alone on its
// line, without key and dash, is the document or belongs to a key or dash on a line above, which is
// not known here: then only a quoted scalar or a flow collection is understood, and no deeper line
// may follow.
func (s *Scanner) value(p, column int) error {
	alone := s.parent < 0
	if alone {
		s.parent = column - 1
	}
	if !alone && beginsPlain(s.at(p), s.at(p+1)) {
		return s.plain(p)
	}
	p, ok := s.properties(p)
	if !ok || s.isEnd(p) {
		s.pos, s.continues = p, nothing
		if s.linesOnly {
			s.parent = -1
		}
		return errUnless(ok && !alone)
	}
	end := p
	switch c := s.at(p); {
	case c == '"' || c == '\'':
		end, ok = SkipQuoted(s.src, p)
	case c == '{' || c == '[':
		f := flowScanner{src: s.src}
		end, ok = f.end(p)
		s.alias = s.alias || f.alias
	case c == '*' && !alone:
		s.alias = true
		end, ok = skipName(s.src, p)
	case alone:
		return ErrUnsupported
	case c == '|' || c == '>':
		s.continues = blockText
		end, ok = s.blockHeader(p), true
	default:
		return s.plain(p)
	}
	s.pos = end
	after := SkipSpaces(s.src, end, len(s.src))
	if ok && end > LineEnd(s.src, p) {
		s.spread = true
		ok = !hasMarker(s.src[p:end])
	}
	return errUnless(ok && s.isEnd(after) && (after > end || s.at(end) != '#'))
}

// errUnless returns ErrUnsupported, unless the text was understood.
func errUnless(understood bool) error {
	if understood {
		return nil
	}
	return ErrUnsupported
}

// properties skips the anchor and the tag of a value, after each of which a space or the
// line's end must follow.
func (s *Scanner) properties(p int) (int, bool) {
	for s.at(p) == '&' || s.at(p) == '!' {
		end, ok := skipName(s.src, p)
		if !ok || !isSpaceOrBreak(s.at(end)) {
			return p, false
		}
		p = SkipSpaces(s.src, end, len(s.src))
	}
	return p, true
}

// skipName skips the anchor, alias or tag at p; false where it has no name.
func skipName(src []byte, p int) (end int, ok bool) {
	begin := p + 1
	if src[p] == '!' && begin < len(src) && src[begin] == '!' {
		begin++
	}
	for end = begin; end < len(src) && isAnchorChar(src[end]); {
		end++
	}
	return end, end > begin
}

// isAnchorChar reports whether the parser takes a byte for a part of an anchor's name: YAML allows
// more.
func isAnchorChar(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// blockHeader skips | or > and its indicators
// (https://yaml.org/spec/1.2.2/#811-block-scalar-headers).
func (s *Scanner) blockHeader(p int) int {
	for i := 0; i < 2; i++ {
		if c := s.at(p + 1); c == '+' || c == '-' || c >= '1' && c <= '9' {
			p++
		}
	}
	return p + 1
}

// plain skips a plain scalar to the end of its line, or to a comment.
func (s *Scanner) plain(p int) error {
	if !beginsPlain(s.at(p), s.at(p+1)) {
		return ErrUnsupported
	}
	s.continues = plainText
	for i := skipKeyBytes(s.src, p); i < len(s.src); i = skipKeyBytes(s.src, i+1) {
		s.pos = i
		switch c := s.src[i]; {
		case IsBreak(c):
			return nil
		case c == '\t', c == ':' && isSpaceOrBreak(s.at(i+1)):
			return ErrUnsupported
		case c == '#' && s.src[i-1] == ' ':
			s.continues = nothing
			return nil
		}
	}
	s.pos = len(s.src)
	return nil
}

// beginsPlain reports whether a plain scalar may begin with the character c, before next:
// c is no indicator, or a dash that is none.
func beginsPlain(c, next byte) bool {
	switch c {
	case '-':
		return !IsBlank(next)
	case '(', '+', '~', '^', '=', '\\', ';', '<':
		return true
	}
	return keyBytes[c] || c >= 0x80
}

// isEnd reports whether the line has nothing more at p but a comment; before p is a
// space, a dash or a colon.
func (s *Scanner) isEnd(p int) bool {
	c := s.at(p)
	return IsBreak(c) || c == '#' && s.src[p-1] == ' '
}

// hasMarker reports whether a line but the first is a document marker, which YAML
// forbids inside quotes.
func hasMarker(text []byte) bool {
	for pos := LineEnd(text, 0); pos < len(text); pos = LineEnd(text, pos) {
		if text[pos] != '%' && IsMarker(text[pos:LineEnd(text, pos)]) {
			return true
		}
	}
	return false
}

// ClosesItsLines reports whether the scanner understands all lines of a document, and
// nothing but block and plain scalars continues on lines after its own. Then what follows a
// key or a dash ends before the next line that is neither blank nor a comment and no deeper.
func ClosesItsLines(text []byte) bool {
	s := NewScanner(text, 0)
	s.SkipDocumentStart()
	for {
		l, err := s.Next()
		if l == nil {
			return err == nil && s.pos == len(text) && !s.spread
		}
	}
}

// at returns the byte at p, a line feed after the end.
func (s *Scanner) at(p int) byte {
	if p < len(s.src) {
		return s.src[p]
	}
	return '\n'
}
