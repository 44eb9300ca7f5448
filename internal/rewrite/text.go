package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A text is what items are rewritten in: a source, or a string of an object that holds
// documents.
type text struct {
	path string
	// prefix comes before the paths of fields in results: that of the string.
	prefix string
	// outer and node are the object and its string; nil for a source.
	outer *object
	node  *yamlbytes.Node
	// kind is that of the documents in a string that name none.
	kind fields.ObjectKind

	// passes are those that take part here. What anchors share never reaches beyond the
	// text, so each text has a pass of its own for it.
	passes  []pass
	anchors *sharedAnchors
	scalars scalarState

	// index knows the files that hold a chart's values; values says that this string does.
	index  *valuesIndex
	values bool

	edits []yamlbytes.Edit
	// moved says that the edits on a string are edits on its source already.
	moved bool
}

// newText is a source of the session.
func newText(s *session, path string) *text {
	t := &text{path: path, index: s.values, anchors: &sharedAnchors{report: s.report}}
	t.passes = append([]pass{t.anchors}, s.passes...)
	return t
}

// newEmbedded is a string of an object.
func newEmbedded(s *session, outer *object, n *yamlbytes.Node, path string) *text {
	t := &text{path: outer.text.path, prefix: outer.prefix + path + ": ", outer: outer, node: n, anchors: &sharedAnchors{report: s.report}}
	t.passes = append([]pass{t.anchors}, s.embedded...)
	return t
}

// holdsValues reports whether documents without an apiVersion are a chart's values.
func (t *text) holdsValues(file string) bool {
	if t.outer != nil {
		return t.values
	}
	return kindless(nil, file) != kustomizationKind && (chartvalues.IsFile(file) || t.index.isFile(file))
}

// edit adds edits on the text of an object.
func (s *session) edit(o *object, edits ...yamlbytes.Edit) {
	t := o.text
	t.edits = append(t.edits, edits...)
	if t.moved && len(edits) > 0 {
		t.moved = false
		s.late = append(s.late, t)
	}
}

// move turns the edits on a string into edits on the text around it.
func (s *session) move(t *text) {
	edits := t.edits
	t.edits, t.moved = nil, true
	if len(edits) == 0 {
		return
	}
	if within, err := t.outer.item.Within(t.node, edits); err == nil { // as it was before anything in it was rewritten
		s.edit(t.outer, within...)
	}
}

// moveLate moves what was edited in strings at the end of the run.
func (s *session) moveLate() {
	for len(s.late) > 0 {
		t := s.late[0]
		s.late = s.late[1:]
		s.move(t)
	}
}

// A scalarState is what the core knows of the scalars of the item in work, or of all items
// of a text that share anchors.
type scalarState struct {
	// values holds the new text of every scalar that changed: one that stands in
	// several places by an alias changes once.
	values map[*yamlbytes.Node]string
	// matched holds the names by which kustomize's images find what they change.
	matched map[*yamlbytes.Node]bool
	// entered holds the strings whose documents were rewritten.
	entered map[*yamlbytes.Node]bool
	visited map[visit]bool
}

// A visit is a scalar in the map or list it was met in: two rows may lead to the same
// place, and an alias to one scalar in two places.
type visit struct {
	node  *yamlbytes.Node
	place int
}

// reset forgets the item before.
func (s *scalarState) reset() {
	if s.values == nil {
		s.values = map[*yamlbytes.Node]string{}
		s.matched = map[*yamlbytes.Node]bool{}
		s.entered = map[*yamlbytes.Node]bool{}
		s.visited = map[visit]bool{}
		return
	}
	clear(s.values)
	clear(s.matched)
	clear(s.entered)
	clear(s.visited)
}
