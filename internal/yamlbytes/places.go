package yamlbytes

import (
	"bytes"
	"unicode/utf8"
)

// places turns the parser's positions, lines and columns in characters, into
// byte offsets. Positions are asked for in ascending order, so one pass over the
// text serves a whole document, however long its lines are.
type places struct {
	src  []byte
	end  int
	line int // 1-based
	col  int // 1-based, in characters
	pos  int // the offset of line and col
	home int // where the text starts
}

func newPlaces(src []byte, start, end int) *places {
	return &places{src: src, end: end, line: 1, col: 1, pos: start, home: start}
}

// offset returns the offset of a position, end when the text is shorter.
func (p *places) offset(line, col int) int {
	if line < p.line || line == p.line && col < p.col {
		p.line, p.col, p.pos = 1, 1, p.home
	}
	for p.line < line && p.pos < p.end {
		p.nextLine()
	}
	for p.col < col && p.pos < p.end {
		_, size := utf8.DecodeRune(p.src[p.pos:p.end])
		p.pos += size
		p.col++
	}
	return p.pos
}

// nextLine moves behind the next line break. The parser follows YAML 1.1, for
// which CR, NEL, LS and PS are line breaks too.
func (p *places) nextLine() {
	p.line, p.col = p.line+1, 1
	rest := p.src[min(p.pos, p.end):p.end]
	i := bytes.IndexAny(rest, "\n\r\u0085\u2028\u2029")
	if i < 0 {
		p.pos = max(p.pos, p.end)
		return
	}
	_, size := utf8.DecodeRune(rest[i:])
	if rest[i] == '\r' && i+1 < len(rest) && rest[i+1] == '\n' {
		size = 2
	}
	p.pos += i + size
}
