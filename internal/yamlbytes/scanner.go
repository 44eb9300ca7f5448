package yamlbytes

import (
	"bytes"
	"errors"
)

// errUnsupported says that the line scanner found something outside what it understands.
// It is no judgement on the input: the parser decides.
var errUnsupported = errors.New("not understood by the line scanner")

// A line is one line of block YAML on which a node starts: not blank, not a
// comment, not part of a scalar begun above.
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

// A scanner yields the structural lines of one block YAML document, and refuses
// (errOdd) every line that is not of the forms below. It is the one place that
// decides where a quote, a flow collection, a block or an item begins and ends.
//
//	line   = spaces { "-" spaces } [ node ]
//	node   = key ":" [ spaces value ] | value
//	key    = letters, digits and $ - . / _ | a quoted scalar of one line
//	value  = { property spaces } [ quoted | flow | block header | plain ] | "*" name
//	property = "&" name | "!" [ "!" ] name
//	name   = letters, digits and - _
//
// Proof that a line which is no part of a line above is understood:
//
//   - The scanner stands at the first byte of the line, so it never has to guess
//     whether a character is inside a string: the first byte of a key or a value
//     alone tells what it is (https://yaml.org/spec/1.2.2/#53-indicator-characters).
//     "? ", tabs, properties of keys and all other indicators are refused there, so a
//     quote or a bracket can only open as that first byte.
//   - A quoted scalar ends at the next quote of its kind: doubled single quotes and
//     what follows a backslash in double quotes do not end it, and nothing else can.
//   - A flow collection ends where flowEnd proves it.
//   - A plain scalar of a block holds every other character, quotes and brackets too,
//     but no ": " and no " #" (https://yaml.org/spec/1.2.2/#733-plain-style); a line
//     with ": " behind it is refused, " #" begins a comment.
//   - What goes on behind its line is a block scalar or a plain scalar, and all its
//     lines are deeper than the column of the key or the dash it stands behind
//     (https://yaml.org/spec/1.2.2/#61-indentation-spaces); hidden holds that column.
//     Quoted scalars and flow collections go on to where they end, wherever that is.
//   - Behind everything else no line may be deeper than that column: it is refused.
//
// The line breaks are LF and CRLF; hasOddBytes finds the others of YAML 1.1.
type scanner struct {
	src []byte
	pos int
	// hidden is the column whose deeper lines belong to the scalar last seen, -1
	// when there is none.
	hidden int
	behind continuation
	// spread is set once a quoted scalar or a flow collection has more than one line,
	// alias once there is an alias.
	spread, alias bool
	// content is the end of the last line that was not blank and not a comment.
	content int
	line    line // that next found
}

// A continuation says what the lines are that are deeper than a value.
type continuation uint8

const (
	nothing   continuation = iota // no YAML
	plainText                     // more of a plain scalar
	blockText                     // a block scalar, of which blank lines are part too
)

func newScanner(src []byte, pos int) *scanner {
	return &scanner{src: src, pos: pos, hidden: -1, content: pos}
}

// next returns the next structural line, which is valid until it is called again; nil at
// the end of the document.
func (s *scanner) next() (*line, error) {
	for s.pos < len(s.src) {
		start := s.pos
		p := skipSpaces(s.src, start, len(s.src))
		indent := p - start
		switch c := s.at(p); {
		case isBreak(c):
			if s.pos = lineEnd(s.src, p); s.behind == blockText {
				s.content = s.pos
			}
		case s.hidden >= 0 && indent > s.hidden && (c != '#' || s.behind == blockText):
			if s.behind == nothing {
				return nil, errUnsupported
			}
			s.pos = lineEnd(s.src, p)
			s.content = s.pos
		case c == '#':
			s.pos, s.behind = lineEnd(s.src, p), nothing
		case indent == 0 && isMarker(s.src[p:]):
			if c == '%' {
				return nil, errUnsupported
			}
			return nil, nil
		default:
			s.hidden, s.behind = -1, nothing
			s.line = line{start: start, above: s.content, indent: indent, value: -1}
			if err := s.read(&s.line, p); err != nil {
				return nil, err
			}
			s.pos = lineEnd(s.src, s.pos)
			s.content = s.pos
			return &s.line, nil
		}
	}
	return nil, nil
}

