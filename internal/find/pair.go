// Package find finds bytes in long texts, many at a time where the processor can.
package find

import (
	"bytes"
	"unsafe"
)

// A Pair is a byte with what may stand behind it.
type Pair struct {
	first   byte
	seconds [4]byte // some may be the same
	fold    byte    // bits that are set in the second byte before it is compared
	not     byte    // 0xff: none of the seconds may stand there
}

// Behind is a pair of the byte and any of up to four others behind it. Letters are
// given in lower case, and stand for both.
func Behind(first byte, seconds string) Pair {
	p := Pair{first: first, fold: caseBit}
	for i := range p.seconds {
		p.seconds[i] = seconds[i%len(seconds)] | caseBit
	}
	return p
}

// NotBefore is a pair of the byte and any but one other behind it.
func NotBefore(first, second byte) Pair {
	return Pair{first: first, seconds: [4]byte{second, second, second, second}, not: 0xff}
}

// caseBit tells the cases of an ASCII letter apart. With it set, some other bytes are
// the same as well: a pair that was found is to be looked at.
const caseBit = 0x20

// Most is how many seconds a pair takes.
const Most = 4

// Index returns the offset of the first pair in the text, -1 for none. A byte at the
// end of the text has nothing behind it, and is no pair.
func (p *Pair) Index(text []byte) int {
	from := 0
	if len(text) > wide && isWide {
		at, looked := p.indexWide(text)
		if at >= 0 {
			return at
		}
		from = looked
	}
	return p.index(text, from)
}

// IndexString is Index for a string.
func (p *Pair) IndexString(text string) int {
	return p.Index(unsafe.Slice(unsafe.StringData(text), len(text)))
}

// Offsets is room for what is found in a piece of a text.
type Offsets [Piece]uint32

// Piece is the length of a piece.
const Piece = 1 << 10

// AllString notes the offsets of the pairs that begin in the first Piece bytes of the
// text, and returns them.
func (p *Pair) AllString(text string, at *Offsets) []uint32 {
	piece := unsafe.Slice(unsafe.StringData(text), min(len(text), Piece+1))
	n, looked := 0, 0
	if len(piece) > wide && isWide {
		n, looked = p.allWide(piece, at)
	}
	for i := p.index(piece, looked); i >= 0; i = p.index(piece, i+1) {
		at[n] = uint32(i)
		n++
	}
	return at[:n]
}

// index looks at each place of the first byte, from an offset on.
func (p *Pair) index(text []byte, from int) int {
	for {
		i := bytes.IndexByte(text[from:], p.first)
		if i < 0 || from+i+1 >= len(text) {
			return -1
		}
		if from += i + 1; p.takes(text[from]) {
			return from - 1
		}
	}
}

func (p *Pair) takes(second byte) bool {
	second |= p.fold
	is := second == p.seconds[0] || second == p.seconds[1] || second == p.seconds[2] || second == p.seconds[3]
	return is != (p.not != 0)
}
