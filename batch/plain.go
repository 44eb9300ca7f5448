package batch

import (
	"bytes"

	"github.com/amerintlxperts/ecrcache/find"
)

// isOneDocument reports, at a small part of what the splitting costs, that a text is
// split without an error into one document. It errs on the side of false.
func isOneDocument(text []byte) bool {
	return (len(text) == 0 || text[0] < 0x80 && text[0] != '.') && // neither a byte order mark nor an end
		!hasMarker(text) && bytes.IndexByte(text, 0) < 0 && !bytes.Contains(text, []byte("ResourceList"))
}

// hasMarker reports whether a line of a text, but for the first, may begin as a
// document marker does, --- or ....
func hasMarker(text []byte) bool {
	lines := find.Behind('\n', "-.")
	for {
		i := lines.Index(text)
		if i < 0 || i+3 >= len(text) {
			return false
		}
		text = text[i+1:]
		if c := text[0]; c == text[1] && c == text[2] && (c == '-' || c == '.') {
			return true
		}
	}
}