// read takes apart the line whose first character is at p and leaves s.pos
// somewhere on the last line of what it holds.
func (s *scanner) read(l *line, p int) error {
	column := l.indent
	for s.at(p) == '-' && isSpaceOrBreak(s.at(p+1)) {
		l.dash, s.hidden = true, column
		after := skipSpaces(s.src, p+1, len(s.src))
		column += after - p
		if p = after; s.isEnd(p) {
			s.pos, s.hidden = p, -1
			return nil
		}
	}
	if end, ok := s.key(p); ok {
		l.key, s.hidden = [2]int{p, end}, column
		if p = skipSpaces(s.src, end+1, len(s.src)); s.isEnd(p) {
			s.pos, s.hidden = p, -1
			return nil
		}
	}
	l.value = p
	return s.value(p, column)
}

// key returns where the key at p ends, before its colon; false where there is none.
func (s *scanner) key(p int) (end int, ok bool) {
	switch c := s.at(p); {
	case c == '"' || c == '\'':
		if end, ok = skipQuoted(s.src, p); !ok || end > lineEnd(s.src, p) {
			return 0, false
		}
	case keyBytes[c] && c != '-':
		for end = p + 1; end < len(s.src) && keyBytes[s.src[end]]; {
			end++
		}
	default:
		return 0, false
	}
	return end, end-p <= longestKey && s.at(end) == ':' && isSpaceOrBreak(s.at(end+1))
}

// value passes the value at p and notes what may stand on deeper lines. Nothing but
// its own text stands before a value on a line without key and dash, whose parent is
// not known; then only what ends there is taken.
func (s *scanner) value(p, column int) error {
	alone := s.hidden < 0
	if alone {
		s.hidden = column - 1
	}
	if !alone && beginsPlain(s.at(p), s.at(p+1)) {
		return s.plain(p)
	}
	p, ok := s.properties(p)
	if !ok || s.isEnd(p) {
		s.pos, s.behind = p, nothing
		return unless(ok && !alone)
	}
	end := p
	switch c := s.at(p); {
	case c == '"' || c == '\'':
		end, ok = skipQuoted(s.src, p)
	case c == '{' || c == '[':
		f := flowScanner{src: s.src}
		end, ok = f.end(p)
		s.alias = s.alias || f.alias
	case c == '*' && !alone:
		s.alias = true
		end, ok = name(s.src, p)
	case alone:
		return errUnsupported
	case c == '|' || c == '>':
		s.behind = blockText
		end, ok = s.blockHeader(p), true
	default:
		return s.plain(p)
	}
	s.pos = end
	after := skipSpaces(s.src, end, len(s.src))
	if ok && end > lineEnd(s.src, p) {
		s.spread = true
		ok = !hasMarker(s.src[p:end])
	}
	return unless(ok && s.isEnd(after) && (after > end || s.at(end) != '#'))
}

// unless is errOdd for what is not understood.
func unless(understood bool) error {
	if understood {
		return nil
	}
	return errUnsupported
}

// properties passes the anchor and the tag of a value, behind each of which a space or
// the line's end stands.
func (s *scanner) properties(p int) (int, bool) {
	for s.at(p) == '&' || s.at(p) == '!' {
		end, ok := name(s.src, p)
		if !ok || !isSpaceOrBreak(s.at(end)) {
			return p, false
		}
		p = skipSpaces(s.src, end, len(s.src))
	}
	return p, true
}

// name passes an anchor, an alias or a tag at p; false where it has no name.
func name(src []byte, p int) (end int, ok bool) {
	begin := p + 1
	if src[p] == '!' && begin < len(src) && src[begin] == '!' {
		begin++
	}
	for end = begin; end < len(src) && isAnchorChar(src[end]); {
		end++
	}
	return end, end > begin
}

// isAnchorChar follows the parser, which takes letters, digits, _ and -.
func isAnchorChar(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// blockHeader passes | or > and its indicators
// (https://yaml.org/spec/1.2.2/#811-block-scalar-headers).
func (s *scanner) blockHeader(p int) int {
	for i := 0; i < 2; i++ {
		if c := s.at(p + 1); c == '+' || c == '-' || c >= '1' && c <= '9' {
			p++
		}
	}
	return p + 1
}

// plain passes a plain scalar to the end of its line, or to a comment.
func (s *scanner) plain(p int) error {
	if !beginsPlain(s.at(p), s.at(p+1)) {
		return errUnsupported
	}
	s.behind = plainText
	for i, c := range s.src[p:] {
		if keyBytes[c] {
			continue
		}
		s.pos = p + i
		switch {
		case isBreak(c):
			return nil
		case c == '\t', c == ':' && isSpaceOrBreak(s.at(s.pos+1)):
			return errUnsupported
		case c == '#' && s.src[s.pos-1] == ' ':
			s.behind = nothing
			return nil
		}
	}
	s.pos = len(s.src)
	return nil
}

// beginsPlain reports whether a plain scalar begins with the character, which the next
// one follows: it is no indicator, or a dash that is none.
func beginsPlain(c, next byte) bool {
	switch c {
	case '-':
		return !isBlank(next)
	case '(', '+', '~', '^', '=', '\\', ';', '<':
		return true
	}
	return keyBytes[c] || c >= 0x80
}

// isEnd reports whether nothing but a comment follows on the line at p, which is
// behind a space, a dash or a colon.
func (s *scanner) isEnd(p int) bool {
	c := s.at(p)
	return isBreak(c) || c == '#' && s.src[p-1] == ' '
}

// skipQuoted returns the offset behind the closing quote of the scalar at p; false
// where there is none.
func skipQuoted(src []byte, p int) (end int, ok bool) {
	quote := src[p]
	for i := p + 1; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\\' && quote == '"':
			i++
		case c != quote:
		case quote == '\'' && i+1 < len(src) && src[i+1] == '\'':
			i++
		default:
			return i + 1, true
		}
	}
	return p, false
}

