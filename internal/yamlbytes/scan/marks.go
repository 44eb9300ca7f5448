package scan

import (
	"bytes"
	"strings"
)

// Marks are words to look for in the bytes of every item or file. They share a character that is
// rare in manifests, such as the R of HelmRepository and OCIRepository, which is looked for first:
// bytes.Contains would look for the first character of one word after the other, and take several
// times as long.
type Marks struct {
	Rare  byte
	Words []string
}

// HasMark reports whether the text holds one of the words.
func HasMark(text []byte, all []Marks) bool {
	for i := range all {
		if all[i].in(text) {
			return true
		}
	}
	return false
}

func (m *Marks) in(text []byte) bool {
	for pos := 0; ; pos++ {
		i := bytes.IndexByte(text[pos:], m.Rare)
		if i < 0 {
			return false
		}
		pos += i
		for _, word := range m.Words {
			start := pos - strings.IndexByte(word, m.Rare)
			if start >= 0 && bytes.HasPrefix(text[start:], []byte(word)) {
				return true
			}
		}
	}
}
