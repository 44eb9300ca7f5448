package terraform

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// theirs is what ours writes, by HashiCorp's own library.
func theirs(value string, words []string, document map[string]any) string {
	f := hclwrite.NewEmptyFile()
	f.Body().AppendNewline()
	b := f.Body().AppendNewBlock("resource", []string{value}).Body()
	if value != "" {
		b.SetAttributeValue("text", cty.StringVal(value))
	}
	b.SetAttributeValue("number", cty.NumberIntVal(-5))
	b.SetAttributeValue("bool", cty.True)
	var list []any
	tags := map[string]any{}
	for _, word := range words {
		list, tags[word] = append(list, word), value
	}
	b.SetAttributeRaw("list", tokens(list))
	b.SetAttributeTraversal("reference", hcl.Traversal{hcl.TraverseRoot{Name: "aws_ecr_repository"}, hcl.TraverseAttr{Name: "cached"}})
	b.SetAttributeRaw("tags", tokens(tags))
	b.SetAttributeRaw("document", hclwrite.TokensForFunctionCall("jsonencode", tokens(document)))
	b.AppendNewline()
	inner := b.AppendNewBlock("inner", nil).Body()
	if value != "" {
		inner.SetAttributeValue("another", cty.StringVal(value))
	}
	b.AppendNewBlock("empty", nil)
	return string(hclwrite.Format(f.Bytes()))
}

// tokens is a value as hclwrite writes it, but for names: TestNames tells which of them
// are quoted here alone.
func tokens(value any) hclwrite.Tokens {
	switch value := value.(type) {
	case []any:
		var all []hclwrite.Tokens
		for _, v := range value {
			all = append(all, tokens(v))
		}
		return hclwrite.TokensForTuple(all)
	case map[string]any:
		var all []hclwrite.ObjectAttrTokens
		for _, name := range slices.Sorted(maps.Keys(value)) {
			attribute := hclwrite.ObjectAttrTokens{Name: hclwrite.TokensForIdentifier(name), Value: tokens(value[name])}
			if !isName(name) {
				attribute.Name = tokens(name)
			}
			all = append(all, attribute)
		}
		return hclwrite.TokensForObject(all)
	}
	return hclwrite.TokensForValue(valueOf(value))
}

// attributes are those of the first block of a file, a document's as its value.
func attributes(t *testing.T, file string) map[string]cty.Value {
	t.Helper()
	f, diagnostics := hclsyntax.ParseConfig([]byte(file), "", hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatalf("%v in\n%s", diagnostics, file)
	}
	itself := function.New(&function.Spec{
		Params: []function.Parameter{{Type: cty.DynamicPseudoType, AllowNull: true, AllowDynamicType: true}},
		Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return args[0], nil },
	})
	context := &hcl.EvalContext{Functions: map[string]function.Function{"jsonencode": itself}}
	values := map[string]cty.Value{}
	for name, a := range f.Body.(*hclsyntax.Body).Blocks[0].Body.Attributes {
		if name == "reference" {
			continue // it leads to nothing here
		}
		value, diagnostics := a.Expr.Value(context)
		if diagnostics.HasErrors() {
			t.Fatalf("%s: %v in\n%s", name, diagnostics, file)
		}
		values[name] = value
	}
	return values
}

// valueOf is a value of a JSON document to Terraform.
func valueOf(value any) cty.Value {
	switch value := value.(type) {
	case bool:
		return cty.BoolVal(value)
	case json.Number:
		return cty.MustParseNumberVal(value.String())
	case string:
		return cty.StringVal(value)
	case []any:
		var all []cty.Value
		for _, v := range value {
			all = append(all, valueOf(v))
		}
		return cty.TupleVal(all)
	case map[string]any:
		all := map[string]cty.Value{}
		for name, v := range value {
			all[name] = valueOf(v)
		}
		return cty.ObjectVal(all)
	}
	return cty.NullVal(cty.DynamicPseudoType)
}
