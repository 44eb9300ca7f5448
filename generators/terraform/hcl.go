package terraform

import (
	"strings"

	"github.com/amerintlxperts/ecrcache/plan"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// A file is one file that is being written.
type file struct {
	header string
	*hclwrite.File
}

func (m *module) newFile(what string) *file {
	return &file{m.header(what), hclwrite.NewEmptyFile()}
}

// String is the file as terraform fmt would leave it.
func (f *file) String() string { return f.header + string(hclwrite.Format(f.Bytes())) }

// block adds a block behind an empty line.
func (f *file) block(kind string, labels ...string) *body {
	f.Body().AppendNewline()
	return &body{f.Body().AppendNewBlock(kind, labels).Body()}
}

// regional adds a resource that belongs to a Region: that of the module, whatever the
// provider's is.
func (f *file) regional(kind, name string) *body {
	b := f.block("resource", kind, name)
	b.refer("region", "var.region")
	return b
}

// A body is the inside of a block.
type body struct{ *hclwrite.Body }

// text sets an attribute to a string; an empty one is left out.
func (b *body) text(name, value string) {
	if value != "" {
		b.SetAttributeValue(name, cty.StringVal(value))
	}
}

func (b *body) number(name string, value int) {
	b.SetAttributeValue(name, cty.NumberIntVal(int64(value)))
}

func (b *body) bool(name string, value bool) { b.SetAttributeValue(name, cty.BoolVal(value)) }

func (b *body) list(name string, values []string) {
	var list []cty.Value
	for _, v := range values {
		list = append(list, cty.StringVal(v))
	}
	b.SetAttributeValue(name, cty.TupleVal(list))
}

func (b *body) pairs(name string, pairs []plan.Pair) {
	if len(pairs) == 0 {
		return
	}
	values := map[string]cty.Value{}
	for _, p := range pairs {
		values[p.Name] = cty.StringVal(p.Value)
	}
	b.SetAttributeValue(name, cty.ObjectVal(values))
}

// refer sets an attribute to a reference, such as var.region.
func (b *body) refer(name, reference string) {
	b.SetAttributeTraversal(name, traversal(reference))
}

// expression sets an attribute to an expression in HCL's own words. Only text of
// this package goes there, never a value of a configuration.
func (b *body) expression(name, text string) {
	f, diagnostics := hclwrite.ParseConfig([]byte("x = "+text+"\n"), "", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return // a test holds every attribute to be there
	}
	b.SetAttributeRaw(name, f.Body().GetAttribute("x").Expr().BuildTokens(nil))
}

// document sets an attribute to a JSON document, written as a value of HCL.
func (b *body) document(name, text string) {
	if text == "" {
		return
	}
	kind, err := ctyjson.ImpliedType([]byte(text))
	if err != nil {
		b.text(name, text)
		return
	}
	value, err := ctyjson.Unmarshal([]byte(text), kind)
	if err != nil {
		b.text(name, text)
		return
	}
	b.SetAttributeRaw(name, hclwrite.TokensForFunctionCall("jsonencode", hclwrite.TokensForValue(value)))
}

func (b *body) block(kind string) *body {
	return &body{b.AppendNewBlock(kind, nil).Body()}
}

// gap sets the next blocks off.
func (b *body) gap() { b.AppendNewline() }

func traversal(reference string) hcl.Traversal {
	var t hcl.Traversal
	for i, name := range strings.Split(reference, ".") {
		if i == 0 {
			t = append(t, hcl.TraverseRoot{Name: name})
		} else {
			t = append(t, hcl.TraverseAttr{Name: name})
		}
	}
	return t
}
