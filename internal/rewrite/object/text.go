package object

import (
	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Text is what items are rewritten in: a source, or a string of an object that holds
// documents.
type Text struct {
	Path string
	// prefix comes before the paths of fields in results: that of the string.
	prefix string
	// outer and node are the object and its string; nil for a source.
	Outer *Object
	Node  *yamlbytes.Node
	// kind is that of the documents in a string that name none.
	Kind fields.ObjectKind

	Scalars ScalarState
	// isValues reports whether something names a file as values of a chart; nil when
	// nobody knows. values says that this string holds some.
	isValuesFile func(file string) bool
	HoldsValues  bool

	Edits []yamlbytes.Edit
	// moved says that the edits on a string are edits on its source already.
	moved bool
	late  *LateTexts
}

// NewText returns a source of a run.
func NewText(path string, isValues func(file string) bool, late *LateTexts) *Text {
	return &Text{Path: path, isValuesFile: isValues, late: late}
}

// NewEmbedded returns a string of an object as a text.
func NewEmbedded(outer *Object, n *yamlbytes.Node, path string) *Text {
	return &Text{Path: outer.Text.Path, prefix: outer.Prefix + path + ": ", Outer: outer, Node: n, late: outer.Text.late}
}

// areValues reports whether documents without an apiVersion are a chart's values.
func (t *Text) areValues(file string) bool {
	if t.Outer != nil {
		return t.HoldsValues
	}
	return kindless(nil, file) != kustomizationKind && (chartvalues.IsFile(file) || t.isValuesFile != nil && t.isValuesFile(file))
}

// Edit adds edits on the text of an object.
func (o *Object) Edit(edits ...yamlbytes.Edit) {
	t := o.Text
	t.Edits = append(t.Edits, edits...)
	if t.moved && len(edits) > 0 {
		t.moved = false
		t.late.texts = append(t.late.texts, t)
	}
}

// Move turns the edits on a string into edits on the text around it.
func (t *Text) Move() {
	edits := t.Edits
	t.Edits, t.moved = nil, true
	if len(edits) == 0 {
		return
	}
	if within, err := t.Outer.Item.Within(t.Node, edits); err == nil { // as it was before anything in it was rewritten
		t.Outer.Edit(within...)
	}
}

// LateTexts are the strings of a run that were edited after their objects were done.
type LateTexts struct{ texts []*Text }

// Move moves their edits to the texts around them.
func (l *LateTexts) Move() {
	for len(l.texts) > 0 {
		t := l.texts[0]
		l.texts = l.texts[1:]
		t.Move()
	}
}

// A ScalarState is what the core knows of the scalars of the item in work, or of all items
// of a text that share anchors.
type ScalarState struct {
	// values holds the new text of every scalar that changed: one that stands in
	// several places by an alias changes once.
	NewTexts map[*yamlbytes.Node]string
	// matched holds the names by which kustomize's images find what they change.
	Matched map[*yamlbytes.Node]bool
	// entered holds the strings whose documents were rewritten.
	Entered map[*yamlbytes.Node]bool
	visited map[visit]bool
}

// A visit is a scalar in the map or list it was met in: two rows may lead to the same
// place, and an alias to one scalar in two places.
type visit struct {
	node  *yamlbytes.Node
	place int
}

// FirstVisit reports whether a scalar is met for the first time in a map or list, which has
// the number.
func (s *ScalarState) FirstVisit(node *yamlbytes.Node, place int) bool {
	v := visit{node, place}
	if s.visited[v] {
		return false
	}
	s.visited[v] = true
	return true
}

// Reset forgets the item before.
func (s *ScalarState) Reset() {
	if s.NewTexts == nil {
		s.NewTexts = map[*yamlbytes.Node]string{}
		s.Matched = map[*yamlbytes.Node]bool{}
		s.Entered = map[*yamlbytes.Node]bool{}
		s.visited = map[visit]bool{}
		return
	}
	clear(s.NewTexts)
	clear(s.Matched)
	clear(s.Entered)
	clear(s.visited)
}
