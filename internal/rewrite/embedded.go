package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// embeddedIn rewrites YAML and JSON in strings of an object, as rewrite.embedded asks for.
// Only the bytes of references change there, too. A ConfigMap that a ClusterResourceSet
// applies does not need the option: all of its texts are objects.
func (s *session) embeddedIn(o *object.Object) {
	applied := s.values.IsApplied(o)
	if !s.rules.Config.Spec.Rewrite.Embedded && !applied {
		return
	}
	kind := fields.ObjectKind{Kind: fields.Values}
	if applied {
		kind = fields.ObjectKind{}
	}
	fields.EachScalar(o.Root, func(spot *fields.Spot) {
		_, changed := o.Text.Scalars.NewTexts[spot.Node]
		if changed || o.Text.Scalars.Entered[spot.Node] || spot.Key || !object.MayBeDocument(spot.Node) {
			return
		}
		if _, untouchable := o.Around(spot).Untouchable(); !untouchable {
			s.documentsAt(o, spot.Node, spot.Path(), kind, applied)
		}
	})
}

// documentsAt rewrites the documents in one string. They have the given kind unless they
// name one. known says that the string certainly holds objects. Where that is not known and
// the string has no host, it can only hold short names of Docker Hub, or pods with pull
// secrets; such a document counts only when it names its kind. What is in a string that
// cannot be edited is read like any other, and stays.
func (s *session) documentsAt(o *object.Object, n *yamlbytes.Node, path string, kind fields.ObjectKind, known bool) {
	value := n.Value
	hasHost := s.rewriter.matcher.Contains([]byte(value))
	if !hasHost && !s.rewriter.readAll {
		return
	}
	items, roots, ok := object.DocumentsIn(value, &yamlbytes.Reader{})
	if !ok {
		return
	}
	o.Text.Scalars.Entered[n] = true
	inner := object.NewEmbedded(o, n, path)
	inner.Kind, inner.HoldsValues = kind, known && kind.Kind == fields.Values
	for i := range items {
		if known || hasHost || roots[i].Text("kind") != "" {
			s.item(inner, &items[i], i, roots[i])
		}
	}
	s.endText(inner)
	if err := inner.Move(); err != nil {
		s.notMoved(inner, err)
	}
}

// notMoved tells that changes in a string cannot be made there. They are on the report already, so it refuses the
// run.
func (s *session) notMoved(t *object.Text, err error) {
	s.report.AddAbout(t.Outer, finding.Finding{Severity: finding.Error, Code: outcome.Irreplaceable, Message: outcome.MessageOf(err), Field: finding.Field{Path: t.Field()}})
}
