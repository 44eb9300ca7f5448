package schemacheck

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
	"github.com/amerintlxperts/ecrcache/internal/yamltext"
)

// Describe says in words what a value is, for messages about one that was not expected:
// "a map", "nothing", "the number 12", or the string in quotes.
func Describe(n *yamlbytes.Node) string {
	switch {
	case n.Kind == yamlbytes.Mapping:
		return "a map"
	case n.Kind == yamlbytes.Sequence:
		return "a list"
	case n.IsNull():
		return "nothing"
	case IsString(n):
		return finding.Quote(n.Value)
	case n.Tag() == "!!int" || n.Tag() == "!!float":
		return "the number " + n.Value
	case n.Tag() == "!!bool":
		return "the boolean " + n.Value
	}
	return finding.Quote(n.Value) + " of the YAML type " + n.Tag()
}

// Quoted returns how to write a scalar so that YAML reads it as a string.
func Quoted(n *yamlbytes.Node) string { return yamltext.Quoted(n.Value) }

// IsString reports whether a value is a string. A date such as 2026-01-02 is one, although
// YAML has a type for it: no field of a configuration is a time, and JSON has none.
func IsString(n *yamlbytes.Node) bool { return n.IsText() || n.Tag() == "!!timestamp" }

// StringAt returns the string under a key of a map, "" when there is none.
func StringAt(n *yamlbytes.Node, key string) string {
	if v := n.Get(key); IsString(v) {
		return v.Value
	}
	return ""
}
