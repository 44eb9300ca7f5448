package find

import "math/bits"

// Feeds notes the offsets of the line feeds in a text of up to Piece bytes, and returns
// them; plain says that all other bytes are printable ASCII.
func Feeds(text []byte, at *Offsets) (feeds []uint32, plain bool) {
	n, looked, plain := 0, 0, true
	if len(text) >= wide && isWide {
		n, looked, plain = feedsWide(text, at)
	}
	i := looked
	for ; len(text)-i >= word; i += word {
		w := wordAt(text, i)
		feeds := feedsOf(w)
		plain = plain && isPlainWord(w, feeds)
		for ; feeds != 0; feeds &= feeds - 1 {
			at[n] = uint32(i + bits.TrailingZeros64(feeds)/8)
			n++
		}
	}
	for ; i < len(text); i++ {
		if text[i] == '\n' {
			at[n] = uint32(i)
			n++
		} else if text[i] < ' ' || text[i] >= 0x7f {
			plain = false
		}
	}
	return at[:n], plain
}
