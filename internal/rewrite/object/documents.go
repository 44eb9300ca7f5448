package object

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// MayBeDocument reports whether a string can hold a YAML or JSON document with a map or a
// list: it has several lines, or begins like JSON.
func MayBeDocument(n *yamlbytes.Node) bool {
	text := strings.TrimSpace(n.Value)
	return n.IsText() && (strings.Contains(text, "\n") || strings.HasPrefix(text, "{") || strings.HasPrefix(text, "["))
}

// DocumentsIn splits a string into documents, and returns them with their roots, which the
// reader parses: nil for an empty document. It reports false when a document cannot be read,
// or when none is a map or a list.
func DocumentsIn(text string, reader *yamlbytes.Reader) ([]yamlbytes.Item, []*yamlbytes.Node, bool) {
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		return nil, nil, false
	}
	structured := false
	roots := make([]*yamlbytes.Node, len(items))
	for i := range items {
		if roots[i], err = reader.Parse(&items[i]); err != nil {
			return nil, nil, false
		}
		structured = structured || roots[i] != nil && roots[i].Kind != yamlbytes.Scalar
	}
	return items, roots, structured
}
