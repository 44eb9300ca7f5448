package rewrite

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/document"
	"github.com/amerintlxperts/ecrcache/fields"
	"github.com/amerintlxperts/ecrcache/image"
)

// A run is the work on the items of one source after the other.
type run struct {
	*Rewriter
	reader *document.Reader
	keeps  bool // the trees of all items
	partly bool // parts of items without a needle need not be read
	places []int
	search *fields.Search
	pods   *fields.Search // of a pod spec
	// scalars walks over what may be left behind.
	scalars *fields.Scalars
	// paths are those of all sources, path and source those of the one in work, and
	// edits those on it.
	paths  []string
	path   string
	source int
	inText bool // the items are those of a string
	edits  []document.Edit
	report *Report
	state  itemState

	surprises map[Code]map[string]bool // references
	used      map[*fields.Row]bool     // rows of the configuration that led somewhere
	shared    anchors
	images    map[image.Reference]bool // in their upstreams, that are or become cached
	artifacts map[image.Reference]bool // charts and manifests, likewise
	names     kustomizeNames
	pulls     pullSecrets
	fills     fills
	marks     *marks
	outcomes  []Outcome // of the sources so far
}

// An itemState is what a run knows of the item in work. Where anchors reach from item
// to item, and in strings of an item, it goes on.
type itemState struct {
	// values holds the new text of every scalar that changed: one that stands in
	// several places by an alias changes once.
	values map[*document.Node]string
	// told and excluded hold the scalars of places that were reported already, and
	// of those that the configuration leaves out.
	told, excluded map[*document.Node]bool
	// matched holds the names by which kustomize's images find what they change.
	matched map[*document.Node]bool
	visited map[visit]bool
	// looked is the object whose scalars were looked at last for what is left behind,
	// inScalars how many upstreams' names stand in them.
	looked    *document.Node
	inScalars int
}

// A visit is a scalar in the map or list it was met in: two rows may lead to the same
// place, and an alias to one scalar in two places.
type visit struct {
	node  *document.Node
	place int
}

func newItemState() itemState {
	return itemState{
		values:   map[*document.Node]string{},
		told:     map[*document.Node]bool{},
		excluded: map[*document.Node]bool{},
		matched:  map[*document.Node]bool{},
		visited:  map[visit]bool{},
	}
}

// begin forgets the item before.
func (s *itemState) begin() {
	clear(s.values)
	clear(s.told)
	clear(s.excluded)
	clear(s.matched)
	clear(s.visited)
	s.looked = nil
}

// read parses an item that may hold what this run looks for; nil for any other.
func (r *run) read(it *document.Item) (*document.Node, error) {
	if !r.matters(it) {
		return nil, nil
	}
	text := textOf(it.Raw())
	if !r.partly || hasEscape(text) {
		return r.reader.Parse(it)
	}
	r.places = r.needles.places(text, r.places[:0])
	root, err := r.reader.ParseAround(it, r.places)
	if err == nil && root.Get("kind") == nil {
		return r.reader.Parse(it) // what it is shows in its parts
	}
	return root, err
}

// take rewrites one item.
func (r *run) take(it *document.Item, index int, root *document.Node) {
	if root == nil {
		return
	}
	if !it.IsRead() {
		r.state.begin()
	}
	rewritten, targets := r.report.Rewritten, len(r.fills.targets)
	o := newObject(root, File{r.path, index})
	if o.isGenerated {
		r.report.Generated = append(r.report.Generated, index)
	}
	r.object(it, o, "")
	r.shared.close(r, it, root)
	r.countMentions(it, root)
	if r.report.Rewritten > rewritten {
		r.report.Changed++
		r.fills.changed(targets)
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
	case o.isConfig(), o.isGenerated:
		return
	case o.isIgnored:
		r.report.Ignored++
	case untouchable:
	default:
		r.fills.look(r, it, &o, prefix)
		r.search.Find(o.kind, o.root, func(p *fields.Place) { r.place(it, &o, p, prefix) })
		r.embedded(it, &o, prefix)
	}
	r.pulls.look(r, it, &o, prefix)
	r.leftBehind(it, &o, prefix)
}

