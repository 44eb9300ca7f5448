package object

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// Inner is the object at a node inside an object: an entry of a ManifestWork, the base of
// a Crossplane Composition. It has a kind of its own, and what is said of it names the
// object that is applied.
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

// MayChange reports whether images in objects of a kind, inside another object, change.
func MayChange(kind fields.ObjectKind) bool {
	i := &Object{Kind: kind}
	_, untouchable := i.Untouchable()
	return !untouchable && !i.IsConfig()
}

// Around is the object that decides over a spot: the outermost in which nothing may
// change, or the innermost.
func (o *Object) Around(spot *fields.Spot) *Object { return o.Within(spot.Objects()) }

// Within is the same for objects, one inside the other.
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

// IsConfigMap reports whether the object is a ConfigMap, or a text in one that is no object.
func (o *Object) IsConfigMap() bool {
	isText := o.Kind.Kind == "" || o.Kind.Kind == fields.Values
	return o.Kind.Group == "" && o.Kind.Kind == "ConfigMap" || isText && o.Resource.APIVersion == "v1" && o.Resource.Kind == "ConfigMap"
}
