package find

import "math/bits"

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
	i := looked
	first, second, third, fourth := ones*uint64(a[0]), ones*uint64(a[1]), ones*uint64(a[2]), ones*uint64(a[3])
	for ; len(text)-i >= word; i += word {
		w := wordAt(text, i)
		if found := zeros(w^first) | zeros(w^second) | zeros(w^third) | zeros(w^fourth); found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(text); i++ {
		if c := text[i]; c == a[0] || c == a[1] || c == a[2] || c == a[3] {
			return i
		}
	}
	return -1
}
