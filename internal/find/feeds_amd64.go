//go:build !purego

package find

// feedsWide is Feeds for the whole steps of 32 bytes at the text's beginning. It tells
// how many bytes it looked at.
func feedsWide(text []byte, at *Offsets) (n, looked int, plain bool) {
	steps := len(text) / wide
	n, plain = lineFeeds(&text[0], steps, &at[0])
	return n, steps * wide, plain
}

// lineFeeds looks at steps of 32 bytes at text, and notes the offsets of line feeds.
//
//go:noescape
func lineFeeds(text *byte, steps int, at *uint32) (n int, plain bool)

// isPlainWide is IsPlain, likewise.
func isPlainWide(text []byte) (plain bool, looked int) {
	steps := len(text) / wide
	return isPlain(&text[0], steps), steps * wide
}

//go:noescape
func isPlain(text *byte, steps int) bool
