package pass

import (
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/decide"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/object"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// SharedAnchors is the pass that warns of rewritten values that an alias also puts into fields
// that are no image fields, or whose image stays: YAML cannot change such a value in one field alone. An anchor never
// reaches beyond its text, so each text is judged by itself.
type SharedAnchors struct {
	None
	report *outcome.Report
	texts  map[*object.Text]*textAnchors
}

// NewSharedAnchors returns the pass.
func NewSharedAnchors(report *outcome.Report) *SharedAnchors {
	return &SharedAnchors{report: report, texts: map[*object.Text]*textAnchors{}}
}

// textAnchors are the anchors of one text.
type textAnchors struct {
	report *outcome.Report
	roots  []*yamlbytes.Node // of the items, where they may share anchors
	values []*anchored
	byNode map[*yamlbytes.Node]*anchored
}

// An anchored value is a scalar with an anchor.
type anchored struct {
	node   *yamlbytes.Node
	object *object.Object // the first that uses it as an image
	images int            // in how many image fields it is that change
	stays  bool           // it is also in one that does not
	uses   int            // in how many fields it is
}

// Image counts an image field.
func (a *SharedAnchors) Image(at *object.Occurrence, d *decide.Decision) {
	if n := at.Place.Name; n.Anchor != "" {
		a.of(at.Object.Text).image(at.Object, n, d.Kind == decide.Changed)
	}
}

// of returns the anchors of a text.
func (a *SharedAnchors) of(t *object.Text) *textAnchors {
	anchors := a.texts[t]
	if anchors == nil {
		anchors = &textAnchors{report: a.report}
		a.texts[t] = anchors
	}
	return anchors
}

// image counts an image field of an object.
func (a *textAnchors) image(o *object.Object, n *yamlbytes.Node, changes bool) {
	v := a.byNode[n]
	if v == nil {
		v = &anchored{node: n, object: o}
		a.values = append(a.values, v)
		if a.byNode == nil {
			a.byNode = map[*yamlbytes.Node]*anchored{}
		}
		a.byNode[n] = v
	}
	if changes {
		v.images++
	} else {
		v.stays = true
	}
}

// EndItem judges the anchors of an item that shares none with others. Items that were read as one
// document (yamlbytes.Item.IsRead) may share some, so they wait for EndText.
func (a *SharedAnchors) EndItem(root *object.Object) {
	if root.Item.IsRead() {
		anchors := a.of(root.Text)
		anchors.roots = append(anchors.roots, root.Root)
		return
	}
	if anchors := a.texts[root.Text]; anchors != nil && len(anchors.values) > 0 {
		anchors.countBelow(root.Root)
		anchors.warn()
	}
}

// EndText judges the anchors that the items of the text share.
func (a *SharedAnchors) EndText(t *object.Text) {
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

// warn reports the rewritten values that are also in fields that do not change by themselves.
func (a *textAnchors) warn() {
	for _, v := range a.values {
		value, changed := v.object.Text.Scalars.NewTexts[v.node]
		if !changed || v.uses == v.images {
			continue
		}
		where := "in fields that are no image fields"
		if v.stays {
			where = "in an image field that would stay as it is: write the value out there"
		}
		a.report.AddAbout(v.object, finding.Finding{
			Severity: finding.Warning, Code: outcome.SharedAnchor,
			Message: "the value of an anchor was rewritten; it is also, by alias, " + where,
			Field:   finding.Field{Current: v.node.Value, Proposed: value},
			Line:    v.object.Line(v.node),
		})
	}
	a.values, a.byNode = nil, nil
}

// countBelow counts in how many fields of a tree the values are.
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
