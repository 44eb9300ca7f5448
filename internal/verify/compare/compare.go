// Package compare holds what a builder writes after rewriting against what it wrote before,
// image by image, for package verify. It reads YAML by a library, and not by the code that
// rewrites.
package compare

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// A Difference is an image, or a text that names one, that is not what it must be: what
// rewriting the output before gives.
type Difference struct {
	Kind, Name string // of the object
	Field      string
	Container  string
	// Before and After are the values; Expected is what Before becomes when the output
	// is rewritten. After is empty where the object or the field is missing.
	Before, Expected, After string
}

// Stayed reports whether the image is the same as before.
func (d *Difference) Stayed() bool { return d.After == d.Before && d.After != "" }

// IsLeft reports whether the image also stays when rendered output is rewritten. It is then
// not wrong, but it does not go through the cache.
func (d *Difference) IsLeft() bool { return d.Stayed() && d.After == d.Expected }

// Outputs compares what a builder wrote before and after rewriting. expected is what before
// becomes when it is rewritten itself; it has the same documents. Outputs returns what
// differs, and how many images were compared. It fails when a document is not YAML.
func Outputs(names *Names, before, expected, after []byte) (found []Difference, images int, err error) {
	c := &comparison{names: names}
	err = c.compare(before, expected, after)
	return c.found, c.images, err
}

// A comparison collects the differences of two outputs.
type comparison struct {
	names  *Names
	images int
	found  []Difference
}

// compare compares three outputs, of which expected has the documents of before.
func (c *comparison) compare(before, expected, after []byte) error {
	was, wanted := documents(before), documents(expected)
	if len(was) != len(wanted) {
		return errors.New("rewriting the output gave another number of documents") // never
	}
	is := documents(after)
	same := len(is) == len(was)
	afterwards, err := newObjects(is)
	if err != nil {
		return fmt.Errorf("what was built after is no YAML: %w", err)
	}
	for i := range was {
		b, err := read(was[i])
		if err != nil {
			return fmt.Errorf("what was built before is no YAML: %w", err)
		}
		if b == nil {
			continue
		}
		at := -1
		if same {
			at = i
		}
		a := afterwards.take(b.key, at)
		if err := c.object(b, wanted[i], a); err != nil {
			return err
		}
	}
	for _, a := range afterwards.rest() {
		c.add(Difference{Kind: a.kind, Name: a.name, Field: "", After: "an object that was not there before"})
	}
	return nil
}

// objects are those of an output that are not compared yet, by their positions; nil for one that
// is, and for a document without an object.
type objects struct {
	all   []*rendered
	byKey map[string][]int // the positions
}

func newObjects(documents [][]byte) (*objects, error) {
	o := &objects{byKey: map[string][]int{}}
	for i, text := range documents {
		r, err := read(text)
		if err != nil {
			return nil, err
		}
		o.all = append(o.all, r)
		if r != nil {
			o.byKey[r.key] = append(o.byKey[r.key], i)
		}
	}
	return o, nil
}

// take returns the object with a key and takes it out; nil when there is none. Of several it is the
// one at the position at, if that is not -1. A hash at the end of its name may differ.
func (o *objects) take(key string, at int) *rendered {
	if at >= 0 && o.all[at] != nil && o.all[at].key == key {
		return o.takeAt(at)
	}
	for _, i := range o.byKey[key] {
		if o.all[i] != nil {
			return o.takeAt(i)
		}
	}
	short := withoutHash(key)
	if short == key {
		return nil
	}
	for i, r := range o.all {
		if r != nil && withoutHash(r.key) == short {
			return o.takeAt(i)
		}
	}
	return nil
}

func (o *objects) takeAt(i int) *rendered {
	r := o.all[i]
	o.all[i] = nil
	return r
}

// rest returns the objects that were not taken.
func (o *objects) rest() []*rendered {
	return slices.DeleteFunc(slices.Clone(o.all), func(r *rendered) bool { return r == nil })
}

// object compares one object: b is it before, wanted its text after rewriting that, a it after. The
// error is that wanted is no YAML.
func (c *comparison) object(b *rendered, wanted []byte, a *rendered) error {
	switch {
	case a == nil:
		c.add(Difference{Kind: b.kind, Name: b.name, Before: "the object", Expected: "the object"})
		return nil
	case b.root == nil: // a CustomResourceDefinition, which read did not parse
		if !bytes.Equal(a.text, b.text) && c.names.Upstream(string(a.text)) != c.names.Upstream(string(b.text)) {
			c.add(Difference{Kind: b.kind, Name: b.name, Before: "its text", Expected: "its text", After: "another text"})
		}
		return nil
	}
	e, err := read(wanted)
	if err != nil || e == nil {
		return fmt.Errorf("%s %s: rewriting the output made no YAML of it: %w", b.kind, b.name, err)
	}
	w := &walk{comparison: c, object: b}
	w.node(nil, b.root, e.root, a.root, "")
	return nil
}

func (c *comparison) add(d Difference) { c.found = append(c.found, d) }

// A walk goes through the three forms of one object at once: before (b), expected (e), after (a).
type walk struct {
	*comparison
	object *rendered // before
}

// node compares the nodes at a path, of which e and a may be nil. container is the name of the
// container around them, for messages.
func (w *walk) node(at []string, b, e, a *yaml.Node, container string) {
	b, e, a = resolved(b), resolved(e), resolved(a)
	if w.isBuilderSetting(at) {
		return
	}
	switch b.Kind {
	case yaml.MappingNode:
		if name := textOf(value(b, "name")); name != "" && isContainer(at) {
			container = name
		}
		for i := 0; i+1 < len(b.Content); i += 2 {
			key := b.Content[i].Value
			w.node(append(at, key), b.Content[i+1], value(e, key), value(a, key), container)
		}
		w.addedKeys(at, b, e, a)
	case yaml.SequenceNode:
		for i, child := range b.Content {
			w.node(append(at, fmt.Sprintf("[%d]", i)), child, element(e, child, i), element(a, child, i), container)
		}
		w.addedElements(at, b, e, a)
	case yaml.ScalarNode:
		w.scalar(at, b, e, a, container)
	}
}

// element returns the element of a list that corresponds to one of another list: the one with
// the same name where they have names, otherwise the one at the same position.
func element(list, like *yaml.Node, i int) *yaml.Node {
	if list == nil || list.Kind != yaml.SequenceNode {
		return nil
	}
	name := textOf(value(like, "name"))
	if i < len(list.Content) && (name == "" || textOf(value(list.Content[i], "name")) == name) {
		return resolved(list.Content[i])
	}
	for _, child := range list.Content {
		if name != "" && textOf(value(child, "name")) == name {
			return resolved(child)
		}
	}
	return nil
}

// scalar compares one value. It is right if it is what rewriting the output gives, and no image
// that had to move stayed.
func (w *walk) scalar(at []string, b, e, a *yaml.Node, container string) {
	image := isImage(at)
	expected := b.Value
	if e != nil && e.Kind == yaml.ScalarNode {
		expected = e.Value
	}
	after, there := "", a != nil && a.Kind == yaml.ScalarNode
	if there {
		after = a.Value
	}
	changes := expected != b.Value
	if image || changes {
		w.images++
	}
	if there && after == expected && (changes || !image || !w.names.mustMove(after)) {
		return
	}
	d := Difference{
		Kind: w.object.kind, Name: w.object.name, Field: pathOf(at), Container: container,
		Before: b.Value, Expected: expected, After: after,
	}
	if image || !w.names.sameText(&d) {
		w.add(d)
	}
}
