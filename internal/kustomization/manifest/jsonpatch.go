package manifest

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// IsJSONPatch reports whether the root of a document is a JSON patch: a list of operations
// (https://datatracker.ietf.org/doc/html/rfc6902).
func IsJSONPatch(root *yamlbytes.Node) bool {
	if root == nil || root.Kind != yamlbytes.Sequence || len(root.Items) == 0 {
		return false
	}
	for _, op := range root.Items {
		if op.Text("op") == "" || op.Get("path") == nil {
			return false
		}
	}
	return true
}

// A Part is the part of an object that one operation of a JSON patch sets.
type Part struct {
	// Root is the object with nothing in it but the value of the operation: for the path
	// /spec/x that is {spec: {x: VALUE}}.
	Root *yamlbytes.Node
	// shown is the path of the value in Root, at its path in the patch.
	shown, at string
}

// Path returns the path in the patch of the field that is at a path in Root.
func (p *Part) Path(path string) string {
	below := strings.TrimPrefix(path, p.shown)
	if below != "" && below[0] != '.' && below[0] != '[' { // the operation is about the whole object
		below = "." + below
	}
	return p.at + below
}

// Parts returns the values that the operations add, replace and test of a JSON patch hold.
func Parts(root *yamlbytes.Node) []Part {
	var all []Part
	for i, op := range root.Items {
		value := op.Get("value")
		switch op.Text("op") {
		case "add", "replace", "test":
		default:
			continue
		}
		if value == nil {
			continue
		}
		part := Part{Root: value, at: "[" + strconv.Itoa(i) + "].value"}
		keys := pointer(op.Text("path"))
		for j := len(keys) - 1; j >= 0; j-- {
			part.Root = holding(keys[j], part.Root)
		}
		part.shown = shownPath(keys)
		all = append(all, part)
	}
	return all
}

// pointer splits a JSON pointer into its keys (https://datatracker.ietf.org/doc/html/rfc6901).
func pointer(path string) []string {
	if path == "" {
		return nil
	}
	keys := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for i, key := range keys {
		keys[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(key)
	}
	return keys
}

// IsIndex reports whether a key of a JSON pointer is a position in a list: a number, or - for
// its end.
func IsIndex(key string) bool {
	_, err := strconv.ParseUint(key, 10, 31)
	return err == nil || key == "-"
}

// holding returns an object or a list with nothing in it but a value, at a key.
func holding(key string, value *yamlbytes.Node) *yamlbytes.Node {
	if IsIndex(key) {
		return &yamlbytes.Node{Kind: yamlbytes.Sequence, Items: []*yamlbytes.Node{value}}
	}
	return &yamlbytes.Node{Kind: yamlbytes.Mapping, Pairs: []yamlbytes.Pair{
		{Key: &yamlbytes.Node{Kind: yamlbytes.Scalar, Value: key}, Value: value},
	}}
}

// shownPath writes keys as a path in the form of results.
func shownPath(keys []string) string {
	var b strings.Builder
	for _, key := range keys {
		if IsIndex(key) {
			b.WriteString("[0]")
		} else {
			b.WriteString(fields.KeyPart(key))
		}
	}
	return strings.TrimPrefix(b.String(), ".")
}
