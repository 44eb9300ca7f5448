package batch

import "bytes"

// isOneDocument reports, at a small part of what the splitting costs, that a text is
// split without an error into one document. It errs on the side of false.
func isOneDocument(text []byte) bool {
	if len(text) > 0 && (text[0] >= 0x80 || text[0] == '.') || // a byte order mark, the end of a document
		bytes.IndexByte(text, 0) >= 0 || bytes.Contains(text, []byte("ResourceList")) {
		return false
	}
	for rest := text; ; {
		i := bytes.IndexByte(rest, '\n')
		if i < 0 || i+3 >= len(rest) {
			return true
		}
		rest = rest[i+1:]
		if c := rest[0]; (c == '-' || c == '.') && rest[1] == c && rest[2] == c { // perhaps a marker
			return false
		}
	}
}
