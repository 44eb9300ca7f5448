package rewrite

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// embedded rewrites YAML and JSON that stands in strings of an object. The text
// keeps its bytes like any other.
func (r *run) embedded(it *yamlbytes.Item, o *object, prefix string) {
	if !r.config.Spec.Rewrite.Embedded {
		return
	}
	fields.EachScalar(o.root, func(s *fields.Spot) {
		if _, changed := r.state.values[s.Node]; changed || s.Key || !mayBeDocument(s.Node) || !r.sought.in(s.Node.Value) {
			return
		}
		items, ok := documentsIn(s.Node.Value)
		if !ok {
			return
		}
		r.state.told[s.Node] = true
		if _, err := it.Within(s.Node, nil); err != nil {
			r.report.add(o, Finding{Severity: Warning, Code: Irreplaceable, Message: reasonOf(err), Field: Field{Path: prefix + s.Path()}})
			return
		}
		edits := r.text(o, items, prefix+s.Path()+": ")
		moved, err := it.Within(s.Node, edits)
		if err == nil {
			r.edits = append(r.edits, moved...)
		}
	})
}

// text rewrites the documents of a string and returns the edits on it.
func (r *run) text(outer *object, items []yamlbytes.Item, prefix string) []yamlbytes.Edit {
	inner := *r
	inner.edits, inner.inText = nil, true
	for i := range items {
		root, err := items[i].Parse()
		if err != nil || root == nil {
			continue
		}
		o := newObject(root, outer.file)
		if o.kind.Kind == "" {
			o.kind.Kind = fields.Values
		}
		o.at, o.file = outer.at, outer.file
		inner.object(&items[i], o, prefix)
	}
	return inner.edits
}

// mayBeDocument reports whether a string can hold a map or a list: it has several
// lines, or begins like JSON.
func mayBeDocument(n *yamlbytes.Node) bool {
	text := strings.TrimSpace(n.Value)
	return n.IsText() && (strings.Contains(text, "\n") || strings.HasPrefix(text, "{") || strings.HasPrefix(text, "["))
}

// documentsIn splits a string into documents, and reports whether each can be read
// and one is a map or a list.
func documentsIn(text string) ([]yamlbytes.Item, bool) {
	items, err := yamlbytes.SplitStream([]byte(text))
	if err != nil {
		return nil, false
	}
	structured := false
	for i := range items {
		root, err := items[i].Parse()
		if err != nil {
			return nil, false
		}
		structured = structured || root != nil && root.Kind != yamlbytes.Scalar
	}
	return items, structured
}
