package kustomization

import (
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// IsJSONPatch reports whether a document is a JSON patch: a list of operations
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

// A Part is an object of which a JSON patch holds one value.
type Part struct {
	// Root is the object with nothing but the value, at its place.
	Root *yamlbytes.Node
	// shown is how the path of the value's place is written in Root, at how it is in
	// the patch.
	shown, at string
}

// Path turns the path of a field in Root into that in the patch.
func (p *Part) Path(path string) string { return p.at + strings.TrimPrefix(path, p.shown) }

// Parts are the values that a JSON patch adds, puts in place, or compares.
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
		part := Part{Root: value, at: "[" + itoa(i) + "].value"}
		keys := pointer(op.Text("path"))
		for j := len(keys) - 1; j >= 0; j-- {
			part.Root = holding(keys[j], part.Root)
		}
		part.shown = shownPath(keys)
		all = append(all, part)
	}
	return all
}

// pointer takes a JSON pointer apart (https://datatracker.ietf.org/doc/html/rfc6901).
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

// isIndex reports whether a key of a pointer is a position in a list.
func isIndex(key string) bool {
	_, err := strconv.ParseUint(key, 10, 31)
	return err == nil || key == "-"
}

func holding(key string, value *yamlbytes.Node) *yamlbytes.Node {
	if isIndex(key) {
		return &yamlbytes.Node{Kind: yamlbytes.Sequence, Items: []*yamlbytes.Node{value}}
	}
	return &yamlbytes.Node{Kind: yamlbytes.Mapping, Pairs: []yamlbytes.Pair{
		{Key: &yamlbytes.Node{Kind: yamlbytes.Scalar, Value: key}, Value: value},
	}}
}

// shownPath is the path of keys as fields prints it.
func shownPath(keys []string) string {
	var b strings.Builder
	for _, key := range keys {
		if isIndex(key) {
			b.WriteString("[0]")
		} else {
			b.WriteString(fields.KeyPart(key))
		}
	}
	return strings.TrimPrefix(b.String(), ".")
}

// parts are the objects of a JSON patch on objects of a kind.
func (d *Document) parts(kind fields.ObjectKind) []object {
	var all []object
	for _, part := range Parts(d.Root) {
		all = append(all, object{d, part.Root, kind, part.Path})
	}
	return all
}

func itoa(i int) string { return strconv.Itoa(i) }
