package rewrite

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// anchors follows the scalars with an anchor that stand in image fields: YAML
// cannot change such a value in one place alone.
type anchors struct {
	roots  []*yamlbytes.Node // of a source that was read whole: its items share anchors
	values []*anchored
	byNode map[*yamlbytes.Node]*anchored
}

type anchored struct {
	node   *yamlbytes.Node
	object *object // the first that uses it as an image
	visits int     // how many image fields it stands in
	uses   int     // how many places it stands in
}

// close ends an item. What an item shares with no other is judged at once.
func (a *anchors) close(r *run, it *yamlbytes.Item, root *yamlbytes.Node) {
	if it.IsRead() {
		a.roots = append(a.roots, root)
		return
	}
	if len(a.values) > 0 {
		a.countBelow(root)
		a.report(r)
	}
}

// visit notes an image field.
func (a *anchors) visit(o *object, n *yamlbytes.Node) {
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

// finish judges what the items of a source share.
func (a *anchors) finish(r *run) {
	for _, root := range a.roots {
		a.countBelow(root)
	}
	a.report(r)
}

// report warns of rewritten values that also stand, through an anchor, where no
// image is expected.
func (a *anchors) report(r *run) {
	for _, v := range a.values {
		value, changed := r.state.values[v.node]
		if !changed || v.uses == v.visits {
			continue
		}
		r.report.add(v.object, Finding{
			Severity: Warning, Code: SharedAnchor,
			Message: fmt.Sprintf("the value of the anchor &%s was rewritten; it also stands, by alias, in fields that are no image fields", v.node.Anchor),
			Field:   Field{Current: v.node.Value, Proposed: value},
		})
	}
	a.values = a.values[:0]
	clear(a.byNode)
}

// countBelow counts, in one walk, the places where the values stand.
func (a *anchors) countBelow(n *yamlbytes.Node) {
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
