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
	// inRoot is the path of the value in Root, inPatch its path in the patch: spec.x and
	// [0].value.
	inRoot, inPatch string
}

// Path returns the path in the patch of the field that is at a path in Root.
func (p *Part) Path(path string) string {
	below := strings.TrimPrefix(path, p.inRoot)
	if below != "" && below[0] != '.' && below[0] != '[' { // the operation is about the whole object
		below = "." + below
	}
	return p.inPatch + below
}

// Parts returns the values that the operations add, replace and test of a JSON patch hold. The
// other operations have none.
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
		part := Part{Root: value, inPatch: "[" + strconv.Itoa(i) + "].value"}
		keys := pointer(op.Text("path"))
		for j := len(keys) - 1; j >= 0; j-- {
			part.Root = wrapped(keys[j], part.Root)
		}
		part.inRoot = resultPath(keys)
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

// wrapped returns an object with nothing in it but a value at a key, or a list with nothing but the
// value where the key is a position.
func wrapped(key string, value *yamlbytes.Node) *yamlbytes.Node {
	if IsIndex(key) {
		return &yamlbytes.Node{Kind: yamlbytes.Sequence, Items: []*yamlbytes.Node{value}}
	}
	return &yamlbytes.Node{Kind: yamlbytes.Mapping, Pairs: []yamlbytes.Pair{
		{Key: &yamlbytes.Node{Kind: yamlbytes.Scalar, Value: key}, Value: value},
	}}
}

// resultPath writes keys as a path in the form of results. The lists of wrapped have one element,
// so every position is 0.
func resultPath(keys []string) string {
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
