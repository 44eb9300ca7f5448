//go:build !purego

package find

// wide is Index for the whole steps of 32 bytes at the text's beginning. It tells how
// many bytes it looked at.
func (a *Any) wide(text []byte) (at, looked int) {
	steps := len(text) / wide
	return indexAny(&text[0], steps, a), steps * wide
}

//go:noescape
func indexAny(text *byte, steps int, a *Any) int
