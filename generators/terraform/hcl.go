package terraform

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/generators/plan"
	"github.com/hashicorp/hcl/v2/hclwrite"
)

// A file is one file that is being written.
type file struct{ *hclwrite.File }

func newFile() *file { return &file{hclwrite.NewEmptyFile()} }

// String returns the file as terraform fmt would leave it.
func (f *file) String() string { return string(hclwrite.Format(f.Bytes())) }

// block adds a block after an empty line.
func (f *file) block(kind string, labels ...string) *body {
	f.Body().AppendNewline()
	return &body{f.Body().AppendNewBlock(kind, labels).Body()}
}

// regional adds a resource that belongs to a Region: that of the module, whatever the
// provider's is.
func (f *file) regional(kind, name string) *body {
	b := f.block("resource", kind, name)
	b.set("region", raw("var.region"))
	return b
}

// A body is the inside of a block.
type body struct{ *hclwrite.Body }

// set adds an attribute.
func (b *body) set(name string, value node) { b.SetAttributeRaw(name, value.tokens()) }

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
	var o hclObject
	for _, p := range pairs {
		o = append(o, entry{p.Name, text(p.Value)})
	}
	b.set(name, o.sorted())
}

// document sets an attribute to a JSON document, written as a value of HCL. It writes a text that
// is not JSON as a string, which AWS then accepts or refuses.
func (b *body) document(name, document string) {
	value, err := fromJSON(document)
	if err != nil {
		b.text(name, document)
		return
	}
	b.set(name, call{"jsonencode", value})
}

func (b *body) block(kind string) *body { return &body{b.AppendNewBlock(kind, nil).Body()} }

// gap separates the next blocks by an empty line.
func (b *body) gap() { b.AppendNewline() }
