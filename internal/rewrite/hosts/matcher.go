package hosts

import (
	"bytes"
	"slices"
	"strings"
)

// A Matcher finds hosts, or other texts such as API groups, in any letter case. Nearly all of them
// have a dot, and a text has few dots: so one walk over the dots looks for all of them. Below, host
// means any of these texts.
type Matcher struct {
	texts []string // in lower case
	// groups are the texts by the byte after their first dot: groupOf[byte] is the number of
	// the group. Group 0 is for all other bytes, and empty.
	groups  [][]host
	groupOf [256]uint8
	// dotless are those without a dot, or with one at the end.
	dotless []string
}

// A host is a text and the offset of its first dot.
type host struct {
	text string
	dot  int
}

// ECRMark is in the host of every ECR registry except those of the dual-stack endpoint,
// which have DualStackMark
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html).
const (
	ECRMark       = ".dkr.ecr"
	DualStackMark = ".dkr-ecr"
)

// NewMatcher returns a matcher of hosts, or of other texts.
func NewMatcher(texts ...string) *Matcher {
	m := &Matcher{groups: make([][]host, 1, 1+len(texts))}
	for _, text := range texts {
		text = strings.ToLower(text)
		if slices.Contains(m.texts, text) {
			continue
		}
		m.texts = append(m.texts, text)
		dot := strings.IndexByte(text, '.')
		if dot < 0 || dot+1 == len(text) {
			m.dotless = append(m.dotless, text)
			continue
		}
		m.group(text[dot+1], host{text, dot})
	}
	return m
}

// group adds a text to the group of a byte, and of the byte in upper case.
func (m *Matcher) group(c byte, text host) {
	if m.groupOf[c] == 0 {
		m.groupOf[c] = uint8(len(m.groups)) // fits: there is no group for bytes in upper case
		m.groups = append(m.groups, nil)
	}
	g := m.groupOf[c]
	m.groups[g] = append(m.groups[g], text)
	if upper := c - 'a' + 'A'; c >= 'a' && c <= 'z' {
		m.groupOf[upper] = g
	}
}

// Contains reports whether the text holds a host, in any case.
func (m *Matcher) Contains(text []byte) bool {
	if at, _ := m.first(text, 0); at >= 0 {
		return true
	}
	return m.containsDotless(text)
}

// HasDotless reports whether one of the hosts has no dot.
func (m *Matcher) HasDotless() bool { return len(m.dotless) > 0 }

// IsHost reports whether the text is one of the hosts, in any case, and nothing else.
func (m *Matcher) IsHost(text string) bool {
	return slices.Contains(m.texts, strings.ToLower(text))
}

// containsDotless reports whether the text holds a host that has no dot.
func (m *Matcher) containsDotless(text []byte) bool {
	for _, host := range m.dotless {
		if IndexFold(text, host) >= 0 {
			return true
		}
	}
	return false
}

// begins reports whether the text begins with a host.
func (m *Matcher) begins(text []byte) bool {
	for _, host := range m.texts {
		if hasPrefixFold(text, host) {
			return true
		}
	}
	return false
}

// first finds the first host whose dot is at pos or later. It returns where the host starts,
// -1 for none, and the offset after its dot.
func (m *Matcher) first(text []byte, pos int) (start, next int) {
	for {
		i := bytes.IndexByte(text[pos:], '.')
		if i < 0 || pos+i+1 >= len(text) {
			return -1, len(text)
		}
		pos += i + 1
		if start := m.matchAt(text, pos-1); start >= 0 {
			return start, pos
		}
	}
}

// matchAt returns where the host starts whose first dot is at an offset, -1 for none. The dot
// is not the last byte of the text.
func (m *Matcher) matchAt(text []byte, dot int) int {
	for _, host := range m.groups[m.groupOf[text[dot+1]]] {
		if start := dot - host.dot; start >= 0 && hasPrefixFold(text[start:], host.text) {
			return start
		}
	}
	return -1
}

// offsets appends where hosts with a dot start in the text, in the order of their dots.
func (m *Matcher) offsets(text []byte, at []int) []int {
	for start, pos := m.first(text, 0); start >= 0; start, pos = m.first(text, pos) {
		at = append(at, start)
	}
	return at
}

// Count returns how many hosts the text has. Several at one dot count once.
func (m *Matcher) Count(text []byte) int {
	total := 0
	for start, pos := m.first(text, 0); start >= 0; start, pos = m.first(text, pos) {
		total++
	}
	for _, host := range m.dotless {
		for from := 0; ; total++ {
			i := IndexFold(text[from:], host)
			if i < 0 {
				break
			}
			from += i + len(host)
		}
	}
	return total
}

// IndexFold returns where a host, in lower case, starts in a text, in any letter case, or -1.
// It looks for the host's first dot or colon, of which a text has few, and compares around
// it.
func IndexFold(text []byte, host string) int {
	anchor := 0
	for anchor < len(host) && host[anchor] != '.' && host[anchor] != ':' {
		anchor++
	}
	if anchor == len(host) {
		anchor = 0
	}
	for pos := anchor; pos < len(text); pos++ {
		i := bytes.IndexByte(text[pos:], host[anchor])
		if i < 0 {
			return -1
		}
		pos += i
		if start := pos - anchor; hasPrefixFold(text[start:], host) {
			return start
		}
	}
	return -1
}

// hasPrefixFold reports whether a text begins with a prefix in lower case, in any letter case.
func hasPrefixFold(text []byte, lower string) bool {
	if len(text) < len(lower) {
		return false
	}
	for i := range len(lower) {
		c := text[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}