// place rewrites the reference at one place and reports it.
func (r *run) place(it *document.Item, o *object, p *fields.Place, prefix string) {
	s := &r.state
	if p.Row.Form != fields.KustomizeImage && s.matched[p.Name] {
		return // kustomize finds the image by this name; only what it becomes changes
	}
	if p.Row.User {
		r.used[p.Row] = true
	}
	if v := (visit{p.Name, p.Number()}); s.visited[v] {
		return
	} else {
		s.visited[v] = true
	}
	r.shared.visit(o, p.Name)
	if p.Row.Form == fields.KustomizeImage {
		s.matched[p.Parent.Get("name")] = true
	}
	if r.takesOut(it, o, p) {
		s.values[p.Name] = ""
		return
	}
	d := r.decide(o, p)
	site := site{it, o, p, prefix}
	switch d.kind {
	case excluded:
		s.excluded[p.Name] = true
		r.report.Excluded++
	case kept:
		r.meet(p, d.upstream)
		r.marks.note(r, &site, &d)
	case cached:
		r.report.Cached++
		r.meet(p, d.upstream)
		r.marks.note(r, &site, &d)
		if p.Row.Form == fields.SetImage {
			s.matched[p.Name] = true // the upstream's name stands before the =
		}
	case changed:
		if err := r.change(it, o, p, &d); err != nil {
			d = decision{current: d.current}
			d.add(Warning, Irreplaceable, reasonOf(err))
			break
		}
		r.rewrote(&site, &d)
	}
	if len(d.findings) > 0 {
		s.told[p.Name] = true
	}
	for _, f := range d.findings {
		r.tell(&site, f, d.current, d.proposed)
	}
	r.observe(&site, &d)
}

// rewrote notes a reference that has changed.
func (r *run) rewrote(s *site, d *decision) {
	r.report.Rewritten++
	r.meet(s.place, d.upstream)
	r.warnOfMarker(s)
	r.marks.note(r, s, d)
	r.sourceWarnings(s)
	r.names.note(s, d)
	for _, code := range d.surprises {
		if r.surprises[code] == nil {
			r.surprises[code] = map[string]bool{}
		}
		r.surprises[code][d.proposed] = true
	}
}

// A site is a place in an object of an item.
type site struct {
	item   *document.Item
	object *object
	place  *fields.Place
	prefix string // of the object's path in the item
}

// path is that of the field.
func (s *site) path() string { return s.prefix + s.place.Path() }

// tell reports a finding about a site, if there is room for one of its sort.
func (r *run) tell(s *site, f Finding, current, proposed string) {
	if !r.report.wants(&f) {
		return
	}
	f.Field = Field{Path: s.path(), Current: current, Proposed: proposed}
	f.Line = r.line(s.item, s.object, s.place.Name)
	r.report.list(s.object, f)
}

// line is the line of a value in the object's file, 0 where that is not known: in
// a string, and in a list of objects from other files.
func (r *run) line(it *document.Item, o *object, n *document.Node) int {
	if r.inText || o.file.Path != r.path {
		return 0
	}
	return it.LineOf(n)
}

// meet notes an upstream's image. To the first part of one, an operator joins names
// that are not known here.
func (r *run) meet(p *fields.Place, ref image.Reference) {
	seen := r.images
	switch p.Row.Form {
	case fields.Prefix:
		return
	case fields.OCIAddress:
		seen = r.artifacts
	}
	if !seen[ref] {
		seen[ref.Clone()] = true
	}
}

// finish reports what only the whole run knows.
func (r *run) finish() {
	r.report.Images, r.report.Artifacts = sorted(r.images), sorted(r.artifacts)
	r.shared.finish(r)
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
func (r *run) change(it *document.Item, o *object, p *fields.Place, d *decision) error {
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
	if text, done := r.state.values[c.node]; done {
		if text != c.text {
			return nil, fmt.Errorf("the value is shared by an anchor and would have to become %q and %q", text, c.text)
		}
		return nil, nil
	}
	e, err := it.Replace(c.node, c.text)
	if err != nil {
		return nil, err
	}
	r.state.values[c.node] = c.text
	return []document.Edit{e}, nil
}
