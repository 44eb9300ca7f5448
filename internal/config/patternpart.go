package config

import (
	"math/bits"
	"strings"
)

// once is where a part without its repetition leads.
func (m *matcher) once(from places) places {
	switch m.steps++; {
	case m.steps > maxSteps:
		return m.giveUp()
	case m.rest[0] == '(':
		return m.group(from)
	case m.rest[0] == '[':
		return m.class(from)
	case m.rest[0] == '.':
		m.rest = m.rest[1:]
		return m.step(from, 0)
	case m.rest[0] == '\\' && len(m.rest) > 1 && strings.IndexByte(`.${}()[]|*+?^-/\`, m.rest[1]) >= 0:
		m.rest = m.rest[1:]
	case strings.IndexByte(`\*+?{}]^$`, m.rest[0]) >= 0 || m.rest[0] < ' ' || m.rest[0] > '~':
		return m.giveUp()
	}
	one := m.rest[0]
	m.rest = m.rest[1:]
	return m.step(from, one)
}

// group is where one of the alternatives of a group leads.
func (m *matcher) group(from places) (to places) {
	m.rest = strings.TrimPrefix(strings.TrimPrefix(m.rest, "("), "?:")
	for {
		to |= m.sequence(from)
		if m.rest == "" {
			return m.giveUp()
		}
		sign := m.rest[0]
		m.rest = m.rest[1:]
		if sign == ')' {
			return to
		}
	}
}

// class is where a class such as [a-z_] leads.
func (m *matcher) class(from places) (to places) {
	class, behind, closed := strings.Cut(m.rest[1:], "]")
	if !closed || !isKnownClass(class) {
		return m.giveUp()
	}
	m.rest = behind
	for ; from != 0; from &= from - 1 {
		if at := bits.TrailingZeros64(uint64(from)); at < len(m.text) && inClass(class, m.text[at]) {
			to |= 1 << (at + 1)
		}
	}
	return to
}

// isKnownClass reports whether a class holds ASCII characters and ranges of them, and
// nothing else.
func isKnownClass(class string) bool {
	for i := range len(class) {
		if c := class[i]; c > '~' || c == '[' || c == '\\' || c == '^' {
			return false
		}
	}
	return class != ""
}

// inClass reports whether a character is one of the class.
func inClass(class string, c byte) bool {
	for class != "" {
		first, last := class[0], class[0]
		class = class[1:]
		if len(class) > 1 && class[0] == '-' {
			last, class = class[1], class[2:]
		}
		if first <= c && c <= last {
			return true
		}
	}
	return false
}

// step is behind the characters that are one, or any where it is 0.
func (m *matcher) step(from places, one byte) (to places) {
	for ; from != 0; from &= from - 1 {
		if at := bits.TrailingZeros64(uint64(from)); at < len(m.text) && (m.text[at] == one || one == 0) {
			to |= 1 << (at + 1)
		}
	}
	return to
}
