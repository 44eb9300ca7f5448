package batch

import (
	"bytes"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// isOneDocument reports, at a small part of what the splitting costs, that a text is
// split without an error into one document. It errs on the side of false.
func isOneDocument(text []byte) bool {
	return yamlbytes.IsOneDocument(text) && !bytes.Contains(text, []byte("ResourceList"))
}
