package scan

import (
	"bytes"
	"strings"
)

// The line breaks that this package knows are LF and CRLF. YAML 1.1, which the parser
// follows, has more: a CR alone, NEL, LS and PS.

// TextStart returns the offset of the first byte after a byte order mark.
func TextStart(src []byte) int {
	if bytes.HasPrefix(src, []byte(utf8BOM)) {
		return len(utf8BOM)
	}
	return 0
}

// utf8BOM is the byte order mark some editors put before UTF-8 text.
const utf8BOM = "\xef\xbb\xbf"

// HasUnsupportedBytes reports whether the text holds what readers of lines disagree on:
// line breaks other than LF and CRLF, a byte order mark that is not its beginning, or a
// NUL byte.
func HasUnsupportedBytes(src []byte) bool {
	return bytes.IndexByte(src, 0) >= 0 || HasYAML11Breaks(src) || bytes.Contains(src[TextStart(src):], []byte(utf8BOM))
}

// HasYAML11Breaks reports whether the text has line breaks other than LF and CRLF.
func HasYAML11Breaks(src []byte) bool {
	return LoneReturn(src) >= 0 || bytes.Contains(src, []byte("\u0085")) ||
		bytes.Contains(src, []byte("\u2028")) || bytes.Contains(src, []byte("\u2029"))
}

// LoneReturn returns the offset of the first carriage return that no line feed follows,
// which ends a line for the parser; -1 for none.
func LoneReturn(src []byte) int {
	for pos := 0; ; {
		i := bytes.IndexByte(src[pos:], '\r')
		switch {
		case i < 0:
			return -1
		case pos+i+1 >= len(src) || src[pos+i+1] != '\n':
			return pos + i
		}
		pos += i + 2
	}
}

// WithBreaksOf gives text, whose lines end in LF, the line breaks of src: those of its
// first line.
func WithBreaksOf(src []byte, text string) string {
	if i := bytes.IndexByte(src, '\n'); i > 0 && src[i-1] == '\r' {
		return strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}

// YAML11LineEnd is LineEnd as the parser sees it.
func YAML11LineEnd(src []byte, p int) int {
	for ; p < len(src); p++ {
		switch c := src[p]; {
		case c == '\n':
			return p + 1
		case c == '\r':
			if p+1 < len(src) && src[p+1] == '\n' {
				p++
			}
			return p + 1
		case c >= 0x80:
			if size := yaml11Break(src[p:]); size > 0 {
				return p + size
			}
		}
	}
	return p
}

// YAML11LineStart is LineStart as the parser sees it.
func YAML11LineStart(src []byte, p int) int {
	for at := p; at > 0; at-- {
		if c := src[at-1]; IsBreak(c) || c >= 0x80 && (at >= 2 && yaml11Break(src[at-2:]) == 2 || at >= 3 && yaml11Break(src[at-3:]) == 3) {
			return at
		}
	}
	return 0
}

// yaml11Break returns the size of the NEL, LS or PS that the text begins with; 0 for none.
func yaml11Break(text []byte) int {
	for _, b := range []string{"\u0085", "\u2028", "\u2029"} {
		if len(text) >= len(b) && string(text[:len(b)]) == b {
			return len(b)
		}
	}
	return 0
}
