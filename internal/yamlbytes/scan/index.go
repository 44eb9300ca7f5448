package scan

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// An IndexedLine is where a line begins, and how deep its text is.
type IndexedLine struct {
	Start  int // offset of its first byte
	Indent int // number of spaces before its text; NoText for a line without any
}

// NoText is the indent of lines that are blank or a comment: no column is as deep.
const NoText = 1 << 30

// A LineIndex holds the lines of a text. Reading the next text uses its memory again.
type LineIndex struct {
	// Lines are the lines, and after them one more, whose Start is after the line feed of
	// the last one, or where that would be.
	Lines []IndexedLine
	// HasTabs is true when there is a tab anywhere in the text.
	HasTabs bool
}

// Read fills the index with the lines of src[start:end]. It reports whether the text holds
// only what YAML allows and every reader agrees on, with line feeds as its only line
// breaks; if not, the index is not complete.
func (x *LineIndex) Read(src []byte, start, end int) (ok bool) {
	src = src[:end]
	x.HasTabs = false
	if !isPlain(src[start:]) && !x.isSimple(src[start:]) {
		return false
	}
	lines := append(x.Lines[:0], indexedAt(src, start))
	for i := start; i < end; {
		if i = LineEnd(src, i); src[i-1] == '\n' {
			lines = append(lines, indexedAt(src, i))
		}
	}
	if end > start && src[end-1] != '\n' {
		lines = append(lines, IndexedLine{end + 1, 0})
	}
	x.Lines = lines
	return true
}

// isSimple reports whether the text holds only characters that every reader agrees on, and
// notes tabs.
func (x *LineIndex) isSimple(text []byte) bool {
	for at, stop := 0, 0; at < len(text); {
		if at == stop {
			if stop = LineEnd(text, at); isPlain(text[at:stop]) {
				at = stop
				continue
			}
		}
		size := simpleAt(text, at)
		if size == 0 {
			return false
		}
		x.HasTabs = x.HasTabs || text[at] == '\t'
		at += size
	}
	return true
}

// indexedAt returns the line that begins at p.
func indexedAt(src []byte, p int) IndexedLine {
	if len(src)-p >= 24 {
		// Eight bytes at a time: a loop over the spaces would end after another number of
		// them on each line, which a processor cannot predict. Few lines are deeper than 23.
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
		return IndexedLine{p, NoText}
	}
	return indexedBy(src[text], p, text-p)
}

// indexedBy returns the line that begins at p, whose first character after its spaces is c.
func indexedBy(c byte, p, spaces int) IndexedLine {
	if c == '\n' || c == '#' {
		spaces = NoText
	}
	return IndexedLine{p, spaces}
}

// spacesOf counts the spaces at the beginning of eight bytes.
func spacesOf(b []byte) int {
	const spaces = 0x2020202020202020
	return bits.TrailingZeros64(binary.LittleEndian.Uint64(b)^spaces) / 8
}

// simpleAt returns the size of the character at i, 0 for one that is not simple.
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
	// A byte plus 0x60 has its high bit set from a space on.
	control := ^(w&lowBits + 0x60*ones) &^ zeros(w^'\n'*ones) // below a space, but for line feeds
	return (w|control|zeros(w^0x7f*ones))&highBits == 0
}
