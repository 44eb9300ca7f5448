package rewrite

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/document"
)

// anchors follows the scalars with an anchor that stand in image fields: YAML
// cannot change such a value in one place alone.
type anchors struct {
	roots  []*document.Node // of the items that may hold such scalars
	values []*anchored
	byNode map[*document.Node]*anchored
}

type anchored struct {
	node   *document.Node
	object *object // the first that uses it as an image
	value  string  // its new text, when it has one
	isNew  bool
	visits int // how many image fields it stands in
	uses   int // how many places it stands in
}

// keep notes an item in which the values may stand: one with an image field that
// has an anchor, or any item of a source that was read whole.
func (a *anchors) keep(it *document.Item, root *document.Node, before int, values map[*document.Node]string) {
	if it.IsRead() || len(a.values) > before {
		a.roots = append(a.roots, root)
	}
	for _, v := range a.values[before:] {
		v.value, v.isNew = values[v.node]
	}
}

// visit notes an image field.
func (a *anchors) visit(o *object, n *document.Node) {
	if n.Anchor == "" {
		return
	}
	v := a.byNode[n]
	if v == nil {
		v = &anchored{node: n, object: o}
		a.values = append(a.values, v)
		a.byNode[n] = v
	}
	v.visits++
}

// reportShared warns of rewritten values that also stand, through an anchor,
// where no image is expected.
func (r *run) reportShared() {
	r.shared.countUses()
	for _, v := range r.shared.values {
		if !v.isNew || v.uses == v.visits {
			continue
		}
		r.report.add(v.object, Finding{
			Severity: Warning, Code: SharedAnchor,
			Message: fmt.Sprintf("the value of the anchor &%s was rewritten; it also stands, by alias, in fields that are no image fields", v.node.Anchor),
			Field:   Field{Current: v.node.Value, Proposed: v.value},
		})
	}
}

// countUses counts, in one walk, the places where the values stand.
func (a *anchors) countUses() {
	for _, root := range a.roots {
		a.countBelow(root)
	}
}

func (a *anchors) countBelow(n *document.Node) {
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
