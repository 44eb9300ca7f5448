package document

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// An indexed line is where a line of a text begins, and how deep.
type indexed struct {
	start  int // offset of its first byte
	indent int // number of spaces before its text; noText for a line without any
}

// noText is the indent of lines that are blank or a comment: no column is as deep.
const noText = 1 << 30

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
	lows  = 0x7f * ones
)

// indexLines notes the lines of src[start:end], and behind them one more, whose start is
// behind the line feed of the last, or where that would be. It reports whether the text
// holds only what YAML allows and every reader agrees on, with line feeds as its only
// line breaks, and whether it holds tabs.
func (r *Reader) indexLines(src []byte, start, end int) (tabs, ok bool) {
	src = src[:end]
	r.index = append(r.index[:0], indexed{start, indentAt(src, start)})
	i := start
	for i+8 <= len(src) {
		w := binary.LittleEndian.Uint64(src[i:])
		// The high bit of every byte says what the byte is: a control character, and,
		// where it is not set, a line feed or a DEL.
		control := ^(w&lows + 0x60*ones)
		feed, del := w^'\n'*ones, w^0x7f*ones
		feed, del = feed&lows+lows|feed, del&lows+lows|del
		if (w|control&feed|^del)&highs != 0 {
			if i, ok = r.indexSlowly(src, i, i+8, &tabs); !ok {
				return tabs, false
			}
			continue
		}
		for feeds := ^feed & highs; feeds != 0; feeds &= feeds - 1 {
			r.addLine(src, i+bits.TrailingZeros64(feeds)/8+1)
		}
		i += 8
	}
	if _, ok = r.indexSlowly(src, i, len(src), &tabs); !ok {
		return tabs, false
	}
	if end > start && src[end-1] != '\n' {
		end++
		r.index = append(r.index, indexed{end, 0})
	}
	return tabs, true
}

// indexSlowly is indexLines for the characters that begin from i up to stop. It returns the
// offset behind them.
func (r *Reader) indexSlowly(src []byte, i, stop int, tabs *bool) (behind int, ok bool) {
	for i < stop {
		size := simpleAt(src, i)
		if size == 0 {
			return i, false
		}
		*tabs = *tabs || src[i] == '\t'
		i += size
		if src[i-1] == '\n' {
			r.addLine(src, i)
		}
	}
	return i, true
}

func (r *Reader) addLine(src []byte, start int) {
	r.index = append(r.index, indexed{start, indentAt(src, start)})
}

// indentAt is the indent of the line that begins at p.
func indentAt(src []byte, p int) int {
	start := p
	for ; p+8 <= len(src); p += 8 {
		if other := binary.LittleEndian.Uint64(src[p:]) ^ ' '*ones; other != 0 {
			p += bits.TrailingZeros64(other) / 8
			return indentOf(src[p], p-start)
		}
	}
	for p < len(src) && src[p] == ' ' {
		p++
	}
	if p == len(src) {
		return noText
	}
	return indentOf(src[p], p-start)
}

// indentOf is the indent of a line by what is behind its spaces.
func indentOf(c byte, spaces int) int {
	if c == '\n' || c == '#' {
		return noText
	}
	return spaces
}

// simpleAt is the size of the character at i, 0 for one that is not simple.
func simpleAt(text []byte, i int) (size int) {
	switch c := text[i]; {
	case c >= ' ' && c < 0x7f || c == '\n' || c == '\t':
		return 1
	case c < utf8.RuneSelf:
		return 0
	}
	r, size := utf8.DecodeRune(text[i:])
	// What YAML 1.1 takes as line breaks, a byte order mark, and what is no character
	// (https://yaml.org/spec/1.1/#c-printable).
	if r == utf8.RuneError || r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffe || r == 0xffff {
		return 0
	}
	return size
}
