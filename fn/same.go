package fn

import (
	"strconv"

	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// sameObject reports whether an item and an object are equal. The order of keys and the caller's
// annotations do not count.
func sameObject(item *yamlbytes.Node, o *object.Object) bool {
	return sameMap(item, o.Tree(), "")
}

func sameMap(n *yamlbytes.Node, m object.Map, path string) bool {
	if n == nil || n.Kind != yamlbytes.Mapping {
		return false
	}
	there := 0
	for _, p := range n.Pairs {
		if path != "/metadata/annotations" || !isCallers(p.Key.Value) || m.Has(p.Key.Value) {
			there++
		}
	}
	for _, f := range m {
		if object.Empty(f.Value) {
			continue
		}
		there--
		if !sameValue(n.Get(f.Key), f.Value, path+"/"+f.Key) {
			return false
		}
	}
	return there == 0
}

func sameValue(n *yamlbytes.Node, value any, path string) bool {
	if n == nil {
		return false
	}
	switch v := value.(type) {
	case object.Map:
		return sameMap(n, v, path)
	case object.List:
		if n.Kind != yamlbytes.Sequence || len(n.Items) != len(v) {
			return false
		}
		for i := range v {
			if !sameValue(n.Items[i], v[i], path) {
				return false
			}
		}
		return true
	case object.NoElements:
		return n.Kind == yamlbytes.Sequence && len(n.Items) == 0
	case int:
		return n.Kind == yamlbytes.Scalar && !n.IsText() && n.Value == strconv.Itoa(v)
	case bool:
		return n.Kind == yamlbytes.Scalar && !n.IsText() && n.Value == strconv.FormatBool(v)
	case object.KeepEmpty:
		return n.IsText() && n.Value == string(v)
	}
	return n.IsText() && n.Value == value
}
