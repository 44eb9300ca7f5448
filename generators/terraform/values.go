package terraform

import (
	"cmp"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// A node is a value as HCL writes it.
type node interface{ tokens() hclwrite.Tokens }

// raw is an expression of HCL. Only text of this package may be raw, never a value of a
// configuration that is not escaped.
type raw string

func (r raw) tokens() hclwrite.Tokens { return token(hclsyntax.TokenIdent, string(r)) }

func token(of hclsyntax.TokenType, text string) hclwrite.Tokens {
	return hclwrite.Tokens{{Type: of, Bytes: []byte(text)}}
}

// text is a string without templates: ${ and %{ are escaped.
type text string

func (t text) tokens() hclwrite.Tokens { return hclwrite.TokensForValue(cty.StringVal(string(t))) }

// quote returns a string in quotes without templates; escape returns it without the quotes.
func quote(s string) string { return string(text(s).tokens().Bytes()) }

func escape(s string) string {
	quoted := quote(s)
	return quoted[1 : len(quoted)-1]
}

// texts returns strings as nodes.
func texts(all []string) []node {
	var nodes []node
	for _, s := range all {
		nodes = append(nodes, text(s))
	}
	return nodes
}

// A tuple is a list in one line, a column a list with one item a line.
type (
	tuple  []node
	column []node
)

func (t tuple) tokens() hclwrite.Tokens {
	var items []hclwrite.Tokens
	for _, n := range t {
		items = append(items, n.tokens())
	}
	return hclwrite.TokensForTuple(items)
}

func (c column) tokens() hclwrite.Tokens {
	all := token(hclsyntax.TokenOBrack, "[\n")
	for _, n := range c {
		all = append(append(all, n.tokens()...), token(hclsyntax.TokenComma, ",\n")...)
	}
	return append(all, token(hclsyntax.TokenCBrack, "]")...)
}

// An entry is a name of an object and its value.
type entry struct {
	name  string
	value node
}

// An hclObject is an object of HCL.
type hclObject []entry

func (o hclObject) tokens() hclwrite.Tokens {
	var entries []hclwrite.ObjectAttrTokens
	for _, e := range o {
		entries = append(entries, hclwrite.ObjectAttrTokens{Name: nameTokens(e.name), Value: e.value.tokens()})
	}
	return hclwrite.TokensForObject(entries)
}

// nameTokens quotes a name where HCL wants it. A first entry named for would begin a
// comprehension.
func nameTokens(name string) hclwrite.Tokens {
	if !hclsyntax.ValidIdentifier(name) || name == "for" {
		return text(name).tokens()
	}
	return hclwrite.TokensForIdentifier(name)
}

// sorted returns the object with its entries by name: a map has no order.
func (o hclObject) sorted() hclObject {
	slices.SortFunc(o, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	return o
}

// A call is the call of a function with one argument, such as jsonencode({…}).
type call struct {
	function string
	argument node
}

func (c call) tokens() hclwrite.Tokens {
	return hclwrite.TokensForFunctionCall(c.function, c.argument.tokens())
}
