package batch

import (
	"bytes"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// isOneDocument reports whether split makes one document of a text, without an error. It costs
// far less than split, and may say false where split makes one.
func isOneDocument(text []byte) bool {
	return yamlbytes.IsOneDocument(text) && !bytes.Contains(text, []byte("ResourceList"))
}
