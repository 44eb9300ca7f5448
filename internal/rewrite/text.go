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

	scalars scalarState
	// isValues reports whether something names a file as values of a chart; nil when
	// nobody knows. values says that this string holds some.
	isValues func(file string) bool
	values   bool

	edits []yamlbytes.Edit
	// moved says that the edits on a string are edits on its source already.
	moved bool
	late  *lateTexts
}

// newText returns a source of a run.
func newText(path string, isValues func(file string) bool, late *lateTexts) *text {
	return &text{path: path, isValues: isValues, late: late}
}

// newEmbedded returns a string of an object as a text.
func newEmbedded(outer *object, n *yamlbytes.Node, path string) *text {
	return &text{path: outer.text.path, prefix: outer.prefix + path + ": ", outer: outer, node: n, late: outer.text.late}
}

// holdsValues reports whether documents without an apiVersion are a chart's values.
func (t *text) holdsValues(file string) bool {
	if t.outer != nil {
		return t.values
	}
	return kindless(nil, file) != kustomizationKind && (chartvalues.IsFile(file) || t.isValues != nil && t.isValues(file))
}

// edit adds edits on the text of an object.
func (o *object) edit(edits ...yamlbytes.Edit) {
	t := o.text
	t.edits = append(t.edits, edits...)
	if t.moved && len(edits) > 0 {
		t.moved = false
		t.late.texts = append(t.late.texts, t)
	}
}

// move turns the edits on a string into edits on the text around it.
func (t *text) move() {
	edits := t.edits
	t.edits, t.moved = nil, true
	if len(edits) == 0 {
		return
	}
	if within, err := t.outer.item.Within(t.node, edits); err == nil { // as it was before anything in it was rewritten
		t.outer.edit(within...)
	}
}

// lateTexts are the strings of a run that were edited after their objects were done.
type lateTexts struct{ texts []*text }

// move moves their edits to the texts around them.
func (l *lateTexts) move() {
	for len(l.texts) > 0 {
		t := l.texts[0]
		l.texts = l.texts[1:]
		t.move()
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
