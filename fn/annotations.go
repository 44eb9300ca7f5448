package fn

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/generators/object"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// pathAnnotations are the annotations in which kpt and kustomize keep the file of an item, the
// newer one first. Functions set both, because callers differ in which they read
// (https://github.com/kubernetes-sigs/kustomize/blob/master/cmd/config/docs/api-conventions/functions-spec.md).
var pathAnnotations = [...]string{"internal.config.kubernetes.io/path", "config.kubernetes.io/path"}

// callers are the prefixes of the annotations that belong to the caller, such as kustomize, and
// not to the object.
var callers = [...]string{"internal.config.kubernetes.io/", "config.kubernetes.io/", "config.k8s.io/", "kustomize.config.k8s.io/", "kpt.dev/"}

func isCallers(annotation string) bool {
	for _, prefix := range callers {
		if strings.HasPrefix(annotation, prefix) {
			return true
		}
	}
	return false
}

// withPath returns a new object with annotations for the file that it is to be written to.
func withPath(o *object.Object) *object.Object {
	file := "ecrcache/" + strings.ToLower(o.Kind) + "-" + o.Metadata.Name + ".yaml"
	placed := *o
	placed.Metadata.Annotations = append(object.Map{}, o.Metadata.Annotations...)
	for _, key := range pathAnnotations {
		placed.Metadata.Annotations = placed.Metadata.Annotations.Set(key, file)
	}
	return &placed
}

// leadsOut reports whether an annotation is a path out of the caller's directory, on any system.
// Generated objects never keep such an annotation of an item.
func leadsOut(annotation, file string) bool {
	file = strings.ReplaceAll(file, `\`, "/")
	isPath := slices.Contains(pathAnnotations[:], annotation)
	return isPath && (!filepath.IsLocal(file) || strings.Contains(file, ":"))
}

// withCallers returns the object that replaces an item, with the caller's annotations of the
// item, such as the file that it came from.
func withCallers(o *object.Object, item *yamlbytes.Node) *object.Object {
	placed := *o
	placed.Metadata.Annotations = append(object.Map{}, o.Metadata.Annotations...)
	if annotations := item.At("metadata", "annotations"); annotations != nil {
		for _, p := range annotations.Pairs {
			if isCallers(p.Key.Value) && !o.Metadata.Annotations.Has(p.Key.Value) && p.Value.Kind == yamlbytes.Scalar && !leadsOut(p.Key.Value, p.Value.Value) {
				placed.Metadata.Annotations = append(placed.Metadata.Annotations, object.Field{Key: p.Key.Value, Value: object.KeepEmpty(p.Value.Value)})
			}
		}
	}
	return &placed
}
