package yamlbytes

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
	for i := start; i < end; {
		stop := lineEnd(src, i)
		if !isPlain(src[i:stop]) {
			for at := i; at < stop; {
				size := simpleAt(src, at)
				if size == 0 {
					return tabs, false
				}
				tabs = tabs || src[at] == '\t'
				at += size
			}
		}
		if i = stop; src[i-1] == '\n' {
			index = append(index, indexedAt(src, i))
		}
	}
	if end > start && src[end-1] != '\n' {
		index = append(index, indexed{end + 1, 0})
	}
	r.index = index
	return tabs, true
}

// indexedAt is the line that begins at p.
func indexedAt(src []byte, p int) indexed {
	if len(src)-p >= 24 {
		// Without a branch for every eight bytes, of which a processor would guess
		// every other one wrong.
		line := (*[24]byte)(src[p:])
		first, second, third := spacesOf(line[0:8]), spacesOf(line[8:16]), spacesOf(line[16:24])
		if second == 8 {
			second += third
		}
		if first == 8 {
			first += second
		}
		if first < 24 {
			return indexedBy(line[first], p, first)
		}
	}
	text := p
	for text < len(src) && src[text] == ' ' {
		text++
	}
	if text == len(src) {
		return indexed{p, noText}
	}
	return indexedBy(src[text], p, text-p)
}

// indexedBy is the line that begins at p, by the first character behind its spaces.
func indexedBy(c byte, p, spaces int) indexed {
	if c == '\n' || c == '#' {
		spaces = noText
	}
	return indexed{p, spaces}
}

// spacesOf counts the spaces at the beginning of eight bytes.
func spacesOf(b []byte) int {
	const spaces = 0x2020202020202020
	return bits.TrailingZeros64(binary.LittleEndian.Uint64(b)^spaces) / 8
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

// Long texts are searched eight bytes at a time, as one number: in the results of zeros,
// the high bit of each byte says whether that byte is meant.
const (
	wordSize = 8
	ones     = 0x0101010101010101 // times a byte: a word of that byte
	highBits = 0x80 * ones
	lowBits  = 0x7f * ones
)

func wordAt(text []byte, i int) uint64 { return binary.LittleEndian.Uint64(text[i:]) }

// zeros marks the bytes of a word that are 0.
func zeros(w uint64) uint64 { return ^(w&lowBits + lowBits | w) & highBits }

// isPlain reports whether a text is printable ASCII and line feeds, as nearly every
// manifest is.
func isPlain(text []byte) bool {
	if len(text) < wordSize {
		for _, c := range text {
			if c != '\n' && (c < ' ' || c >= 0x7f) {
				return false
			}
		}
		return true
	}
	last := len(text) - wordSize
	for i := 0; i < last; i += wordSize {
		if !isPlainWord(wordAt(text, i)) {
			return false
		}
	}
	return isPlainWord(wordAt(text, last)) // it may overlap the word before
}

func isPlainWord(w uint64) bool {
	// Most words hold no line feed. Where no byte is below a space, above ASCII or DEL,
	// nothing borrows or carries, and no high bit is set.
	if (w|(w-' '*ones)|(w+ones))&highBits == 0 {
		return true
	}
	return isPlainWithFeeds(w)
}

func isPlainWithFeeds(w uint64) bool {
	control := ^(w&lowBits + 0x60*ones) &^ zeros(w^'\n'*ones) // below a space, but for line feeds
	return (w|control|zeros(w^0x7f*ones))&highBits == 0
}
