package rewrite

import (
	"strings"
	"unsafe"
)

// needles are the texts of which one must stand in an item's bytes for the item
// to matter.
type needles []string // in lower case

// ecrMark stands in the host of every ECR registry but those of the dual-stack
// endpoint, which have dualStackMark
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html).
const (
	ecrMark       = ".dkr.ecr"
	dualStackMark = ".dkr-ecr"
)

func newNeedles(hosts ...string) needles {
	n := make(needles, 0, len(hosts))
	for _, h := range hosts {
		n = append(n, strings.ToLower(h))
	}
	return n
}

// in reports whether the text holds a needle, in any case.
func (n needles) in(text string) bool {
	for _, needle := range n {
		if indexFold(text, needle) >= 0 {
			return true
		}
	}
	return false
}

// inSource reports whether a source's bytes may hold a needle. An escape of a
// double-quoted scalar can spell a name without its bytes, so its presence
// suffices.
func (n needles) inSource(raw []byte) bool {
	text := textOf(raw)
	return n.in(text) || hasEscape(text)
}

// count returns how often needles stand in the text.
func (n needles) count(text string) int {
	total := 0
	for _, needle := range n {
		rest := text
		for i := indexFold(rest, needle); i >= 0; i = indexFold(rest, needle) {
			total++
			rest = rest[i+len(needle):]
		}
	}
	return total
}

// textOf looks at bytes as a string without copying them; nobody changes a
// source's bytes.
func textOf(raw []byte) string { return unsafe.String(unsafe.SliceData(raw), len(raw)) }

// indexFold finds lower-case ASCII text in any case. It looks for the text's
// first dot or colon, of which there are few, and compares around it.
func indexFold(text, needle string) int {
	anchor := max(strings.IndexAny(needle, ".:"), 0)
	for pos := anchor; pos < len(text); pos++ {
		i := strings.IndexByte(text[pos:], needle[anchor])
		if i < 0 {
			return -1
		}
		pos += i
		start := pos - anchor
		if start+len(needle) <= len(text) && equalFold(text[start:start+len(needle)], needle) {
			return start
		}
	}
	return -1
}

func equalFold(text, lower string) bool {
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

// hasEscape reports whether the text holds an escape that can stand for a letter,
// a digit or a dot, or that joins two lines.
func hasEscape(text string) bool {
	for pos := 0; ; {
		i := strings.IndexByte(text[pos:], '\\')
		if i < 0 || pos+i+1 >= len(text) {
			return false
		}
		pos += i + 2
		switch text[pos-1] {
		case 'x', 'u', 'U', '\n', '\r':
			return true
		}
	}
}
