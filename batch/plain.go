package batch

import (
	"bytes"
	"encoding/binary"
)

// isOneDocument reports, at a small part of what the splitting costs, that a text is
// split without an error into one document. It errs on the side of false.
func isOneDocument(text []byte) bool {
	return (len(text) == 0 || text[0] < 0x80 && text[0] != '.') && // neither a byte order mark nor an end
		!hasMarker(text) && bytes.IndexByte(text, 0) < 0 && !bytes.Contains(text, []byte("ResourceList"))
}

// hasMarker reports whether a line of a text, but for the first, may begin as a
// document marker does, --- or .... Every file of a tree is looked through, so it looks
// at eight bytes at once.
func hasMarker(text []byte) bool {
	const each = 0x0101010101010101
	at := 0
	for ; at+9 <= len(text); at += 8 {
		these, behind := binary.LittleEndian.Uint64(text[at:]), binary.LittleEndian.Uint64(text[at+1:])
		breaks := zeros(these ^ each*'\n')
		if breaks&(zeros(behind^each*'-')|zeros(behind^each*'.')) != 0 && marks(text[at:min(at+11, len(text))]) {
			return true
		}
	}
	return marks(text[at:])
}

// zeros has the highest bit of every byte set that is zero in x, and perhaps of some
// behind such a one.
func zeros(x uint64) uint64 { return (x - 0x0101010101010101) &^ x & 0x8080808080808080 }

// marks reports whether a marker stands behind a line break.
func marks(text []byte) bool {
	return bytes.Contains(text, []byte("\n---")) || bytes.Contains(text, []byte("\n..."))
}
