package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// embeddedIn rewrites YAML and JSON that stands in strings of an object, like documents
// by themselves. The text keeps its bytes like any other.
//
// So it does without the option in a ConfigMap that a ClusterResourceSet applies, all of
// whose texts are objects.
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

// documentsAt rewrites the documents of one string, which are of the kind where they do
// not say another. Unless the string is known to hold objects, and where no host stands in
// it, all that it may hold are Docker Hub's short names, and pods: only a document with a
// kind is one of Kubernetes then.
func (s *session) documentsAt(o *object.Object, n *yamlbytes.Node, path string, kind fields.ObjectKind, known bool) {
	value := n.Value
	hasHost := s.rewriter.matcher.Contains([]byte(value))
	if !hasHost && !s.rewriter.readAll {
		return
	}
	items, roots, ok := object.DocumentsIn(value)
	if !ok {
		return
	}
	o.Text.Scalars.Entered[n] = true
	inner := object.NewEmbedded(o, n, path)
	inner.Kind, inner.HoldsValues = kind, known && kind.Kind == fields.Values
	_, err := o.Item.Within(n, nil)
	if err != nil && s.rules.Hosts.Contains([]byte(value)) {
		s.report.AddAbout(o, finding.Finding{Severity: finding.Warning, Code: outcome.Irreplaceable, Message: outcome.MessageOf(err), Field: finding.Field{Path: o.Prefix + path}})
	}
	for i := range items {
		switch {
		case !known && !hasHost && roots[i].Text("kind") == "":
		case err == nil:
			s.item(inner, &items[i], i, roots[i])
		case s.pullSecrets != nil && roots[i] != nil:
			s.pullSecrets.Watch(object.New(inner, &items[i], roots[i], i))
		}
	}
	s.endText(inner)
	inner.Move()
}
