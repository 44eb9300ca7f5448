package find

// Piece is how long a text may be for Feeds.
const Piece = 1 << 10

// Feeds finds line feeds. It may be used by one goroutine at a time.
type Feeds struct{ at [Piece]uint32 }

// In returns the offsets of the line feeds in a text of up to Piece bytes, valid until
// the next call, and whether all its other bytes are printable ASCII.
func (f *Feeds) In(text []byte) (at []uint32, plain bool) {
	n, looked, plain := 0, 0, true
	if len(text) >= wide && isWide {
		n, looked, plain = f.wide(text)
	}
	for i, c := range text[looked:] {
		if c == '\n' {
			f.at[n] = uint32(looked + i)
			n++
		} else if c < ' ' || c >= 0x7f {
			plain = false
		}
	}
	return f.at[:n], plain
}
