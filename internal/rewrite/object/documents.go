package object

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// MayBeDocument reports whether a string can hold a map or a list: it has several
// lines, or begins like JSON.
func MayBeDocument(n *yamlbytes.Node) bool {
	text := strings.TrimSpace(n.Value)
	return n.IsText() && (strings.Contains(text, "\n") || strings.HasPrefix(text, "{") || strings.HasPrefix(text, "["))
}

// DocumentsIn splits a string into documents and parses them. It reports whether each
// can be read and one is a map or a list.
func DocumentsIn(text string) ([]yamlbytes.Item, []*yamlbytes.Node, bool) {
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		return nil, nil, false
	}
	structured := false
	roots := make([]*yamlbytes.Node, len(items))
	for i := range items {
		if roots[i], err = items[i].Parse(); err != nil {
			return nil, nil, false
		}
		structured = structured || roots[i] != nil && roots[i].Kind != yamlbytes.Scalar
	}
	return items, roots, structured
}
