package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// sharedAnchors is the pass that follows the scalars with an anchor that stand in image
// fields: YAML cannot change such a value in one place alone. Each text has its own.
type sharedAnchors struct {
	noPass
	report *Report
	roots  []*yamlbytes.Node // of a text that was read whole: its items share anchors
	values []*anchored
	byNode map[*yamlbytes.Node]*anchored
}

type anchored struct {
	node   *yamlbytes.Node
	object *object // the first that uses it as an image
	images int     // how many image fields it stands in
	uses   int     // how many places it stands in
}

// image counts an image field.
func (a *sharedAnchors) image(at *occurrence, _ *decision) {
	n := at.place.Name
	if n.Anchor == "" {
		return
	}
	v := a.byNode[n]
	if v == nil {
		v = &anchored{node: n, object: at.object}
		a.values = append(a.values, v)
		if a.byNode == nil {
			a.byNode = map[*yamlbytes.Node]*anchored{}
		}
		a.byNode[n] = v
	}
	v.images++
}

// endItem judges at once what an item shares with no other.
func (a *sharedAnchors) endItem(root *object) {
	if root.item.IsRead() {
		a.roots = append(a.roots, root.root)
		return
	}
	if len(a.values) > 0 {
		a.countBelow(root.root)
		a.warn()
	}
}

// finish judges what the items of the text share.
func (a *sharedAnchors) finish() {
	for _, root := range a.roots {
		a.countBelow(root)
	}
	a.roots = nil
	a.warn()
}

// warn reports rewritten values that also stand, through an anchor, where no image is
// expected.
func (a *sharedAnchors) warn() {
	for _, v := range a.values {
		value, changed := v.object.text.scalars.values[v.node]
		if !changed || v.uses == v.images {
			continue
		}
		a.report.add(v.object, finding.Finding{
			Severity: finding.Warning, Code: SharedAnchor,
			Message: "the value of an anchor was rewritten; it also stands, by alias, in fields that are no image fields",
			Field:   finding.Field{Current: v.node.Value, Proposed: value},
			Line:    v.object.line(v.node),
		})
	}
	a.values, a.byNode = nil, nil
}

// countBelow counts, in one walk, the places where the values stand.
func (a *sharedAnchors) countBelow(n *yamlbytes.Node) {
	if n.Anchor != "" {
		if v := a.byNode[n]; v != nil {
			v.uses++
		}
	}
	for _, p := range n.Pairs {
		a.countBelow(p.Value)
	}
	for _, item := range n.Items {
		a.countBelow(item)
	}
}
