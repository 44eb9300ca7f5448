package scan

import "bytes"

// LineEnd returns the offset after the line feed that ends the line of p, or the end of
// the text.
func LineEnd(src []byte, p int) int {
	if p < len(src) && src[p] == '\n' {
		return p + 1
	}
	if i := bytes.IndexByte(src[p:], '\n'); i >= 0 {
		return p + i + 1
	}
	return len(src)
}

// LineStart returns the offset of the first byte of the line of p.
func LineStart(src []byte, p int) int { return 1 + bytes.LastIndexByte(src[:p], '\n') }

// LineNumber returns the number of the line of p, 1 for the first.
func LineNumber(src []byte, p int) int { return 1 + bytes.Count(src[:p], []byte("\n")) }

// LineBreak returns the line break that ends the line of p: LF, CRLF, or none at the end
// of the text.
func LineBreak(src []byte, p int) string {
	line := src[p:LineEnd(src, p)]
	return string(line[len(bytes.TrimRight(line, "\r\n")):])
}

// SkipSpaces returns the offset of the first byte from p on that is no space, at most end.
func SkipSpaces(src []byte, p, end int) int {
	for p < end && src[p] == ' ' {
		p++
	}
	return p
}

// SkipBlanks is SkipSpaces for spaces and tabs, to the end of the text.
func SkipBlanks(src []byte, p int) int {
	for p < len(src) && (src[p] == ' ' || src[p] == '\t') {
		p++
	}
	return p
}

// skipKeyBytes returns the offset of the first byte from p on that is no IsKeyByte.
func skipKeyBytes(src []byte, p int) int {
	for i, c := range src[p:] {
		if !keyBytes[c] {
			return p + i
		}
	}
	return len(src)
}

// SkipQuoted returns the offset after the closing quote of the scalar at p; false where
// there is none.
func SkipQuoted(src []byte, p int) (end int, ok bool) {
	quote := src[p]
	for i := p + 1; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\\' && quote == '"':
			i++
		case c != quote:
		case quote == '\'' && i+1 < len(src) && src[i+1] == '\'':
			i++
		default:
			return i + 1, true
		}
	}
	return p, false
}

// SkipProperties returns the offset after the anchor and the tag of the node at p, and after
// comments behind them: the node may begin on a line below. A blank ends each of them, a verbatim
// tag (!<tag:yaml.org,2002:str>) too (https://yaml.org/spec/1.2.2/#rule-c-verbatim-tag). Lines end
// where they do for the parser.
func SkipProperties(src []byte, p int) int {
	for p < len(src) && (src[p] == '&' || src[p] == '!') {
		for p < len(src) && blankSize(src[p:]) == 0 {
			p++
		}
		for p < len(src) {
			// Nothing begins with # but a comment (https://yaml.org/spec/1.2.2/#66-comments).
			if src[p] == '#' {
				p = YAML11LineEnd(src, p)
				continue
			}
			size := blankSize(src[p:])
			if size == 0 {
				break
			}
			p += size
		}
	}
	return p
}

// blankSize returns the size of the white space or the line break of YAML 1.1 that the text begins
// with; 0 for none.
func blankSize(text []byte) int {
	if IsBlank(text[0]) {
		return 1
	}
	return yaml11Break(text)
}

// IsMarker reports whether a line begins with a document marker, --- or ..., or is a
// directive (%YAML).
func IsMarker(line []byte) bool {
	if len(line) > 0 && line[0] == '%' {
		return true
	}
	if len(line) < 3 || string(line[:3]) != "---" && string(line[:3]) != "..." {
		return false
	}
	return len(line) == 3 || IsBlank(line[3]) || yaml11Break(line[3:]) > 0
}

// IsBreak reports whether a byte is one of the two that end lines: LF and CR.
func IsBreak(c byte) bool { return c == '\n' || c == '\r' }

// IsBlank reports whether a byte is white space: a space, a tab, LF or CR.
func IsBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// IsFlowEnd reports whether a byte ends an unquoted scalar in a flow collection.
func IsFlowEnd(c byte) bool { return c == ',' || c == ']' || c == '}' }

func isSpaceOrBreak(c byte) bool { return c == ' ' || IsBreak(c) }

// IsKeyByte reports whether a byte is one of letters, digits and $ - . / _. After the first byte
// of an unquoted key or value these mean nothing but themselves.
func IsKeyByte(c byte) bool { return keyBytes[c] }

var keyBytes = [256]bool{
	'$': true, '-': true, '.': true, '/': true, '_': true,
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
	'A': true, 'B': true, 'C': true, 'D': true, 'E': true, 'F': true, 'G': true, 'H': true, 'I': true, 'J': true, 'K': true, 'L': true, 'M': true,
	'N': true, 'O': true, 'P': true, 'Q': true, 'R': true, 'S': true, 'T': true, 'U': true, 'V': true, 'W': true, 'X': true, 'Y': true, 'Z': true,
	'a': true, 'b': true, 'c': true, 'd': true, 'e': true, 'f': true, 'g': true, 'h': true, 'i': true, 'j': true, 'k': true, 'l': true, 'm': true,
	'n': true, 'o': true, 'p': true, 'q': true, 'r': true, 's': true, 't': true, 'u': true, 'v': true, 'w': true, 'x': true, 'y': true, 'z': true,
}

// LongestKey is how long a key may be to be understood here. YAML allows 1,024 characters
// for a key without a ? before it
// (https://yaml.org/spec/1.2.2/#rule-ns-s-implicit-yaml-key).
const LongestKey = 1000
