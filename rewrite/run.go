package rewrite

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/document"
	"github.com/amerintlxperts/ecrcache/fields"
	"github.com/amerintlxperts/ecrcache/image"
)

// A run is the work on the items of one source.
type run struct {
	*Rewriter
	// path and source are those of the source in work, edits those on it.
	path     string
	source   int
	inText   bool // the items are those of a string
	edits    []document.Edit
	report   *Report
	outcomes []Outcome // of the sources so far
	// values holds the new text of every scalar that changed: one that stands in
	// several places by an alias changes once.
	values map[*document.Node]string
	// told and excluded hold the scalars of places that were reported already, and
	// of those that the configuration leaves out.
	told, excluded map[*document.Node]bool
	// matched holds the names by which kustomize's images find what they change.
	matched   map[*document.Node]bool
	visited   map[visit]bool
	surprises map[Code][]string
	used      map[*fields.Row]bool // rows of the configuration that led somewhere
	shared    anchors
	images    map[image.Reference]bool // in their upstreams, that are or become cached
	names     kustomizeNames
	pulls     pullSecrets
	fills     fills
	touched   map[*document.Item]bool // items that change
	marks     *marks
}

// A visit is a scalar met on a path: two rows may lead to the same place, and an
// alias to one scalar on two paths.
type visit struct {
	node *document.Node
	path string
}

// read parses an item that may hold what this run looks for; nil for any other.
func (r *run) read(it *document.Item) (*document.Node, error) {
	if !r.matters(it) {
		return nil, nil
	}
	return it.Parse()
}

// take rewrites one item.
func (r *run) take(it *document.Item, index int, root *document.Node) {
	if root == nil {
		return
	}
	before, values := r.report.Rewritten, len(r.shared.values)
	r.object(it, newObject(root, File{r.path, index}), "")
	r.shared.keep(it, root, values)
	r.countMentions(it, root)
	if r.report.Rewritten > before {
		r.markChanged(it)
	}
}

// markChanged counts an item that changes, once.
func (r *run) markChanged(it *document.Item) {
	if !r.touched[it] {
		r.touched[it] = true
		r.report.Changed++
	}
}

// matters reports whether the item may hold what this run looks for.
func (r *run) matters(it *document.Item) bool {
	return r.readAll || it.IsRead() || r.needles.inSource(it.Raw())
}

// object rewrites one object, whose place in the item is the prefix.
func (r *run) object(it *document.Item, o object, prefix string) {
	if entries := o.entries(); entries != nil {
		for i, entry := range entries {
			r.object(it, newObject(entry, o.file), fmt.Sprintf("%sitems[%d].", prefix, i))
		}
		return
	}
	switch _, untouchable := o.untouchable(); {
	case o.isConfig(), o.isGenerated():
		return
	case o.ignored():
		r.report.Ignored++
	case untouchable:
	default:
		r.fills.look(r, it, &o, prefix)
		r.finder.Find(o.kind, o.root, func(p fields.Place) {
			p.Path = prefix + p.Path
			r.place(it, &o, &p)
		})
		r.embedded(it, &o, prefix)
	}
	r.pulls.look(r, it, &o, prefix)
	r.leftBehind(&o, prefix)
}

// place rewrites the reference at one place and reports it.
func (r *run) place(it *document.Item, o *object, p *fields.Place) {
	if p.Row.Form != fields.KustomizeImage && r.matched[p.Name] {
		return // kustomize finds the image by this name; only what it becomes changes
	}
	r.used[p.Row] = true
	if v := (visit{p.Name, p.Path}); r.visited[v] {
		return
	} else {
		r.visited[v] = true
	}
	r.shared.visit(o, p.Name)
	if p.Row.Form == fields.KustomizeImage {
		r.matched[p.Parent.Get("name")] = true
	}
	if r.takesOut(it, o, p) {
		r.values[p.Name] = ""
		return
	}
	d := r.decide(o, p)
	switch d.kind {
	case excluded:
		r.excluded[p.Name] = true
		r.report.Excluded++
	case kept:
		r.meet(d.upstream)
		r.marks.note(r, it, o, p, &d)
	case cached:
		r.report.Cached++
		r.meet(d.upstream)
		r.marks.note(r, it, o, p, &d)
		if p.Row.Form == fields.SetImage {
			r.matched[p.Name] = true // the upstream's name stands before the =
		}
	case changed:
		if err := r.change(it, o, p, d); err != nil {
			d = decision{current: d.current}
			d.add(Warning, Irreplaceable, reasonOf(err))
			break
		}
		r.report.Rewritten++
		r.meet(d.upstream)
		r.warnOfMarker(it, o, p)
		r.marks.note(r, it, o, p, &d)
		r.sourceWarnings(o, p)
		r.names.note(o, p, d)
		for _, code := range d.surprises {
			r.surprises[code] = append(r.surprises[code], d.proposed)
		}
	}
	r.told[p.Name] = r.told[p.Name] || len(d.findings) > 0
	for _, f := range d.findings {
		f.Field = Field{Path: p.Path, Current: d.current, Proposed: d.proposed}
		f.Line = r.line(o, p.Name)
		r.report.add(o, f)
	}
	r.observe(o, p, &d)
}

// line is the line of a value in the object's file, 0 where that is not known: in
// a string, and in a list of objects from other files.
func (r *run) line(o *object, n *document.Node) int {
	if r.inText || o.file.Path != r.path {
		return 0
	}
	return n.Line
}

// meet notes an upstream's image.
func (r *run) meet(ref image.Reference) {
	r.images[ref] = true
}

// finish reports what only the whole run knows.
func (r *run) finish() {
	r.report.setImages(r.images)
	r.reportShared()
	r.names.report(r.report)
	r.pulls.finish(r)
	r.fills.finish(r)
	r.reportSurprises()
	r.reportUnused()
	r.marks.write(r)
	r.report.TellOmitted()
}

// reportUnused warns of fields of the configuration that no item has.
func (r *run) reportUnused() {
	for _, row := range r.finder.Rows() {
		if row.User && !r.used[row] {
			r.report.Add(Finding{
				Severity: Warning, Code: UnusedField,
				Message: fmt.Sprintf("rewrite.fields: the path %s led to no field in any item that was read; check group, kind and path", row.Path),
			})
		}
	}
}

// change writes a decision into the fields of its place: all of them, or none
// when one cannot be replaced where it stands.
func (r *run) change(it *document.Item, o *object, p *fields.Place, d decision) error {
	edits, err := r.sourceEdits(it, o, p)
	if err != nil {
		return err
	}
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
	if c.node == p.Name && r.restore && p.Row.Form == fields.KustomizeImage && p.Parent.Text("name") == c.text && it.Comment(c.node) == "" {
		// The entry says nothing more than its name: Rewrite added it, and it adds
		// no comment.
		if e, err := it.RemoveEntry(p.Parent, "newName"); err == nil {
			return []document.Edit{e}, nil
		}
	}
	if p.Missing != "" && c.node == p.Name {
		e, err := it.AddBehind(p.Parent, c.node, p.Missing, c.text)
		return []document.Edit{e}, err
	}
	if text, done := r.values[c.node]; done {
		if text != c.text {
			return nil, fmt.Errorf("the value is shared by an anchor and would have to become %q and %q", text, c.text)
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
