package rewrite

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/document"
	"github.com/amerintlxperts/ecrcache/fields"
)

// A run is the work on the items of one source.
type run struct {
	*Rewriter
	report *Report
	edits  []document.Edit
	// values holds the new text of every scalar that changed: one that stands in
	// several places by an alias changes once.
	values map[*document.Node]string
	// told and excluded hold the scalars of places that were reported already, and
	// of those that the configuration leaves out.
	told, excluded map[*document.Node]bool
	shared         anchors
}

// take rewrites one item.
func (r *run) take(it *document.Item) error {
	if !r.matters(it) {
		return nil
	}
	root, err := it.Parse()
	if err != nil || root == nil {
		return err
	}
	before, values := r.report.Rewritten, len(r.shared.values)
	r.object(it, newObject(root), "")
	r.shared.keep(it, root, values)
	r.countMentions(it, root)
	if r.report.Rewritten > before {
		r.report.Changed++
	}
	return nil
}

// matters reports whether the item may hold what this run looks for.
func (r *run) matters(it *document.Item) bool {
	return r.readAll || it.IsRead() || r.needles.inSource(it.Raw())
}

// object rewrites one object, whose place in the item is the prefix.
func (r *run) object(it *document.Item, o object, prefix string) {
	if entries := o.entries(); entries != nil {
		for i, entry := range entries {
			r.object(it, newObject(entry), fmt.Sprintf("%sitems[%d].", prefix, i))
		}
		return
	}
	switch {
	case o.isConfig():
		return
	case o.ignored():
		r.report.Ignored++
	case o.isDefinition():
	default:
		r.finder.Find(o.kind(), o.root, func(p fields.Place) {
			p.Path = prefix + p.Path
			r.place(it, &o, &p)
		})
	}
	r.leftBehind(&o, prefix)
}

// place rewrites the reference at one place and reports it.
func (r *run) place(it *document.Item, o *object, p *fields.Place) {
	r.shared.visit(o, p.Name)
	d := r.decide(p)
	switch d.kind {
	case excluded:
		r.excluded[p.Name] = true
		r.report.Excluded++
	case cached:
		r.report.Cached++
	case changed:
		if err := r.change(it, p, d); err != nil {
			d = decision{findings: []Finding{{Severity: Warning, Code: Irreplaceable, Message: err.Error()}}}
			break
		}
		r.report.Rewritten++
	}
	r.told[p.Name] = r.told[p.Name] || len(d.findings) > 0
	for _, f := range d.findings {
		f.Resource, f.File = o.at, o.file
		f.Field = Field{Path: p.Path, Current: d.current, Proposed: d.proposed}
		r.report.Findings = append(r.report.Findings, f)
	}
}

// change writes a decision into the fields of its place: all of them, or none
// when one cannot be replaced where it stands.
func (r *run) change(it *document.Item, p *fields.Place, d decision) error {
	var edits []document.Edit
	for _, c := range compose(p, d.reference) {
		e, err := r.edit(it, p, c)
		if err != nil {
			return err
		}
		edits = append(edits, e...)
	}
	r.edits = append(r.edits, edits...)
	return nil
}

// edit gives one scalar its new text, none when it has it already.
func (r *run) edit(it *document.Item, p *fields.Place, c change) ([]document.Edit, error) {
	if p.Missing != "" && c.node == p.Name {
		e, err := it.AddBehind(p.Parent, c.node, p.Missing, c.text)
		return []document.Edit{e}, err
	}
	if text, done := r.values[c.node]; done {
		if text != c.text {
			return nil, fmt.Errorf("line %d: the value is shared by an anchor and would have to become %q and %q", c.node.Line, text, c.text)
		}
		return nil, nil
	}
	e, err := it.Replace(c.node, c.text)
	if err != nil {
		return nil, err
	}
	r.values[c.node] = c.text
	return []document.Edit{e}, nil
}
