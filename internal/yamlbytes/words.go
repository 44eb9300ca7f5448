package yamlbytes

import "encoding/binary"

// Long texts are searched eight bytes at a time, as one number: in the results of zeros,
// the high bit of each byte says whether that byte is meant.
const (
	wordSize = 8
	ones     = 0x0101010101010101 // times a byte: a word of that byte
	highBits = 0x80 * ones
	lowBits  = 0x7f * ones
)

func wordAt(text []byte, i int) uint64 { return binary.LittleEndian.Uint64(text[i:]) }

// zeros marks the bytes of a word that are 0.
func zeros(w uint64) uint64 { return ^(w&lowBits + lowBits | w) & highBits }

// isPlain reports whether a text is printable ASCII and line feeds, as nearly every
// manifest is.
func isPlain(text []byte) bool {
	if len(text) < wordSize {
		for _, c := range text {
			if c != '\n' && (c < ' ' || c >= 0x7f) {
				return false
			}
		}
		return true
	}
	last := len(text) - wordSize
	for i := 0; i < last; i += wordSize {
		if !isPlainWord(wordAt(text, i)) {
			return false
		}
	}
	return isPlainWord(wordAt(text, last)) // it may overlap the word before
}

func isPlainWord(w uint64) bool {
	// Most words hold no line feed. Where no byte is below a space, above ASCII or DEL,
	// nothing borrows or carries, and no high bit is set.
	if (w|(w-' '*ones)|(w+ones))&highBits == 0 {
		return true
	}
	return isPlainWithFeeds(w)
}

func isPlainWithFeeds(w uint64) bool {
	control := ^(w&lowBits + 0x60*ones) &^ zeros(w^'\n'*ones) // below a space, but for line feeds
	return (w|control|zeros(w^0x7f*ones))&highBits == 0
}
