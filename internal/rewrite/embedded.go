package rewrite

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// embeddedIn rewrites YAML and JSON that stands in strings of an object, like documents
// by themselves. The text keeps its bytes like any other.
//
// So it does without the option in a ConfigMap that a ClusterResourceSet applies, all of
// whose texts are objects.
func (s *session) embeddedIn(o *object) {
	applied := s.isApplied(o)
	if !s.config.Spec.Rewrite.Embedded && !applied {
		return
	}
	kind := fields.ObjectKind{Kind: fields.Values}
	if applied {
		kind = fields.ObjectKind{}
	}
	fields.EachScalar(o.root, func(spot *fields.Spot) {
		_, changed := o.text.scalars.values[spot.Node]
		if changed || o.text.scalars.entered[spot.Node] || spot.Key || !mayBeDocument(spot.Node) {
			return
		}
		if _, untouchable := o.around(spot).untouchable(); !untouchable {
			s.documentsAt(o, spot.Node, spot.Path(), kind, applied)
		}
	})
}

func (s *session) isApplied(o *object) bool {
	return o.isConfigMap() && s.values != nil && s.values.applied[[2]string{o.namespace, o.at.Name}]
}

// documentsAt rewrites the documents of one string, which are of the kind where they do
// not say another. Unless the string is known to hold objects, and where no host stands in
// it, all that it may hold are Docker Hub's short names, and pods: only a document with a
// kind is one of Kubernetes then.
func (s *session) documentsAt(o *object, n *yamlbytes.Node, path string, kind fields.ObjectKind, known bool) {
	value := n.Value
	hasHost := s.matcher.in([]byte(value))
	if !hasHost && !s.readAll {
		return
	}
	items, roots, ok := documentsIn(value, &yamlbytes.Reader{})
	if !ok {
		return
	}
	o.text.scalars.entered[n] = true
	inner := newEmbedded(s, o, n, path)
	inner.kind, inner.values = kind, known && kind.Kind == fields.Values
	_, err := o.item.Within(n, nil)
	if err != nil && s.hosts.in([]byte(value)) {
		s.report.add(o, finding.Finding{Severity: finding.Warning, Code: Irreplaceable, Message: reasonOf(err), Field: finding.Field{Path: o.prefix + path}})
	}
	for i := range items {
		switch {
		case !known && !hasHost && roots[i].Text("kind") == "":
		case err == nil:
			s.item(inner, &items[i], i, roots[i])
		case s.pullSecrets != nil && roots[i] != nil:
			s.pullSecrets.watch(newObject(inner, &items[i], roots[i], i))
		}
	}
	inner.anchors.finish()
	s.move(inner)
}

// mayBeDocument reports whether a string can hold a map or a list: it has several
// lines, or begins like JSON.
func mayBeDocument(n *yamlbytes.Node) bool {
	text := strings.TrimSpace(n.Value)
	return n.IsText() && (strings.Contains(text, "\n") || strings.HasPrefix(text, "{") || strings.HasPrefix(text, "["))
}

// documentsIn splits a string into documents and parses them by the reader. It reports
// whether each can be read and one is a map or a list.
func documentsIn(text string, reader *yamlbytes.Reader) ([]yamlbytes.Item, []*yamlbytes.Node, bool) {
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

// documentsOnce is documentsIn for trees that nobody needs after the next call, which uses
// their memory again.
func (s *session) documentsOnce(text string) ([]yamlbytes.Item, []*yamlbytes.Node, bool) {
	s.scratch.Reset()
	return documentsIn(text, s.scratch)
}
