package rewrite

import (
	"github.com/amerintlxperts/ecrcache/internal/fields"
	"github.com/amerintlxperts/ecrcache/internal/yamlbytes"
)

// place rewrites the reference at one place and reports it.
func (r *run) place(it *yamlbytes.Item, o *object, p *fields.Place, prefix string) {
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
	d := r.decided(o, p)
	site := site{it, o, p, prefix}
	switch d.kind {
	case excluded:
		s.excluded[p.Name] = true
		r.report.Excluded++
	case kept:
		r.meet(p, d)
		r.marks.note(r, &site, d)
	case cached:
		r.report.Cached++
		r.meet(p, d)
		r.marks.note(r, &site, d)
		if p.Row.Form == fields.SetImage {
			s.matched[p.Name] = true // the upstream's name stands before the =
		}
	case changed:
		if err := r.change(it, o, p, d); err != nil {
			d = &decision{current: d.current}
			d.add(Warning, Irreplaceable, reasonOf(err))
			break
		}
		r.rewrote(&site, d)
	}
	if d.left {
		r.report.Left++
	}
	if len(d.findings) > 0 {
		s.told[p.Name] = true
	}
	for _, f := range d.findings {
		r.tell(&site, f, d.current, d.proposed)
	}
	r.observe(&site, d)
}

// rewrote notes a reference that has changed.
func (r *run) rewrote(s *site, d *decision) {
	r.report.Rewritten++
	r.warnOfMarker(s)
	r.marks.note(r, s, d)
	r.sourceWarnings(s)
	r.names.note(s, d)
	if d.noted {
		return
	}
	r.meet(s.place, d)
	for _, code := range d.surprises {
		if r.surprises[code] == nil {
			r.surprises[code] = map[string]bool{}
		}
		r.surprises[code][d.proposed] = true
	}
}

// A site is a place in an object of an item.
type site struct {
	item   *yamlbytes.Item
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
func (r *run) line(it *yamlbytes.Item, o *object, n *yamlbytes.Node) int {
	if r.inText || o.file.Path != r.path {
		return 0
	}
	return it.LineOf(n)
}
