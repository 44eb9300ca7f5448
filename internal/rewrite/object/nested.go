package object

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Inner returns the object at a node inside the object, such as an entry of a ManifestWork
// or the base of a Crossplane Composition, or the object itself when the node is none. The
// inner object has its own kind, but findings about it name the outer one, which is the one
// that is applied.
func (o *Object) Inner(root *yamlbytes.Node) *Object {
	kind, ok := fields.KindOf(root)
	if !ok {
		return o
	}
	if i := o.innermost; i != nil && i.Root == root {
		return i
	}
	i := *o
	i.Root, i.Kind, i.innermost = root, kind, nil
	o.innermost = &i
	return &i
}

// MayChange reports whether images in objects of a kind may change where such an object is
// inside another one.
func MayChange(kind fields.ObjectKind) bool {
	i := &Object{Kind: kind}
	_, untouchable := i.Untouchable()
	return !untouchable && !i.IsConfig()
}

// Around returns the object whose rules hold for a scalar: the outermost around it in which
// nothing may change, or else the innermost. In a Pod inside a policy of Kyverno it is the policy,
// in a Pod inside a ManifestWork the Pod.
func (o *Object) Around(spot *fields.Spot) *Object { return o.Within(spot.Objects()) }

// Within does the same as Around for a list of objects, each inside the one before.
func (o *Object) Within(objects []*yamlbytes.Node) *Object {
	if _, untouchable := o.Untouchable(); untouchable {
		return o
	}
	at := o
	for _, root := range objects {
		at = o.Inner(root)
		if _, untouchable := at.Untouchable(); untouchable {
			return at
		}
	}
	return at
}

// IsConfigMap reports whether the object is a ConfigMap, or a document in one that is no
// Kubernetes object.
func (o *Object) IsConfigMap() bool {
	isText := o.Kind.Kind == "" || o.Kind.Kind == fields.Values
	return o.Kind.Group == "" && o.Kind.Kind == "ConfigMap" || isText && o.Resource.APIVersion == "v1" && o.Resource.Kind == "ConfigMap"
}
