package rewrite

import (
	"strings"
	"unsafe"
)

// textOf looks at bytes as a string without copying them; nobody changes a
// source's bytes.
func textOf(raw []byte) string { return unsafe.String(unsafe.SliceData(raw), len(raw)) }

// indexFold finds lower-case ASCII text in any case. It looks for the text's
// first dot or colon, of which there are few, and compares around it.
func indexFold(text, needle string) int {
	anchor := 0
	for anchor < len(needle) && needle[anchor] != '.' && needle[anchor] != ':' {
		anchor++
	}
	if anchor == len(needle) {
		anchor = 0
	}
	for pos := anchor; pos < len(text); pos++ {
		i := strings.IndexByte(text[pos:], needle[anchor])
		if i < 0 {
			return -1
		}
		pos += i
		if start := pos - anchor; hasPrefixFold(text[start:], needle) {
			return start
		}
	}
	return -1
}

func hasPrefixFold(text, lower string) bool {
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

// hasEscape reports whether the text holds an escape that can stand for a letter,
// a digit or a dot, or that joins two lines, which may end in LF, CR, NEL, LS or PS; or
// text in base64.
func hasEscape(text string) bool {
	if strings.Contains(text, "!!binary") || strings.Contains(text, ":binary>") {
		return true
	}
	for pos := 0; ; {
		i := strings.IndexByte(text[pos:], '\\')
		if i < 0 || pos+i+1 >= len(text) {
			return false
		}
		pos += i + 2
		switch text[pos-1] {
		case 'x', 'u', 'U', '\n', '\r', "\u0085"[0], "\u2028"[0]:
			return true
		}
	}
}
