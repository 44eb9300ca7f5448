package crd

import (
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
)

// Covers reports whether a CRD is of the object's group, whatever its kind.
func (c *Catalogue) Covers(object *unstructured.Unstructured) bool {
	return len(c.Kinds(object.GroupVersionKind().Group)) > 0
}

// Problems lists why a strict API server with the CRDs refuses the object, each
// beginning with the field's path where there is one; none when it takes it.
func (c *Catalogue) Problems(object *unstructured.Unstructured) []string {
	id := object.GroupVersionKind()
	k, served := c.kinds[id], c.served[id.GroupKind()]
	switch {
	case len(served) == 0:
		return []string{fmt.Sprintf("%s of %q: no CRD has this kind; add its release to crds/go.mod and releases.go", id.Kind, id.Group)}
	case k == nil:
		return []string{fmt.Sprintf("apiVersion: %s is not served for %s; served are %v", object.GetAPIVersion(), id.Kind, served)}
	}
	tree := runtime.DeepCopyJSON(object.Object)
	unknown, err := k.decode(tree)
	if err != nil {
		return []string{err.Error()}
	}
	slices.Sort(unknown)
	var problems []string
	for _, path := range unknown {
		problems = append(problems, path+": unknown field")
	}
	for _, err := range k.validate(tree) {
		problems = append(problems, err.Error())
	}
	return problems
}
