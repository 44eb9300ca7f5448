package document

import (
	"encoding/binary"
	"unicode/utf8"
)

// isSimple reports whether a text holds only what YAML allows and every reader
// agrees on, with line feeds as its only line breaks, and whether it holds tabs.
func isSimple(text []byte) (tabs, ok bool) {
	const (
		ones  = 0x0101010101010101
		highs = 0x80 * ones
		lows  = 0x7f * ones
	)
	i := 0
	for i+8 <= len(text) {
		w := binary.LittleEndian.Uint64(text[i:])
		// The high bit of every byte says what the byte is.
		control := ^(w&lows + 0x60*ones)
		feed, del := w^'\n'*ones, w^0x7f*ones
		feed, del = feed&lows+lows|feed, del&lows+lows|del
		if (w|control&feed|^del)&highs == 0 {
			i += 8
			continue
		}
		for end := i + 8; i < end; {
			tab, size := simpleAt(text, i)
			if size == 0 {
				return tabs, false
			}
			tabs = tabs || tab
			i += size
		}
	}
	for i < len(text) {
		tab, size := simpleAt(text, i)
		if size == 0 {
			return tabs, false
		}
		tabs = tabs || tab
		i += size
	}
	return tabs, true
}

// simpleAt is the size of the character at i, 0 for one that is not simple.
func simpleAt(text []byte, i int) (tab bool, size int) {
	switch c := text[i]; {
	case c >= ' ' && c < 0x7f || c == '\n':
		return false, 1
	case c == '\t':
		return true, 1
	case c < utf8.RuneSelf:
		return false, 0
	}
	r, size := utf8.DecodeRune(text[i:])
	// What YAML 1.1 takes as line breaks, a byte order mark, and what is no character
	// (https://yaml.org/spec/1.1/#c-printable).
	if r == utf8.RuneError || r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffe || r == 0xffff {
		return false, 0
	}
	return false, size
}
