//go:build !purego

package find

import "golang.org/x/sys/cpu"

// isWide says that the processor compares 32 bytes at once.
var isWide = cpu.X86.HasAVX2

// wide is how many bytes are compared at once.
const wide = 32

// indexWide finds the first pair among those that begin in the first bytes of the text,
// -1 for none. It tells how many it looked at: whole steps of wide bytes.
func (p *Pair) indexWide(text []byte) (at, looked int) {
	steps := (len(text) - 1) / wide
	return indexPair(&text[0], steps, p), steps * wide
}

// allWide notes all of them, and how many there are.
func (p *Pair) allWide(text []byte, at *Offsets) (n, looked int) {
	steps := (len(text) - 1) / wide
	return allPairs(&text[0], steps, p, &at[0]), steps * wide
}

// indexPair looks at steps of 32 bytes at text, and one byte more.
//
//go:noescape
func indexPair(text *byte, steps int, p *Pair) int

// allPairs looks at the same, and notes the offsets of pairs.
//
//go:noescape
func allPairs(text *byte, steps int, p *Pair, at *uint32) (n int)
