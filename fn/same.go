package fn

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// The annotations by which kpt and kustomize keep the file of an item, the newer
// spelling first. Functions set both, because callers differ in which they read
// (https://github.com/kubernetes-sigs/kustomize/blob/master/cmd/config/docs/api-conventions/functions-spec.md).
var pathAnnotations = [...]string{"internal.config.kubernetes.io/path", "config.kubernetes.io/path"}

// callers begin the annotations that belong to the caller, and not to the object.
var callers = [...]string{"internal.config.kubernetes.io/", "config.kubernetes.io/", "config.k8s.io/", "kustomize.config.k8s.io/", "kpt.dev/"}

func isCallers(annotation string) bool {
	for _, prefix := range callers {
		if strings.HasPrefix(annotation, prefix) {
			return true
		}
	}
	return false
}

// withPath is a new object with the file it is to be written to.
func withPath(o *object.Object) *object.Object {
	file := "ecrcache/" + strings.ToLower(o.Kind) + "-" + o.Metadata.Name + ".yaml"
	placed := *o
	placed.Metadata.Annotations = append(object.Map{}, o.Metadata.Annotations...)
	for _, key := range pathAnnotations {
		placed.Metadata.Annotations = placed.Metadata.Annotations.Set(key, file)
	}
	return &placed
}

// leadsOut reports whether an annotation is a path out of the caller's directory, on
// any system. No object that is written here has one, whatever the item said.
func leadsOut(annotation, file string) bool {
	file = strings.ReplaceAll(file, `\`, "/")
	isPath := slices.Contains(pathAnnotations[:], annotation)
	return isPath && (!filepath.IsLocal(file) || strings.Contains(file, ":"))
}

// withCallers is an object that takes the place of an item: it keeps what the
// caller noted on that, such as the file it came from.
func withCallers(o *object.Object, item *yamlbytes.Node) *object.Object {
	placed := *o
	placed.Metadata.Annotations = append(object.Map{}, o.Metadata.Annotations...)
	if annotations := item.At("metadata", "annotations"); annotations != nil {
		for _, p := range annotations.Pairs {
			if isCallers(p.Key.Value) && !o.Metadata.Annotations.Has(p.Key.Value) && p.Value.Kind == yamlbytes.Scalar && !leadsOut(p.Key.Value, p.Value.Value) {
				placed.Metadata.Annotations = append(placed.Metadata.Annotations, object.Field{Key: p.Key.Value, Value: object.Kept(p.Value.Value)})
			}
		}
	}
	return &placed
}

// sameObject reports whether an item says what the object does, whatever the order
// of its keys and the caller's annotations.
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
	case object.Kept:
		return n.IsText() && n.Value == string(v)
	}
	return n.IsText() && n.Value == value
}