// hasMarker reports whether a line but the first is a document marker, which YAML
// forbids inside quotes.
func hasMarker(text []byte) bool {
	for pos := lineEnd(text, 0); pos < len(text); pos = lineEnd(text, pos) {
		if text[pos] != '%' && isMarker(text[pos:lineEnd(text, pos)]) {
			return true
		}
	}
	return false
}

// closesItsLines reports whether the lines of an item are all of the scanner's forms,
// and nothing but block and plain scalars goes on behind its line. Then what stands behind a key or a dash
// ends before the next line that is neither blank nor a comment and no deeper.
func closesItsLines(text []byte) bool {
	s := newScanner(text, 0)
	skipDocumentStart(s)
	for {
		l, err := s.next()
		if l == nil {
			return err == nil && s.pos == len(text) && !s.spread
		}
	}
}

// at returns the byte at p, a line feed beyond the end.
func (s *scanner) at(p int) byte {
	if p < len(s.src) {
		return s.src[p]
	}
	return '\n'
}

// isMarker reports whether the line is a document marker or a directive.
func isMarker(b []byte) bool {
	if len(b) > 0 && b[0] == '%' {
		return true
	}
	if len(b) < 3 || string(b[:3]) != "---" && string(b[:3]) != "..." {
		return false
	}
	return len(b) == 3 || isBlank(b[3]) || yaml11Break(b[3:]) > 0
}

// yaml11Break returns the size of the line break of YAML 1.1 that the text begins with, if
// it is NEL, LS or PS; 0 for none.
func yaml11Break(text []byte) int {
	for _, b := range []string{"\u0085", "\u2028", "\u2029"} {
		if len(text) >= len(b) && string(text[:len(b)]) == b {
			return len(b)
		}
	}
	return 0
}

// yaml11LineEnd is lineEnd for the parser, for which CR, NEL, LS and PS end lines too.
func yaml11LineEnd(src []byte, p int) int {
	for ; p < len(src); p++ {
		switch c := src[p]; {
		case c == '\n':
			return p + 1
		case c == '\r':
			if p+1 < len(src) && src[p+1] == '\n' {
				p++
			}
			return p + 1
		case c >= 0x80:
			if size := yaml11Break(src[p:]); size > 0 {
				return p + size
			}
		}
	}
	return p
}

// yaml11LineStart returns where the line begins that holds the offset, for the parser.
func yaml11LineStart(src []byte, offset int) int {
	for at := offset; at > 0; at-- {
		if c := src[at-1]; isBreak(c) || c >= 0x80 && (at >= 2 && yaml11Break(src[at-2:]) == 2 || at >= 3 && yaml11Break(src[at-3:]) == 3) {
			return at
		}
	}
	return 0
}

func isBreak(c byte) bool { return c == '\n' || c == '\r' }

func isSpaceOrBreak(c byte) bool { return c == ' ' || isBreak(c) }

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// lineEnd returns the offset behind the line feed of the line that holds p.
func lineEnd(src []byte, p int) int {
	if p < len(src) && src[p] == '\n' {
		return p + 1
	}
	if i := bytes.IndexByte(src[p:], '\n'); i >= 0 {
		return p + i + 1
	}
	return len(src)
}

func skipSpaces(src []byte, p, end int) int {
	for p < end && src[p] == ' ' {
		p++
	}
	return p
}

func skipBlanks(src []byte, p int) int {
	for p < len(src) && (src[p] == ' ' || src[p] == '\t') {
		p++
	}
	return p
}
