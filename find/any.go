package find

// Any is up to four bytes, some may be the same.
type Any [4]byte

// Index returns the offset of the first of the bytes in the text, -1 for none.
func (a *Any) Index(text []byte) int {
	looked := 0
	if len(text) >= wide && isWide {
		var at int
		if at, looked = a.wide(text); at >= 0 {
			return at
		}
	}
	for i, c := range text[looked:] {
		if c == a[0] || c == a[1] || c == a[2] || c == a[3] {
			return looked + i
		}
	}
	return -1
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
	for _, c := range text[looked:] {
		if c != '\n' && (c < ' ' || c >= 0x7f) {
			return false
		}
	}
	return true
}
