package config

import (
	"math/bits"
	"strings"
)

// chars is a set of ASCII characters, a bit each.
type chars [2]uint64

// add adds the characters of a range.
func (c *chars) add(first, last byte) {
	for b := first; b <= last; b++ {
		c[b>>6] |= 1 << (b & 63)
	}
}

// class is where a class such as [a-z_] leads.
func (m *matcher) class(from places) places {
	inner, behind, closed := strings.Cut(m.rest[1:], "]")
	if !closed || inner == "" || inner[0] == '^' || strings.ContainsAny(inner, `[\`) {
		return m.giveUp()
	}
	var set chars
	for inner != "" {
		first, last := inner[0], inner[0]
		inner = inner[1:]
		if len(inner) > 1 && inner[0] == '-' {
			last, inner = inner[1], inner[2:]
		}
		if first > last || last > '~' {
			return m.giveUp()
		}
		set.add(first, last)
	}
	m.rest = behind
	return m.step(from, set)
}

// step is behind the characters of the set.
func (m *matcher) step(from places, set chars) (to places) {
	for ; from != 0; from &= from - 1 {
		at := bits.TrailingZeros64(uint64(from))
		if at < len(m.text) && set[m.text[at]>>6]>>(m.text[at]&63)&1 == 1 {
			to |= 1 << (at + 1)
		}
	}
	return to
}
