package find

import "encoding/binary"

// Eight bytes at once, for what is left of a text and for processors that compare no
// more: the high bits of a word say which of its bytes are meant.
const (
	word  = 8
	ones  = 0x0101010101010101
	highs = 0x80 * ones
	lows  = 0x7f * ones
)

func wordAt(text []byte, i int) uint64 { return binary.LittleEndian.Uint64(text[i:]) }

// zeros are the bytes that are 0.
func zeros(w uint64) uint64 { return ^(w&lows + lows | w) & highs }

// feedsOf are the bytes that are line feeds.
func feedsOf(w uint64) uint64 { return zeros(w ^ '\n'*ones) }

// isPlainWord reports whether bytes, of which some are line feeds, are printable ASCII
// but for these.
func isPlainWord(w, feeds uint64) bool {
	control := ^(w&lows + 0x60*ones) &^ feeds
	return (w|control|zeros(w^0x7f*ones))&highs == 0
}
