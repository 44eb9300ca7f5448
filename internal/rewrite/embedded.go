package rewrite

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// embeddedIn rewrites YAML and JSON that stands in strings of an object. The text
// keeps its bytes like any other.
func (s *session) embeddedIn(o *object) {
	if !s.config.Spec.Rewrite.Embedded {
		return
	}
	scalars := &o.text.scalars
	fields.EachScalar(o.root, func(spot *fields.Spot) {
		if _, changed := scalars.values[spot.Node]; changed || spot.Key || !mayBeDocument(spot.Node) || !s.hosts.in(spot.Node.Value) {
			return
		}
		items, roots, ok := documentsIn(spot.Node.Value)
		if !ok {
			return
		}
		scalars.entered[spot.Node] = true
		path := o.prefix + spot.Path()
		if _, err := o.item.Within(spot.Node, nil); err != nil {
			s.report.add(o, Finding{Severity: Warning, Code: Irreplaceable, Message: reasonOf(err), Field: Field{Path: path}})
			return
		}
		inner := newEmbedded(s, o, spot.Node)
		inner.prefix = path + ": "
		for i := range items {
			s.item(inner, &items[i], i, roots[i])
		}
		inner.anchors.finish()
		s.move(inner)
	})
}

// mayBeDocument reports whether a string can hold a map or a list: it has several
// lines, or begins like JSON.
func mayBeDocument(n *yamlbytes.Node) bool {
	text := strings.TrimSpace(n.Value)
	return n.IsText() && (strings.Contains(text, "\n") || strings.HasPrefix(text, "{") || strings.HasPrefix(text, "["))
}

// documentsIn splits a string into documents and parses them. It reports whether each
// can be read and one is a map or a list.
func documentsIn(text string) ([]yamlbytes.Item, []*yamlbytes.Node, bool) {
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
