package terraform

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/generators/plan"
)

// A node is what a file is made of: a block, an attribute, a value.
type node interface{ write(w *writer) }

// A file is one file that is being written.
type file struct {
	header string
	body
}

func (m *module) newFile(what string) *file { return &file{header: m.header(what)} }

// String is the file as terraform fmt would leave it.
func (f *file) String() string {
	var w writer
	f.body.write(&w)
	return f.header + w.String()
}

// block adds a block behind an empty line.
func (f *file) block(kind string, labels ...string) *body {
	f.gap()
	for _, label := range labels {
		kind += " " + quote(label)
	}
	return f.body.block(kind)
}

// regional adds a resource that belongs to a Region: that of the module, whatever the
// provider's is.
func (f *file) regional(kind, name string) *body {
	b := f.block("resource", kind, name)
	b.set("region", raw("var.region"))
	return b
}

// A body is the inside of a block.
type body struct{ nodes []node }

// set adds an attribute.
func (b *body) set(name string, value node) { b.nodes = append(b.nodes, entry{name, value}) }

// text sets an attribute to a string; an empty one is left out.
func (b *body) text(name, value string) {
	if value != "" {
		b.set(name, text(value))
	}
}

func (b *body) number(name string, value int) { b.set(name, raw(strconv.Itoa(value))) }

func (b *body) bool(name string, value bool) { b.set(name, raw(strconv.FormatBool(value))) }

func (b *body) pairs(name string, pairs []plan.Pair) {
	if len(pairs) == 0 {
		return
	}
	var o object
	for _, p := range pairs {
		o = append(o, entry{p.Name, text(p.Value)})
	}
	b.set(name, o.sorted())
}

// document sets an attribute to a JSON document, written as a value of HCL. What is
// none stays text, of which AWS will judge.
func (b *body) document(name, document string) {
	value, err := fromJSON(document)
	if err != nil {
		b.text(name, document)
		return
	}
	b.set(name, call{"jsonencode", value})
}

func (b *body) block(head string) *body {
	inner := &block{head: head}
	b.nodes = append(b.nodes, inner)
	return &inner.body
}

// gap sets the next blocks off.
func (b *body) gap() { b.nodes = append(b.nodes, gap{}) }

func (b *body) write(w *writer) {
	for _, n := range b.nodes {
		n.write(w)
		w.end()
	}
}

type block struct {
	head string
	body
}

func (b *block) write(w *writer) {
	w.put(b.head + " ")
	w.open("{")
	w.end()
	b.body.write(w)
	w.shut("}")
}

type gap struct{}

func (gap) write(*writer) {}
