package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// sharedAnchors is the pass that follows the scalars with an anchor that stand in image
// fields: YAML cannot change such a value in one place alone. What anchors share never
// reaches beyond a text, so it is judged text by text.
type sharedAnchors struct {
	noPass
	report *Report
	texts  map[*text]*textAnchors
}

func newSharedAnchors(report *Report) *sharedAnchors {
	return &sharedAnchors{report: report, texts: map[*text]*textAnchors{}}
}

// textAnchors are the anchors of one text.
type textAnchors struct {
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
	if n := at.place.Name; n.Anchor != "" {
		a.of(at.object.text).image(at.object, n)
	}
}

// of returns the anchors of a text.
func (a *sharedAnchors) of(t *text) *textAnchors {
	anchors := a.texts[t]
	if anchors == nil {
		anchors = &textAnchors{report: a.report}
		a.texts[t] = anchors
	}
	return anchors
}

// image counts an image field of an object.
func (a *textAnchors) image(o *object, n *yamlbytes.Node) {
	v := a.byNode[n]
	if v == nil {
		v = &anchored{node: n, object: o}
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
		anchors := a.of(root.text)
		anchors.roots = append(anchors.roots, root.root)
		return
	}
	if anchors := a.texts[root.text]; anchors != nil && len(anchors.values) > 0 {
		anchors.countBelow(root.root)
		anchors.warn()
	}
}

// endText judges what the items of the text share.
func (a *sharedAnchors) endText(t *text) {
	anchors := a.texts[t]
	if anchors == nil {
		return
	}
	for _, root := range anchors.roots {
		anchors.countBelow(root)
	}
	anchors.warn()
	delete(a.texts, t)
}

// warn reports rewritten values that also stand, through an anchor, where no image is
// expected.
func (a *textAnchors) warn() {
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
func (a *textAnchors) countBelow(n *yamlbytes.Node) {
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
