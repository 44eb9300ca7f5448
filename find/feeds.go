package find

// Feeds notes the offsets of the line feeds in a text of up to Piece bytes, and returns
// them; plain says that all other bytes are printable ASCII.
func Feeds(text []byte, at *Offsets) (feeds []uint32, plain bool) {
	n, looked, plain := 0, 0, true
	if len(text) >= wide && isWide {
		n, looked, plain = feedsWide(text, at)
	}
	for i, c := range text[looked:] {
		if c == '\n' {
			at[n] = uint32(looked + i)
			n++
		} else if c < ' ' || c >= 0x7f {
			plain = false
		}
	}
	return at[:n], plain
}
