package hosts

import "strings"

// A Counter looks for hosts in many texts, one after the other, and uses the same memory for
// all of them.
type Counter struct {
	matcher *Matcher
	buffer  []byte
	offsets []int
}

// NewCounter returns a counter of the hosts of a matcher.
func NewCounter(m *Matcher) *Counter { return &Counter{matcher: m} }

// Count returns how many hosts the text has. Several at one dot count once.
func (c *Counter) Count(text string) int {
	if len(c.matcher.dotless) == 0 && strings.IndexByte(text, '.') < 0 {
		return 0
	}
	return c.matcher.Count(c.bytesOf(text))
}

// Offsets returns where hosts with a dot start in the text. The next call overwrites them.
func (c *Counter) Offsets(text string) []int {
	c.offsets = c.matcher.offsets(c.bytesOf(text), c.offsets[:0])
	return c.offsets
}

// bytesOf returns the bytes of a text. The next call overwrites them.
func (c *Counter) bytesOf(text string) []byte {
	c.buffer = append(c.buffer[:0], text...)
	return c.buffer
}
