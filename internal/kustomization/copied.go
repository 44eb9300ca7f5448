package kustomization

import (
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Source is a text that kustomize copies into an image. It need not stand in a field
// that is known to hold one: a key of a ConfigMap, an annotation, a literal.
type Source struct {
	Place
	Line int
	// Text is what is copied, a part of the scalar where that is a literal.
	Text string
}

// A value is a scalar, and what kustomize copies from it.
type value struct {
	document *Document
	node     *yamlbytes.Node
	path     string // in the document
	text     string
	object   object
	// only says that nothing but one replacement reads it.
	only bool
}

// A variable is one of vars, which kustomize puts in for $(name).
type variable struct {
	name   string
	source selected
}

// readVariables reads the vars of a kustomization.
func readVariables(k *target) {
	list := k.document.Root.Get("vars")
	if list == nil {
		return
	}
	for _, n := range list.Items {
		k.variables = append(k.variables, variable{n.Text("name"), selected{
			kind: n.Text("objref", "kind"), name: n.Text("objref", "name"),
			paths: []fieldPath{newFieldPath(firstOf(n.Text("fieldref", "fieldpath"), n.Text("fieldref", "fieldPath"), "metadata.name"))},
		}})
	}
}

// chooses reports whether an object may be one of those that are selected: a name may get a
// prefix.
func (s *selected) chooses(o *object) bool {
	return (s.kind == "" || s.kind == o.kind.Kind) && (s.name == "" || strings.HasSuffix(s.name, o.root.Text("metadata", "name")))
}

// values are the scalars that are selected.
func (s *selected) values(objects []object) []value {
	var all []value
	for _, o := range objects {
		if !s.chooses(&o) {
			continue
		}
		for _, n := range nodesAt(o.root, s.paths[0].keys) {
			all = append(all, value{document: o.document, node: n, path: o.path(pathTo(o.root, n)), text: n.Value, object: o})
		}
	}
	return all
}

// pathTo is the path of a scalar in an object, as results print it.
func pathTo(root, n *yamlbytes.Node) string {
	path := ""
	fields.EachScalar(root, func(s *fields.Spot) {
		if s.Node == n {
			path = s.Path()
		}
	})
	return path
}

// noteCopied notes what a replacement copies into images. Of a part of an image only one
// with a registry or a path is a name for certain; the other parts are tags.
func (s *simulation) noteCopied(r *replacement, all []value) {
	whole := r.source.delimiter == "" && !slices.ContainsFunc(r.targets, func(t selected) bool { return t.delimiter != "" })
	for _, v := range all {
		if whole || strings.Contains(v.text, "/") {
			s.note(v, v.text)
		}
	}
}

// noteVariables notes the vars that are put into images, whole or in part.
func (s *simulation) noteVariables(out *states) {
	for _, one := range out.variables {
		mark := "$(" + one.name + ")"
		values := one.source.values(out.objects)
		s.usedAs(mark, values, out)
		for _, o := range out.objects {
			for _, f := range s.fieldsOf(&o) {
				if !strings.Contains(f.Text, mark) || s.renamed(f.Text) != f.Text {
					continue
				}
				for _, v := range values {
					s.note(v, strings.ReplaceAll(f.Text, mark, v.text))
				}
			}
		}
	}
}

// note notes a value that makes an image which the rules would change.
func (s *simulation) note(v value, image string) {
	if s.renamed(image) == image || s.rules.Fixed(v.document) != "" || !s.rules.Given(v.document.File) {
		return
	}
	at := Source{Place: v.document.place(v.path), Line: v.document.line(v.node), Text: v.text}
	if !s.moving[at.Place] && !slices.Contains(s.copiedFrom, at) {
		s.copiedFrom = append(s.copiedFrom, at)
	}
}
