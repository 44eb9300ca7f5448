package object

import (
	"fmt"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/chartvalues"
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// A Text is what edits are made on: a source, or a string of an object that holds
// documents.
type Text struct {
	// Path is that of the source.
	Path string
	// prefix is the path of the string, which comes before the paths of fields in it.
	prefix string
	// Outer is the object that has the string, and Node the string; both nil for a source.
	Outer *Object
	Node  *yamlbytes.Node
	// Fixed is why nothing in the string can be edited where it is; nil where something can.
	Fixed error
	// Kind is the kind of documents in the string that name none.
	Kind fields.ObjectKind

	Scalars ScalarState
	// isValuesFile reports whether something names a file as values of a chart; nil when
	// that is not known. HoldsValues says that this string holds values.
	isValuesFile func(file string) bool
	HoldsValues  bool

	// Edits are those on the text so far.
	Edits []yamlbytes.Edit
	// moved says that the edits on a string were moved to the text around it.
	moved bool
	late  *LateTexts
}

// NewText returns a source with a path. isValues reports whether a file is named as values
// of a chart; late collects the strings in it that are edited late.
func NewText(path string, isValues func(file string) bool, late *LateTexts) *Text {
	return &Text{Path: path, isValuesFile: isValues, late: late}
}

// NewEmbedded returns a string of an object, at a path in it, as a text of its own.
func NewEmbedded(outer *Object, n *yamlbytes.Node, path string) *Text {
	t := &Text{Path: outer.Text.Path, prefix: outer.Prefix + path + ": ", Outer: outer, Node: n, late: outer.Text.late}
	if t.Fixed = outer.Text.Fixed; t.Fixed == nil {
		_, t.Fixed = outer.Item.Within(n, nil)
	}
	return t
}

// areValues reports whether documents without an apiVersion are a chart's values.
func (t *Text) areValues(file string) bool {
	if t.Outer != nil {
		return t.HoldsValues
	}
	return kindless(nil, file) != kustomizationKind && (chartvalues.IsFile(file) || t.isValuesFile != nil && t.isValuesFile(file))
}

// Edit adds edits on the object to those of its text. They may come late, after the edits on
// a string were moved: LateTexts keeps them then.
func (o *Object) Edit(edits ...yamlbytes.Edit) {
	t := o.Text
	t.Edits = append(t.Edits, edits...)
	if t.moved && len(edits) > 0 {
		t.moved = false
		t.late.texts = append(t.late.texts, t)
	}
}

// Move turns the edits on a string into edits on the text around it. The error is why they cannot be made there:
// none of them is then.
func (t *Text) Move() error {
	edits := t.Edits
	t.Edits, t.moved = nil, true
	if len(edits) == 0 {
		return nil
	}
	within, err := t.Outer.Item.Within(t.Node, edits)
	if err != nil {
		return err
	}
	t.Outer.Edit(within...)
	return nil
}

// Field is the path of a string in its source.
func (t *Text) Field() string { return strings.TrimSuffix(t.prefix, ": ") }

// LateTexts are the strings of a run that were edited after their own edits were moved.
type LateTexts struct{ texts []*Text }

// Move moves their late edits to the texts around them, and tells of each that cannot be.
func (l *LateTexts) Move(failed func(*Text, error)) {
	for len(l.texts) > 0 {
		t := l.texts[0]
		l.texts = l.texts[1:]
		if err := t.Move(); err != nil {
			failed(t, err)
		}
	}
}

// A ScalarState is what a run remembers of scalars: of the item that is being rewritten, or
// of all items of a text that share anchors.
type ScalarState struct {
	// NewTexts holds the new text of every scalar that changed; an empty one where the scalar
	// is removed, or changes with an entry of kustomize's images. A scalar with several aliases
	// changes once.
	NewTexts map[*yamlbytes.Node]string
	// Matched holds the names by which entries of kustomize's images find images. They stay.
	Matched map[*yamlbytes.Node]bool
	// Entered holds the strings whose documents were rewritten.
	Entered map[*yamlbytes.Node]bool
	visited map[visit]bool
	// settled is the text of scalars with an anchor after the run.
	settled map[*yamlbytes.Node]string
}

// Settle notes the text that a field wants in its scalar after the run, also if it is the one that is
// there. It fails when the scalar has an anchor, and another field with it wants another text.
func (s *ScalarState) Settle(n *yamlbytes.Node, text string) error {
	if n == nil || n.Anchor == "" {
		return nil
	}
	if other, settled := s.settled[n]; settled && other != text {
		return fmt.Errorf("the value is shared by an anchor and would have to become %q and %q; write it out in both places", other, text)
	}
	s.settled[n] = text
	return nil
}

// A visit is a scalar with the number of the map or list that holds it: two rows may lead
// to the same field, and an alias may stand for one scalar in two fields.
type visit struct {
	node  *yamlbytes.Node
	place int
}

// FirstVisit reports whether a scalar in the map or list with a number was not seen before.
func (s *ScalarState) FirstVisit(node *yamlbytes.Node, place int) bool {
	v := visit{node, place}
	if s.visited[v] {
		return false
	}
	s.visited[v] = true
	return true
}

// Reset forgets the item before. The first call makes the maps.
func (s *ScalarState) Reset() {
	if s.NewTexts == nil {
		s.NewTexts = map[*yamlbytes.Node]string{}
		s.Matched = map[*yamlbytes.Node]bool{}
		s.Entered = map[*yamlbytes.Node]bool{}
		s.visited = map[visit]bool{}
		s.settled = map[*yamlbytes.Node]string{}
		return
	}
	clear(s.NewTexts)
	clear(s.Matched)
	clear(s.Entered)
	clear(s.visited)
	clear(s.settled)
}
