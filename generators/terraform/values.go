package terraform

import (
	"cmp"
	"slices"
)

// raw is an expression of one line in HCL's own words. Only text of this package goes
// there, never a value of a configuration.
type raw string

func (r raw) write(w *writer) { w.put(string(r)) }

// text is a string in which nothing is a template.
type text string

func (t text) write(w *writer) { w.put(quote(string(t))) }

// texts are strings as nodes.
func texts(all []string) []node {
	var nodes []node
	for _, s := range all {
		nodes = append(nodes, text(s))
	}
	return nodes
}

// A tuple is a list whose items follow each other, a column one with an item a line.
type (
	tuple  []node
	column []node
)

func (t tuple) write(w *writer) {
	w.open("[")
	for i, n := range t {
		if i > 0 {
			w.put(", ")
		}
		n.write(w)
	}
	w.shut("]")
}

func (c column) write(w *writer) {
	w.open("[")
	w.end()
	for _, n := range c {
		n.write(w)
		w.put(",")
		w.end()
	}
	w.shut("]")
}

// An entry is what stands on both sides of an =, of an object or as an attribute.
type entry struct {
	name  string
	value node
}

func (e entry) write(w *writer) {
	w.name(e.name)
	e.value.write(w)
}

type object []entry

func (o object) write(w *writer) {
	w.open("{")
	if len(o) > 0 {
		w.end()
	}
	for _, e := range o {
		e.write(w)
		w.end()
	}
	w.shut("}")
}

// sorted is the object with its entries by name: a map has no order.
func (o object) sorted() object {
	slices.SortFunc(o, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	return o
}

// A call is one of a function with one argument.
type call struct {
	function string
	argument node
}

func (c call) write(w *writer) {
	w.put(c.function)
	w.open("(")
	c.argument.write(w)
	w.shut(")")
}
