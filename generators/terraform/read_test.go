package terraform

import (
	"encoding/json"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

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
