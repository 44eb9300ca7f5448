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

// indexLines notes the lines of src[start:end], and behind them one more, whose start is
// behind the line feed of the last, or where that would be. It reports whether the text
// holds only what YAML allows and every reader agrees on, with line feeds as its only
// line breaks, and whether it holds tabs.
func (r *Reader) indexLines(src []byte, start, end int) (tabs, ok bool) {
	src = src[:end]
	index := append(r.index[:0], indexedAt(src, start))
	i := start
	for i < len(src) {
		if len(src)-i >= 8 {
			w := binary.LittleEndian.Uint64(src[i:])
			if feeds := lineFeeds(w); isPlain(w, feeds) {
				for ; feeds != 0; feeds &= feeds - 1 {
					index = append(index, indexedAt(src, i+bits.TrailingZeros64(feeds)/8+1))
				}
				i += 8
				continue
			}
		}
		size := simpleAt(src, i)
		if size == 0 {
			return tabs, false
		}
		tabs = tabs || src[i] == '\t'
		if i += size; src[i-1] == '\n' {
			index = append(index, indexedAt(src, i))
		}
	}
	if end > start && src[end-1] != '\n' {
		index = append(index, indexed{end + 1, 0})
	}
	r.index = index
	return tabs, true
}

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
	lows  = 0x7f * ones
)

// lineFeeds finds the line feeds among eight bytes: the high bits of those that are.
func lineFeeds(w uint64) uint64 {
	w ^= '\n' * ones
	return ^(w&lows + lows | w) & highs
}

// isPlain reports whether eight bytes, of which some are line feeds, are printable ASCII
// but for these.
func isPlain(w, feeds uint64) bool {
	control := ^(w&lows + 0x60*ones) &^ feeds
	del := w ^ 0x7f*ones
	return (w|control|^(del&lows+lows|del))&highs == 0
}

// indexedAt is the line that begins at p.
func indexedAt(src []byte, p int) indexed {
	start := p
	for len(src)-p >= 8 {
		other := binary.LittleEndian.Uint64(src[p:]) ^ ' '*ones
		if other != 0 {
			p += bits.TrailingZeros64(other) / 8
			break
		}
		p += 8
	}
	for p < len(src) && src[p] == ' ' {
		p++
	}
	if p >= len(src) || src[p] == '\n' || src[p] == '#' {
		return indexed{start, noText}
	}
	return indexed{start, p - start}
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
