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

// IsPlain reports whether a text is printable ASCII but for line feeds.
func IsPlain(text []byte) bool {
	looked := 0
	if len(text) >= wide && isWide {
		var plain bool
		if plain, looked = isPlainWide(text); !plain {
			return false
		}
	}
	for ; len(text)-looked >= word; looked += word {
		if w := wordAt(text, looked); !isPlainWord(w, feedsOf(w)) {
			return false
		}
	}
	for _, c := range text[looked:] {
		if c != '\n' && (c < ' ' || c >= 0x7f) {
			return false
		}
	}
	return true
}
