package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// inner is the object at a node inside an object: an entry of a ManifestWork, the base of
// a Crossplane Composition. It has a kind of its own, and what is said of it names the
// object that is applied.
func (o *object) inner(root *yamlbytes.Node) *object {
	kind, ok := fields.KindOf(root)
	if !ok {
		return o
	}
	if i := o.innermost; i != nil && i.root == root {
		return i
	}
	i := *o
	i.root, i.kind, i.innermost = root, kind, nil
	o.innermost = &i
	return &i
}

// mayChange reports whether images in objects of a kind, inside another object, change.
func mayChange(kind fields.ObjectKind) bool {
	i := &object{kind: kind}
	_, untouchable := i.untouchable()
	return !untouchable && !i.isConfig()
}

// around is the object that decides over a spot: the outermost in which nothing may
// change, or the innermost.
func (o *object) around(spot *fields.Spot) *object { return o.within(spot.Objects()) }

// within is the same for objects, one inside the other.
func (o *object) within(objects []*yamlbytes.Node) *object {
	if _, untouchable := o.untouchable(); untouchable {
		return o
	}
	at := o
	for _, root := range objects {
		at = o.inner(root)
		if _, untouchable := at.untouchable(); untouchable {
			return at
		}
	}
	return at
}

// isConfigMap reports whether the object is a ConfigMap, or a text in one that is no object.
func (o *object) isConfigMap() bool {
	isText := o.kind.Kind == "" || o.kind.Kind == fields.Values
	return o.kind.Group == "" && o.kind.Kind == "ConfigMap" || isText && o.at.APIVersion == "v1" && o.at.Kind == "ConfigMap"
}
